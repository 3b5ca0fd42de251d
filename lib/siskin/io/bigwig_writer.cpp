#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <unordered_map>

#include "siskin/io/bigwig.hpp"
#include "siskin/io/bigwig_blocks.hpp"
#include "siskin/io/bigwig_library.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/output_file.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr int kZooms = 10;
// libBigWig looks each chromosome up by comparing its name with all of them while it makes the zoom
// levels; with a chromosome a sequence this takes longer than everything else together.
constexpr std::size_t kMostChromosomesToZoom = 20000;
constexpr std::uint8_t kIntervals = 1;  // type of a block
constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

constexpr std::streamoff kIndexField = 24;  // of the file header

template <typename Field>
void append(std::string& bytes, const Field& field) {
  bytes.append(reinterpret_cast<const char*>(&field), sizeof field);
}

// Counts what went in, to be compared with what can be read back.
struct Totals {
  std::uint64_t entries = 0;
  std::uint64_t bases = 0;
  float low = std::numeric_limits<float>::infinity();
  float high = -std::numeric_limits<float>::infinity();
  float last = 0;

  void add(float value, std::uint64_t length) {
    ++entries;
    bases += length;
    low = std::min(low, value);
    high = std::max(high, value);
    last = value;
  }
};

struct Runs {
  std::vector<std::uint32_t> starts;
  std::vector<std::uint32_t> ends;
  std::vector<float> values;
};

// Runs of equal values; positions count from `start`.
Runs runs_of(std::uint32_t start, const float* values, std::size_t count) {
  Runs runs;
  for (std::size_t i = 0; i < count; ++i) {
    const auto position = start + static_cast<std::uint32_t>(i);
    if (i > 0 && values[i] == values[i - 1]) {
      ++runs.ends.back();
      continue;
    }
    runs.starts.push_back(position);
    runs.ends.push_back(position + 1);
    runs.values.push_back(values[i]);
  }
  return runs;
}

}  // namespace

struct BigWigWriter::State {
  std::string name;
  util::TemporaryPath path;
  ChromosomeSizes chromosomes;
  std::unordered_map<std::string, std::size_t> index;
  BigWigHandle file;
  std::size_t current = kNone;  // chromosome
  std::int64_t end = 0;         // of what was written on it
  Totals totals;

  State(const std::string& target, const ChromosomeSizes& sizes)
      : name(target), path(target), chromosomes(sizes) {
    std::vector<const char*> names;
    std::vector<std::uint32_t> lengths;
    for (const auto& [chrom, length] : chromosomes) {
      if (length < 1 || length > std::numeric_limits<std::uint32_t>::max()) {
        throw Error(name + ": chromosome " + util::quoted(chrom) + " of " + std::to_string(length) +
                    " bases, bigWig allows 1 to 4294967295");
      }
      if (!index.emplace(chrom, names.size()).second) {
        throw Error(name + ": chromosome " + util::quoted(chrom) + " is named twice");
      }
      names.push_back(chrom.c_str());
      lengths.push_back(static_cast<std::uint32_t>(length));
    }
    if (names.empty()) throw Error(name + ": a bigWig needs at least one chromosome");
    start_file(names, lengths);
  }

  ~State() { close_file(); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // libBigWig writes the index here and does not say whether it could. Without data it would
  // complain on standard error, so it is told that there is nothing to finish.
  void close_file() {
    if (file && totals.entries == 0) file->isWrite = 0;
    file.reset();
  }

  void start_file(const std::vector<const char*>& names,
                  const std::vector<std::uint32_t>& lengths) {
    // libBigWig prints and then crashes where it cannot open the file.
    if (!std::ofstream(path.path(), std::ios::binary)) {
      throw system_error(name, "cannot be written");
    }
    start_libbigwig();
    file.reset(::bwOpen(path.path().c_str(), nullptr, "w"));
    if (!file) throw system_error(name, "cannot be written");
    const int zooms = names.size() > kMostChromosomesToZoom ? 0 : kZooms;
    check(::bwCreateHdr(file.get(), zooms));
    file->cl =
        ::bwCreateChromList(names.data(), lengths.data(), static_cast<std::int64_t>(names.size()));
    check(file->cl == nullptr ? 1 : ::bwWriteHdr(file.get()));
  }

  void check(int status) const {
    if (status != 0) throw system_error(name, "write failed");
  }

  std::string place(std::size_t chrom, std::int64_t start, std::int64_t stop) const {
    return name + ": " + seq::to_string({chromosomes[chrom].first, start, stop});
  }

  // Enters the chromosome; refuses what libBigWig would write and readers would misread.
  void advance(const std::string& chrom, std::int64_t start, std::int64_t stop) {
    const auto found = index.find(chrom);
    if (found == index.end()) throw Error(name + ": unknown chromosome " + util::quoted(chrom));
    const std::size_t next = found->second;
    if (start < 0 || stop > chromosomes[next].second || stop <= start) {
      throw Error(place(next, start, stop) + " leaves the chromosome of " +
                  std::to_string(chromosomes[next].second) + " bases");
    }
    if (current != kNone && next < current) {
      throw Error(place(next, start, stop) + " comes after data of " +
                  util::quoted(chromosomes[current].first) + ", expected the order of the header");
    }
    if (next == current && start < end) {
      throw Error(place(next, start, stop) + " starts before " + std::to_string(end) +
                  ", the end of what was written");
    }
    current = next;
    end = stop;
  }

  void refuse_infinite(const float* values, std::size_t count, std::int64_t start) const {
    const auto* const bad =
        std::find_if(values, values + count, [](float value) { return std::isinf(value); });
    if (bad == values + count) return;
    const auto position = start + (bad - values);
    throw Error(place(current, position, position + 1) + ": the value is infinite");
  }

  // libBigWig finds a chromosome by comparing names from the first one on. So the first one is
  // asked for and the number put right behind its back, after the block before has been written,
  // which it takes from the change of the number.
  const char* name_to_ask_for() const {
    const std::size_t asked = file->writeBuffer->tid == 0 ? current : 0;
    return chromosomes[asked].first.c_str();
  }

  bool continues(std::uint8_t kind) const {
    return file->writeBuffer->ltype == kind && file->writeBuffer->tid == current &&
           totals.entries > 0;
  }

  void write_intervals(const std::uint32_t* starts, const std::uint32_t* ends, const float* values,
                       std::size_t count) {
    std::size_t done = 0;
    if (!continues(kIntervals)) {
      const char* const chrom = name_to_ask_for();
      check(::bwAddIntervals(file.get(), &chrom, starts, ends, values, 1));
      file->writeBuffer->tid = static_cast<std::uint32_t>(current);
      done = 1;
    }
    check(::bwAppendIntervals(file.get(), starts + done, ends + done, values + done,
                              static_cast<std::uint32_t>(count - done)));
    for (std::size_t i = 0; i < count; ++i) totals.add(values[i], ends[i] - starts[i]);
  }

  void write_steps(std::uint32_t start, const float* values, std::size_t count) {
    check(::bwAddIntervalSpanSteps(file.get(), name_to_ask_for(), start, 1, 1, values, 1));
    file->writeBuffer->tid = static_cast<std::uint32_t>(current);
    check(
        ::bwAppendIntervalSpanSteps(file.get(), values + 1, static_cast<std::uint32_t>(count - 1)));
    for (std::size_t i = 0; i < count; ++i) totals.add(values[i], 1);
  }

  // An interval takes 12 bytes, a step 4.
  void write_finite(std::uint32_t start, const float* values, std::size_t count) {
    const Runs runs = runs_of(start, values, count);
    if (runs.values.size() * 3 < count) {
      write_intervals(runs.starts.data(), runs.ends.data(), runs.values.data(), runs.values.size());
    } else {
      write_steps(start, values, count);
    }
  }

  // What close_file() left out of a file without data: an empty index and the end mark.
  void finish_empty() const {
    std::fstream out(path.path(), std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(0, std::ios::end);
    const auto index_at = static_cast<std::uint64_t>(out.tellp());
    std::string tail;
    append(tail, std::uint32_t{0x2468ace0});
    append(tail, std::uint32_t{64});          // children a node
    append(tail, std::uint64_t{0});           // blocks
    append(tail, std::array<char, 16>{});     // first and last position
    append(tail, index_at);                   // end of the data
    append(tail, std::uint64_t{1});           // values a slot, padding
    append(tail, std::array<char, 4>{1});     // a leaf with no children
    append(tail, std::uint32_t{0x888ffc26});  // end mark
    out.write(tail.data(), static_cast<std::streamsize>(tail.size()));
    out.seekp(kIndexField);
    out.write(reinterpret_cast<const char*>(&index_at), sizeof index_at);
    if (!out.flush()) throw Error("write failed");
  }

  void check_written() const {
    Totals found;
    for_each_bigwig_value(path.path().string(), [&](const BigWigValue& value) {
      found.add(value.value, value.end - value.start);
    });
    if (found.entries != totals.entries || found.bases != totals.bases ||
        found.last != totals.last) {
      throw Error("blocks are missing");
    }
  }
};

BigWigWriter::BigWigWriter(const std::string& path, const ChromosomeSizes& chromosomes)
    : state_(std::make_unique<State>(path, chromosomes)) {}

BigWigWriter::~BigWigWriter() = default;

void BigWigWriter::add(const std::string& chrom, std::int64_t start, const float* values,
                       std::size_t count) {
  if (count == 0) return;
  State& state = *state_;
  state.advance(chrom, start, start + static_cast<std::int64_t>(count));
  state.refuse_infinite(values, count, start);
  for (std::size_t i = 0; i < count;) {
    if (std::isnan(values[i])) {
      ++i;
      continue;
    }
    std::size_t stop = i;
    while (stop < count && !std::isnan(values[stop])) ++stop;
    state.write_finite(static_cast<std::uint32_t>(start) + static_cast<std::uint32_t>(i),
                       values + i, stop - i);
    i = stop;
  }
}

void BigWigWriter::add(const BedGraphRecord& record) {
  State& state = *state_;
  state.advance(record.interval.chrom, record.interval.start, record.interval.end);
  state.refuse_infinite(&record.value, 1, record.interval.start);
  if (std::isnan(record.value)) return;
  const auto start = static_cast<std::uint32_t>(record.interval.start);
  const auto end = static_cast<std::uint32_t>(record.interval.end);
  state.write_intervals(&start, &end, &record.value, 1);
}

void BigWigWriter::close() {
  State& state = *state_;
  bigWigHdr_t& header = *state.file->hdr;
  header.minVal = state.totals.entries > 0 ? state.totals.low : 0;
  header.maxVal = state.totals.entries > 0 ? state.totals.high : 0;
  state.close_file();
  try {
    if (state.totals.entries == 0) state.finish_empty();
    state.check_written();
  } catch (const Error&) {
    throw Error(state.name + ": could not be completed, is the disk full?");
  }
  state.path.commit();
}

}  // namespace siskin::io
