#include "plot/sequence.hpp"

#include <algorithm>
#include <optional>

#include "plot/names.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/input.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/seq/interval.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

std::optional<seq::Interval> window_of(const std::string& name) {
  if (name.find(':') == std::string::npos) return std::nullopt;
  try {
    return seq::parse_interval(name);
  } catch (const Error&) {  // a name may hold a colon without being a window
    return std::nullopt;
  }
}

std::size_t index_of(const io::MapFile& file, const std::string& name, const std::string& source) {
  const auto found = std::find(file.names.begin(), file.names.end(), name);
  if (found == file.names.end()) {
    throw Error(source + ": no sequence " + util::quoted(name) + ", there are " +
                suggest(file.names, name));
  }
  return static_cast<std::size_t>(found - file.names.begin());
}

/// The wanted name, or the only one there is.
std::string choose_name(const std::vector<std::string>& names, const std::string& wanted,
                        const std::string& source) {
  if (!wanted.empty()) return wanted;
  if (names.size() == 1) return names.front();
  throw Error(source + ": " + std::to_string(names.size()) +
              " sequences, choose one with --name, such as " + suggest(names, ""));
}

std::string letters_of_onehot(const io::MapFile& file, std::size_t index,
                              const std::string& source) {
  const float* onehot_cl = file.map(index);
  std::string letters(file.length, 'N');
  for (std::size_t i = 0; i < file.length; ++i) {
    int ones = 0;
    bool zeros = true;
    for (std::size_t c = 0; c < seq::kBases; ++c) {
      const float value = onehot_cl[c * file.length + i];
      zeros = zeros && value == 0;
      if (value != 1) continue;
      letters[i] = seq::kLetters[c];
      ++ones;
    }
    const bool uniform = onehot_cl[i] == 0.25F;  // ambiguous letters under --ambiguous uniform
    if (ones != 1 && !zeros && !uniform) {
      throw Error(source + ": " + file.names[index] + ", position " + std::to_string(i) +
                  ": expected a one-hot column");
    }
  }
  return letters;
}

Sequence sequence_from_onehot(const RegionOptions& region) {
  const auto file = io::read_map_file(region.onehot);
  Sequence sequence;
  sequence.name = choose_name(file.names, region.name, region.onehot);
  sequence.letters =
      letters_of_onehot(file, index_of(file, sequence.name, region.onehot), region.onehot);
  sequence.chrom = sequence.name;
  return sequence;
}

/// Letters of `window` out of the record of its chromosome.
Sequence cut_window(const seq::Interval& window, const io::FastaRecord& record,
                    const std::string& name, const std::string& source) {
  const auto length = static_cast<std::int64_t>(record.sequence.size());
  if (window.start < 0 || window.end > length) {
    throw Error(source + ": " + name + " leaves " + record.name + " of " + std::to_string(length) +
                " bases");
  }
  return {name,
          record.sequence.substr(static_cast<std::size_t>(window.start),
                                 static_cast<std::size_t>(window.length())),
          record.name, window.start};
}

/// The record called `wanted`, or the window of that name in the record of its chromosome.
Sequence sequence_from_fasta(const RegionOptions& region, const std::string& wanted) {
  const auto window = window_of(wanted);
  const auto source = io::input_name(region.sequences);
  io::FastaStream stream(region.sequences);
  io::FastaRecord record;
  std::vector<std::string> names;
  std::optional<Sequence> cut;
  while (stream.next(record)) {
    if (record.name == wanted) return {wanted, record.sequence, wanted, 0};
    if (window && record.name == window->chrom) cut = cut_window(*window, record, wanted, source);
    names.push_back(record.name);
  }
  if (cut) return *cut;
  throw Error(source + ": no sequence " + util::quoted(wanted) + ", there are " +
              suggest(names, wanted));
}

std::string only_fasta_name(const std::string& path) {
  io::FastaStream stream(path);
  io::FastaRecord record;
  std::vector<std::string> names;
  while (stream.next(record)) names.push_back(record.name);
  return choose_name(names, "", io::input_name(path));
}

Sequence read_letters(const RegionOptions& region, const std::string& map) {
  if (!region.onehot.empty()) return sequence_from_onehot(region);
  std::string name = region.name;
  if (name.empty() && !map.empty()) {
    name = choose_name(io::read_map_file(map).names, "", map);
  } else if (name.empty()) {
    if (region.sequences == "-") throw UsageError("--sequences - needs --name");
    name = only_fasta_name(region.sequences);
  }
  return sequence_from_fasta(region, name);
}

/// Gives a sequence that is named as a window of a genome, and is as long, its place there.
void place_on_genome(Sequence& sequence) {
  const auto window = window_of(sequence.name);
  if (!window || window->length() != static_cast<std::int64_t>(sequence.letters.size())) return;
  sequence.chrom = window->chrom;
  sequence.offset = window->start;
}

}  // namespace

Sequence read_sequence(const RegionOptions& region, const std::string& map) {
  auto sequence = read_letters(region, map);
  place_on_genome(sequence);
  return sequence;
}

std::size_t find_map(const io::MapFile& file, const Sequence& sequence, const std::string& source) {
  const auto index = index_of(file, sequence.name, source);
  if (file.length != sequence.letters.size()) {
    throw Error(source + ": maps of " + std::to_string(file.length) + " bases, but " +
                sequence.name + " has " + std::to_string(sequence.letters.size()));
  }
  return index;
}

LetterRange letter_range(const RegionOptions& region, const Sequence& sequence) {
  const auto start = region.start.value_or(sequence.offset);
  const auto end = region.end.value_or(sequence.end());
  if (start < sequence.offset || end > sequence.end() || start >= end) {
    throw Error("region " + std::to_string(start) + "-" + std::to_string(end) + " leaves " +
                sequence.name + ", which is " + std::to_string(sequence.offset) + "-" +
                std::to_string(sequence.end()));
  }
  return {start - sequence.offset, end - sequence.offset};
}

std::vector<figure::Site> read_sites(const std::string& path, const std::string& chrom) {
  std::vector<figure::Site> sites;
  if (path.empty()) return sites;
  for (const auto& record : io::read_bed_file(path)) {
    if (record.interval.chrom != chrom) continue;
    sites.push_back({record.interval.start, record.interval.end,
                     record.name == "." ? "" : record.name, record.strand});
  }
  return sites;
}

}  // namespace siskin::tools
