#include "siskin/data/region_collector.hpp"

#include <algorithm>
#include <cstring>
#include <istream>
#include <utility>

#include "siskin/data/region.hpp"
#include "siskin/io/input.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/seq/interval.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"

namespace siskin::data {
namespace {

float signal_of(const io::BedRecord& bed) {
  const auto signal = util::parse_real(bed.signal.empty() ? bed.score : bed.signal);
  return signal ? static_cast<float>(*signal) : 0.0F;
}

}  // namespace

RegionCollector::RegionCollector(const Query& query, std::shared_ptr<GenomeCodes> genome,
                                 std::shared_ptr<const IntervalSet> blacklist)
    : query_(query),
      genome_(std::move(genome)),
      blacklist_(std::move(blacklist)),
      rule_(query),
      signals_(query.signals.tracks),
      controls_(query.signals.controls),
      checked_(genome_->chromosomes().size()) {
  if (query.signals.tracks.empty()) labels_.emplace(query);
}

std::vector<std::string> RegionCollector::task_names() const {
  return labels_ ? labels_->task_names() : std::vector<std::string>();
}

void RegionCollector::read_files() {
  if (!query_.sequences.regions.empty()) {
    add_file(query_.sequences.regions, Pool::kPositives, std::nullopt);
  }
  for (const auto& path : query_.positives) add_file(path, Pool::kPositives, 1.0F);
  for (const auto& path : query_.negatives) add_file(path, Pool::kNegatives, 0.0F);
}

void RegionCollector::add_file(const std::string& path, Pool pool, std::optional<float> label) {
  const auto in = io::open_input(path);
  const std::string name = io::input_name(path);
  bool empty = true;
  io::for_each_bed(*in, name, [&](const io::BedRecord& bed) {
    empty = false;
    add(bed, name + ":" + std::to_string(bed.line), pool, label);
  });
  if (empty) throw Error(name + ": empty, expected regions");
  ++file_;
}

std::uint32_t RegionCollector::require_chromosome(const std::string& name,
                                                  const std::string& where) {
  try {
    const std::uint32_t chrom = genome_->number(name);
    if (!checked_[chrom]) {
      signals_.check_chromosome(*genome_, chrom);
      controls_.check_chromosome(*genome_, chrom);
      checked_[chrom] = true;
    }
    return chrom;
  } catch (const Error& error) {
    throw Error(where + ": " + error.what());
  }
}

bool RegionCollector::fits(const seq::Interval& window, std::uint32_t chrom, std::int64_t margin,
                           const std::string& where) const {
  const std::int64_t size = genome_->length(chrom);
  const bool touches = window.start < size && window.end > 0;
  if (window.start - margin >= 0 && window.end + margin <= size) return true;
  if (query_.sequences.edge == "skip") return false;
  if (query_.sequences.edge == "pad" && touches) return true;
  throw Error(where + ": window " + seq::to_string(window) +
              (margin > 0 ? ", moved by " + std::to_string(margin) + " bases," : "") + " leaves " +
              window.chrom + ", which has " + std::to_string(size) + " bases (see --edge)");
}

void RegionCollector::check_letters(std::uint32_t chrom, const seq::Interval& window,
                                    const std::string& where) const {
  std::vector<std::uint8_t> codes(length_);
  genome_->fetch(chrom, window.start, length_, codes.data());
  if (std::find(codes.begin(), codes.end(), seq::kAmbiguous) == codes.end()) return;
  throw Error(where + ": window " + seq::to_string(window) +
              " has a letter other than A, C, G and T (see --ambiguous)");
}

void RegionCollector::require_length(const seq::Interval& window, const std::string& where) {
  const auto length = static_cast<std::size_t>(window.length());
  if (length_ == 0) {
    length_ = length;
    const auto output = query_.signals.output_length;
    if (output && *output > window.length()) {
      throw Error(where + ": found " + std::to_string(length_) + " bases, expected at least " +
                  std::to_string(*output) + " as --output-length says");
    }
  }
  if (length == length_) return;
  throw Error(where + ": found " + std::to_string(length) + " bases, expected " +
              std::to_string(length_) + " as in the first sequence (see --width)");
}

std::vector<float> RegionCollector::labels_of(const io::BedRecord& bed, const std::string& name,
                                              const std::string& where, std::optional<float> fixed,
                                              Split& split) {
  if (!labels_) {
    split = rule_.of(bed.interval.chrom, "", where);
    return {};
  }
  io::SequenceRecord record;
  record.name = name;
  record.chrom = bed.interval.chrom;
  record.where = where;
  const auto score = util::parse_real(bed.score);
  if (score) record.labels = {static_cast<float>(*score)};
  std::optional<std::vector<float>> labels;
  if (fixed) labels.emplace(std::max<std::size_t>(1, labels_->task_names().size()), *fixed);
  auto answer = labels_->of(record, labels);
  split = answer.split;
  return std::move(answer.labels);
}

void RegionCollector::add(const io::BedRecord& bed, const std::string& where, Pool pool,
                          std::optional<float> label) {
  const std::uint32_t chrom = require_chromosome(bed.interval.chrom, where);
  const seq::Interval window =
      query_.sequences.width
          ? seq::window_around(bed.interval.chrom, bed.centre(), *query_.sequences.width)
          : bed.interval;
  const bool named = !bed.name.empty() && bed.name != ".";
  Split split = Split::kNone;
  const auto labels =
      labels_of(bed, named ? bed.name : seq::to_string(window), where, label, split);
  const bool moves = pool == Pool::kPositives && (split == Split::kTrain || split == Split::kNone);
  const std::int64_t margin = moves ? query_.jitter : 0;
  if (!fits(window, chrom, margin, where)) return;
  if (blacklist_->overlaps(window.chrom, window.start - margin, window.end + margin)) return;
  require_length(window, where);
  if (query_.refuse_ambiguous) check_letters(chrom, window, where);
  const Region region = {place_of(chrom, window.start), signal_of(bed), file_};
  std::string record(sizeof(region) + labels.size() * sizeof(float), '\0');
  std::memcpy(record.data(), &region, sizeof(region));
  if (!labels.empty()) {
    std::memcpy(record.data() + sizeof(region), labels.data(), labels.size() * sizeof(float));
  }
  for (auto& store : pools_) {
    if (!store) store.emplace(record.size());
  }
  pools_[static_cast<std::size_t>(pool)]->append(split, record.data());
}

}  // namespace siskin::data
