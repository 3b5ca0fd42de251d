#include "plot/heatmap.hpp"

#include <cstddef>

#include "plot/sequence.hpp"
#include "siskin/figure/map_heatmap.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {

std::string draw_heatmap(const HeatmapPlot& plot) {
  const auto sequence = read_sequence(plot, plot.map);
  const auto file = io::read_map_file(plot.map);
  const float* map_cl = file.map(find_map(file, sequence, plot.map));
  const auto [first, last] = letter_range(plot, sequence);
  figure::MapHeatmap figure;
  figure.name = sequence.chrom;
  figure.start = sequence.offset + first;
  figure.letters = sequence.letters.substr(static_cast<std::size_t>(first),
                                           static_cast<std::size_t>(last - first));
  figure.values_cl.reserve(seq::kBases * figure.letters.size());
  for (std::size_t c = 0; c < seq::kBases; ++c) {
    const float* row = map_cl + c * file.length;
    figure.values_cl.insert(figure.values_cl.end(), row + first, row + last);
  }
  figure.sites = read_sites(plot.truth, sequence.chrom);
  figure.value_label = plot.label;
  figure.limit = plot.limit;
  figure.bases_a_line = static_cast<std::size_t>(plot.wrap);
  figure.cell_width = plot.letter_width;
  figure.cell_height = plot.height;
  figure.provenance = util::provenance();
  return figure::map_heatmap(figure);
}

}  // namespace siskin::tools
