#include "siskin/io/track.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "siskin/io/input.hpp"
#include "siskin/io/track_text.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr float kNoValue = std::numeric_limits<float>::quiet_NaN();
constexpr std::int64_t kLongestChromosome = std::int64_t{1} << 32;

/// Where finished stretches go: sorted, without overlaps.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void add(const std::string& chrom, std::int64_t start, const float* values,
                   std::size_t count) = 0;
  virtual void close() = 0;
};

class TextSink : public Sink {
 public:
  explicit TextSink(const std::string& path) : writer_(path) {}
  void add(const std::string& chrom, std::int64_t start, const float* values,
           std::size_t count) override {
    writer_.add(chrom, start, values, count);
  }
  void close() override { writer_.close(); }

 private:
  BedGraphWriter writer_;
};

class BigWigSink : public Sink {
 public:
  BigWigSink(const std::string& path, const ChromosomeSizes& sizes) : writer_(path, sizes) {}
  void add(const std::string& chrom, std::int64_t start, const float* values,
           std::size_t count) override {
    writer_.add(chrom, start, values, count);
  }
  void close() override { writer_.close(); }

 private:
  BigWigWriter writer_;
};

bool is_bigwig_name(const std::string& path) {
  return util::ends_with(path, ".bw") || util::ends_with(path, ".bigwig") ||
         util::ends_with(path, ".bigWig");
}

struct Window {
  std::size_t chrom = 0;
  std::int64_t start = 0;
  std::size_t order = 0;  // in which it was given
  std::vector<float> values;

  std::int64_t end() const { return start + static_cast<std::int64_t>(values.size()); }
};

std::string place(const std::string& chrom, const Window& window) {
  return seq::to_string({chrom, window.start, window.end()});
}

/// Windows [first, last) of one chromosome that touch each other, as one stretch.
std::vector<float> merge(const std::vector<Window>& windows, std::size_t first, std::size_t last,
                         std::int64_t end, Overlap overlap) {
  const std::int64_t start = windows[first].start;
  const auto length = static_cast<std::size_t>(end - start);
  std::vector<const Window*> given;
  for (std::size_t i = first; i < last; ++i) given.push_back(&windows[i]);
  std::sort(given.begin(), given.end(),
            [](const Window* a, const Window* b) { return a->order < b->order; });
  std::vector<double> sums(length, 0);
  std::vector<std::uint32_t> counts(length, 0);
  for (const Window* window : given) {
    const auto offset = static_cast<std::size_t>(window->start - start);
    for (std::size_t i = 0; i < window->values.size(); ++i) {
      if (std::isnan(window->values[i])) continue;
      if (overlap == Overlap::kFirst && counts[offset + i] > 0) continue;
      sums[offset + i] += static_cast<double>(window->values[i]);
      ++counts[offset + i];
    }
  }
  std::vector<float> values(length, kNoValue);
  for (std::size_t i = 0; i < length; ++i) {
    if (counts[i] > 0) values[i] = static_cast<float>(sums[i] / counts[i]);
  }
  return values;
}

}  // namespace

Overlap parse_overlap(const std::string& word) {
  if (word == "mean") return Overlap::kMean;
  if (word == "first") return Overlap::kFirst;
  if (word == "error") return Overlap::kError;
  throw UsageError("found " + util::quoted(word) + ", expected one of mean, first, error");
}

struct TrackWriter::State {
  std::string path;
  ChromosomeSizes sizes;  // of the genome; for collected FASTA input of its records
  Overlap overlap;
  bool genome = false;
  bool collect = false;
  std::unordered_map<std::string, std::size_t> index;  // of sizes
  std::unordered_set<std::string> seen;                // streamed records
  std::vector<Window> windows;
  std::unique_ptr<Sink> sink;

  State(const std::string& target, const ChromosomeSizes& genome_sizes, Overlap rule)
      : path(target), sizes(genome_sizes), overlap(rule), genome(!genome_sizes.empty()) {
    collect = genome || is_bigwig_name(path);
    for (std::size_t i = 0; i < sizes.size(); ++i) index.emplace(sizes[i].first, i);
    if (!is_bigwig_name(path)) {
      sink = std::make_unique<TextSink>(path);
    } else if (genome) {
      sink = std::make_unique<BigWigSink>(path, sizes);  // a bad path fails before the work
    }
  }

  std::string name() const { return path.empty() ? "-" : path; }

  Error twice(const std::string& chrom) const {
    return Error(input_name(name()) + ": sequence " + util::quoted(chrom) +
                 " comes twice, a track needs a name for each");
  }

  void add_window(const std::string& chrom, std::int64_t start, const std::vector<float>& values) {
    const auto found = index.find(chrom);
    if (found == index.end()) {
      throw Error(input_name(name()) + ": chromosome " + util::quoted(chrom) +
                  " is not in the genome");
    }
    Window window;
    window.chrom = found->second;
    window.order = windows.size();
    // Windows padded beyond the ends of the chromosome have no bases there.
    const std::int64_t size = sizes[found->second].second;
    const std::int64_t end = start + static_cast<std::int64_t>(values.size());
    window.start = std::clamp<std::int64_t>(start, 0, size);
    const std::int64_t stop = std::clamp<std::int64_t>(end, window.start, size);
    if (stop == window.start) return;
    window.values.assign(values.begin() + (window.start - start), values.begin() + (stop - start));
    windows.push_back(std::move(window));
  }

  void add_record(const std::string& chrom, std::int64_t start, const std::vector<float>& values) {
    if (!index.emplace(chrom, sizes.size()).second) throw twice(chrom);
    const auto size = start + static_cast<std::int64_t>(values.size());
    windows.push_back({sizes.size(), start, windows.size(), values});
    sizes.emplace_back(chrom, size);
  }

  void flush() {
    std::stable_sort(windows.begin(), windows.end(), [](const Window& a, const Window& b) {
      return a.chrom != b.chrom ? a.chrom < b.chrom : a.start < b.start;
    });
    for (std::size_t i = 0; i < windows.size();) i = flush_from(i);
  }

  // Writes the windows that touch windows[first]; the index behind them.
  std::size_t flush_from(std::size_t first) {
    const std::string& chrom = sizes[windows[first].chrom].first;
    std::size_t furthest = first;
    std::size_t last = first + 1;
    for (; last < windows.size(); ++last) {
      const Window& next = windows[last];
      if (next.chrom != windows[first].chrom || next.start >= windows[furthest].end()) break;
      if (overlap == Overlap::kError) {
        throw Error(input_name(name()) + ": windows " + place(chrom, windows[furthest]) + " and " +
                    place(chrom, next) + " overlap");
      }
      if (next.end() > windows[furthest].end()) furthest = last;
    }
    const Window& window = windows[first];
    if (last == first + 1) {
      sink->add(chrom, window.start, window.values.data(), window.values.size());
    } else {
      const auto values = merge(windows, first, last, windows[furthest].end(), overlap);
      sink->add(chrom, window.start, values.data(), values.size());
    }
    return last;
  }
};

TrackWriter::TrackWriter(const std::string& path, const ChromosomeSizes& genome_sizes,
                         Overlap overlap)
    : state_(std::make_unique<State>(path, genome_sizes, overlap)) {}

TrackWriter::~TrackWriter() = default;

void TrackWriter::add(const std::string& chrom, std::int64_t start,
                      const std::vector<float>& values) {
  State& state = *state_;
  if (state.genome) {
    state.add_window(chrom, start, values);
  } else if (state.collect) {
    state.add_record(chrom, start, values);
  } else {
    if (!state.seen.insert(chrom).second) throw state.twice(chrom);
    state.sink->add(chrom, start, values.data(), values.size());
  }
}

void TrackWriter::close() {
  State& state = *state_;
  if (!state.sink) state.sink = std::make_unique<BigWigSink>(state.path, state.sizes);
  state.flush();
  state.sink->close();
}

namespace {

bool is_bigwig(const std::string& path) {
  // Also bigBed and the other byte order, which the reader then refuses by name.
  std::ifstream in(path, std::ios::binary);
  std::array<unsigned char, 4> mark{};
  in.read(reinterpret_cast<char*>(mark.data()), mark.size());
  constexpr std::array<unsigned char, 4> kBigWig = {0x26, 0xfc, 0x8f, 0x88};
  constexpr std::array<unsigned char, 4> kBigBed = {0xeb, 0xf2, 0x89, 0x87};
  return in.gcount() == 4 && (mark == kBigWig || mark == kBigBed ||
                              std::equal(mark.rbegin(), mark.rend(), kBigWig.begin()));
}

}  // namespace

void read_track_records(const std::string& path,
                        const std::function<void(const BedGraphRecord&)>& take) {
  if (path != "-" && is_bigwig(path)) {
    BigWigReader(path).for_each(take);
  } else {
    const auto in = open_input(path);
    read_bedgraph(*in, input_name(path), take);
  }
}

Track read_track(const std::string& path) {
  const std::string name = input_name(path);
  Track track;
  std::vector<float>* values = nullptr;
  std::string current;
  const auto take = [&](const BedGraphRecord& record) {
    const seq::Interval& where = record.interval;
    if (values == nullptr || current != where.chrom) {
      current = where.chrom;
      values = &track[current];
    }
    if (where.end > kLongestChromosome) {
      throw Error(name + ": " + seq::to_string(where) + " lies behind any chromosome");
    }
    const auto start = static_cast<std::size_t>(where.start);
    const auto end = static_cast<std::size_t>(where.end);
    if (end > values->size()) values->resize(end, kNoValue);
    for (std::size_t i = start; i < end; ++i) {
      if (!std::isnan((*values)[i])) {
        throw Error(name + ": " + seq::to_string(where) + " overlaps an earlier line at " +
                    std::to_string(i));
      }
      (*values)[i] = record.value;
    }
  };
  read_track_records(path, take);
  return track;
}

}  // namespace siskin::io
