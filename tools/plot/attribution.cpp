#include "plot/attribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "plot/names.hpp"
#include "siskin/figure/attribution_logo.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/track.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/seq/interval.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

/// The whole sequence of the figure. Windows of a genome are named chrom:start-end; BED files and
/// tracks then speak of the chromosome.
struct Sequence {
  std::string name;
  std::string letters;
  std::string chrom;
  std::int64_t offset = 0;  ///< position of letters[0] on chrom

  std::int64_t end() const { return offset + static_cast<std::int64_t>(letters.size()); }
};

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

Sequence sequence_from_onehot(const AttributionPlot& plot) {
  const auto file = io::read_map_file(plot.onehot);
  Sequence sequence;
  sequence.name = choose_name(file.names, plot.name, plot.onehot);
  sequence.letters =
      letters_of_onehot(file, index_of(file, sequence.name, plot.onehot), plot.onehot);
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
Sequence sequence_from_fasta(const AttributionPlot& plot, const std::string& wanted) {
  const auto window = window_of(wanted);
  const auto source = io::input_name(plot.sequences);
  io::FastaStream stream(plot.sequences);
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

Sequence read_sequence(const AttributionPlot& plot) {
  if (!plot.onehot.empty()) return sequence_from_onehot(plot);
  std::string name = plot.name;
  if (name.empty() && !plot.maps.empty()) {
    name = choose_name(io::read_map_file(plot.maps.front()).names, "", plot.maps.front());
  } else if (name.empty()) {
    if (plot.sequences == "-") throw UsageError("--sequences - needs --name");
    name = only_fasta_name(plot.sequences);
  }
  return sequence_from_fasta(plot, name);
}

/// Gives a sequence that is named as a window of a genome, and is as long, its place there.
void place_on_genome(Sequence& sequence) {
  const auto window = window_of(sequence.name);
  if (!window || window->length() != static_cast<std::int64_t>(sequence.letters.size())) return;
  sequence.chrom = window->chrom;
  sequence.offset = window->start;
}

/// The value of the base that is there: map times one-hot. 0 where no base is known.
std::vector<float> map_values(const std::string& path, const Sequence& sequence) {
  const auto file = io::read_map_file(path);
  const auto index = index_of(file, sequence.name, path);
  if (file.length != sequence.letters.size()) {
    throw Error(path + ": maps of " + std::to_string(file.length) + " bases, but " + sequence.name +
                " has " + std::to_string(sequence.letters.size()));
  }
  const float* map_cl = file.map(index);
  std::vector<float> values(file.length, 0);
  for (std::size_t i = 0; i < file.length; ++i) {
    const auto base = seq::code(sequence.letters[i]);
    if (base != seq::kAmbiguous) values[i] = map_cl[base * file.length + i];
  }
  return values;
}

std::vector<float> track_values(const std::string& path, const Sequence& sequence) {
  const auto track = io::read_track(path);
  const auto found = track.find(sequence.chrom);
  if (found == track.end()) {
    std::vector<std::string> names;
    for (const auto& [chrom, values] : track) names.push_back(chrom);
    throw Error(io::input_name(path) + ": no values on " + util::quoted(sequence.chrom) +
                ", there are " + suggest(names, sequence.chrom));
  }
  const auto& stored = found->second;
  std::vector<float> values(sequence.letters.size(), std::numeric_limits<float>::quiet_NaN());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto position = static_cast<std::size_t>(sequence.offset) + i;
    if (position < stored.size()) values[i] = stored[position];
  }
  return values;
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

std::vector<figure::BlockSet> read_subsets(const std::string& path, const std::string& chrom) {
  std::vector<figure::BlockSet> subsets;
  if (path.empty()) return subsets;
  for (const auto& record : io::read_bed_file(path)) {
    const auto& where = record.interval;
    if (where.chrom != chrom) continue;
    figure::BlockSet subset{"SIS " + std::to_string(subsets.size() + 1), {}};
    for (const auto& [start, end] : record.blocks) {
      subset.blocks.emplace_back(where.start + start, where.start + end);
    }
    if (subset.blocks.empty()) subset.blocks.emplace_back(where.start, where.end);
    subsets.push_back(std::move(subset));
  }
  return subsets;
}

/// Cuts letters and values to --start and --end, which are positions on the chromosome.
void cut_region(const AttributionPlot& plot, const Sequence& sequence,
                figure::AttributionFigure& figure) {
  const auto start = plot.start.value_or(sequence.offset);
  const auto end = plot.end.value_or(sequence.end());
  if (start < sequence.offset || end > sequence.end() || start >= end) {
    throw Error("region " + std::to_string(start) + "-" + std::to_string(end) + " leaves " +
                sequence.name + ", which is " + std::to_string(sequence.offset) + "-" +
                std::to_string(sequence.end()));
  }
  const auto first = start - sequence.offset;
  const auto last = end - sequence.offset;
  figure.start = start;
  figure.letters = sequence.letters.substr(static_cast<std::size_t>(first),
                                           static_cast<std::size_t>(last - first));
  for (auto& row : figure.rows) {
    row.values = std::vector<float>(row.values.begin() + first, row.values.begin() + last);
  }
}

}  // namespace

std::string draw_attribution(const AttributionPlot& plot) {
  auto sequence = read_sequence(plot);
  place_on_genome(sequence);
  figure::AttributionFigure figure;
  for (const auto& path : plot.maps) {
    figure.rows.push_back({stem(path), map_values(path, sequence)});
  }
  for (const auto& path : plot.tracks) {
    figure.rows.push_back({stem(path), track_values(path, sequence)});
  }
  for (std::size_t i = 0; i < plot.titles.size(); ++i) figure.rows[i].title = plot.titles[i];
  cut_region(plot, sequence, figure);
  figure.name = sequence.chrom;
  figure.sites = read_sites(plot.truth, sequence.chrom);
  figure.subsets = read_subsets(plot.subsets, sequence.chrom);
  figure.value_label = plot.label;
  figure.same_scale = plot.same_scale;
  figure.letter_width = plot.letter_width;
  figure.row_height = plot.height;
  figure.provenance = util::provenance();
  return figure::attribution_logo(figure);
}

}  // namespace siskin::tools
