#include <cmath>
#include <mutex>
#include <unordered_map>

#include "siskin/io/bigwig.hpp"
#include "siskin/io/bigwig_blocks.hpp"
#include "siskin/io/bigwig_library.hpp"
#include "siskin/io/chromosome_names.hpp"
#include "siskin/util/error.hpp"

namespace siskin::io {
namespace {

constexpr std::size_t kReadBuffer = 1 << 17;

struct FreeValues {
  void operator()(bwOverlappingIntervals_t* values) const noexcept {
    ::bwDestroyOverlappingIntervals(values);
  }
};

}  // namespace

void start_libbigwig() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (::bwInit(kReadBuffer) != 0) throw Error("libBigWig cannot start");
  });
}

struct BigWigReader::State {
  std::string path;
  BigWigHandle file;
  ChromosomeSizes chromosomes;
  std::unordered_map<std::string, std::size_t> index;

  explicit State(const std::string& name) : path(name) {
    read_bigwig_header(path);  // first, because libBigWig prints its own messages
    start_libbigwig();
    file.reset(::bwOpen(path.c_str(), nullptr, "r"));
    if (!file || file->cl == nullptr) throw Error(path + ": damaged bigWig");
    for (std::int64_t i = 0; i < file->cl->nKeys; ++i) {
      const char* const chrom = file->cl->chrom[i];
      if (chrom == nullptr) throw Error(path + ": damaged bigWig, a chromosome has no name");
      index.emplace(chrom, chromosomes.size());
      chromosomes.emplace_back(chrom, file->cl->len[i]);
    }
  }

  std::int64_t size_of(const std::string& chrom) const {
    const auto found = index.find(chrom);
    if (found != index.end()) return chromosomes[found->second].second;
    std::vector<std::string> names;
    for (const auto& one : chromosomes) names.push_back(one.first);
    throw unknown_chromosome(path, chrom, names);
  }
};

BigWigReader::BigWigReader(const std::string& path) : state_(std::make_unique<State>(path)) {}

BigWigReader::~BigWigReader() = default;
BigWigReader::BigWigReader(BigWigReader&&) noexcept = default;
BigWigReader& BigWigReader::operator=(BigWigReader&&) noexcept = default;

const ChromosomeSizes& BigWigReader::chromosomes() const { return state_->chromosomes; }

bool BigWigReader::contains(const std::string& chrom) const {
  return state_->index.count(chrom) != 0;
}

std::vector<float> BigWigReader::values(const seq::Interval& where) const {
  const std::int64_t size = state_->size_of(where.chrom);
  if (where.start < 0 || where.end > size || where.end < where.start) {
    throw Error(state_->path + ": " + seq::to_string(where) + " leaves the chromosome of " +
                std::to_string(size) + " bases");
  }
  if (where.start == where.end) return {};
  const std::unique_ptr<bwOverlappingIntervals_t, FreeValues> found(::bwGetValues(
      state_->file.get(), where.chrom.c_str(), static_cast<std::uint32_t>(where.start),
      static_cast<std::uint32_t>(where.end), 1));
  if (!found || found->l != static_cast<std::uint64_t>(where.length())) {
    throw Error(state_->path + ": damaged bigWig, cannot read " + seq::to_string(where));
  }
  return {found->value, found->value + found->l};
}

void BigWigReader::for_each(const std::function<void(const BedGraphRecord&)>& take) const {
  const State& state = *state_;
  BedGraphRecord record;
  for_each_bigwig_value(state.path, [&](const BigWigValue& value) {
    if (value.chromosome >= state.chromosomes.size() ||
        value.end > state.chromosomes[value.chromosome].second) {
      throw Error(state.path + ": damaged bigWig, a value lies outside its chromosome");
    }
    if (std::isnan(value.value)) return;  // the base has no value, as bases that are not named
    const std::string& chrom = state.chromosomes[value.chromosome].first;
    if (record.interval.chrom != chrom) record.interval.chrom = chrom;
    record.interval.start = value.start;
    record.interval.end = value.end;
    record.value = value.value;
    take(record);
  });
}

}  // namespace siskin::io
