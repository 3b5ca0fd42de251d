#include "plot/attribution.hpp"

#include <limits>

#include "plot/names.hpp"
#include "plot/sequence.hpp"
#include "siskin/figure/attribution_logo.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/track.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

/// The value of the base that is there: map times one-hot. 0 where no base is known.
std::vector<float> map_values(const std::string& path, const Sequence& sequence) {
  const auto file = io::read_map_file(path);
  const auto index = find_map(file, sequence, path);
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
  const auto [first, last] = letter_range(plot, sequence);
  figure.start = sequence.offset + first;
  figure.letters = sequence.letters.substr(static_cast<std::size_t>(first),
                                           static_cast<std::size_t>(last - first));
  for (auto& row : figure.rows) {
    row.values = std::vector<float>(row.values.begin() + first, row.values.begin() + last);
  }
}

}  // namespace

std::string draw_attribution(const AttributionPlot& plot) {
  const auto sequence = read_sequence(plot, plot.maps.empty() ? "" : plot.maps.front());
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
