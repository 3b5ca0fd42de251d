#include "plot/run.hpp"

#include <algorithm>

#include "plot/attribution.hpp"
#include "plot/clusters.hpp"
#include "plot/curves.hpp"
#include "plot/heatmap.hpp"
#include "plot/matches.hpp"
#include "plot/names.hpp"
#include "plot/scatter.hpp"
#include "plot/tables.hpp"
#include "siskin/figure/sequence_logo.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/output.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

std::vector<seq::Motif> read_motif_files(const std::vector<std::string>& paths) {
  std::vector<seq::Motif> motifs;
  for (const auto& path : paths) {
    for (auto& motif : io::read_motif_file(path)) motifs.push_back(std::move(motif));
  }
  return motifs;
}

const seq::Motif& choose_motif(const std::vector<seq::Motif>& motifs, const std::string& wanted,
                               const std::string& source) {
  std::vector<std::string> known;
  for (const auto& motif : motifs) {
    if (motif.id == wanted || motif.name == wanted) {
      return io::find_motif(motifs, wanted, source);
    }
    known.push_back(motif.name.empty() ? motif.id : motif.id + " " + motif.name);
  }
  throw Error(source + ": no motif " + util::quoted(wanted) + ", there are " +
              suggest(known, wanted));
}

std::string draw(const MotifPlot& plot) {
  auto motifs = read_motif_files(plot.files);
  if (!plot.names.empty()) {
    const std::string source = plot.files.size() == 1 ? plot.files.front() : "motif files";
    std::vector<seq::Motif> chosen;
    for (const auto& name : plot.names) chosen.push_back(choose_motif(motifs, name, source));
    motifs = std::move(chosen);
  }
  if (plot.reverse_complement) {
    std::transform(motifs.begin(), motifs.end(), motifs.begin(),
                   [](const seq::Motif& motif) { return seq::reverse_complement(motif); });
  }
  figure::SequenceLogoStyle style;
  style.scale = plot.scale == "bits" ? figure::LogoScale::kBits : figure::LogoScale::kProbability;
  style.columns = plot.columns;
  style.letter_width = plot.letter_width;
  style.height = plot.height;
  style.provenance = util::provenance();
  return figure::sequence_logos(motifs, style);
}

std::string draw(const AttributionPlot& plot) { return draw_attribution(plot); }
std::string draw(const HeatmapPlot& plot) { return draw_heatmap(plot); }
std::string draw(const StripsPlot& plot) { return draw_strips(plot); }
std::string draw(const HistoryPlot& plot) { return draw_history(plot); }
std::string draw(const CurvesPlot& plot) { return draw_curves(plot); }
std::string draw(const ScatterPlot& plot) { return draw_scatter(plot); }
std::string draw(const MatchesPlot& plot) { return draw_matches(plot); }
std::string draw(const ClustersPlot& plot) { return draw_clusters(plot); }

}  // namespace

void run_plot(const PlotOptions& options) {
  std::visit(
      [](const auto& plot) {
        const std::string svg = draw(plot);
        io::Output output(plot.output);
        output.stream() << svg;
        output.close();
      },
      options);
}

}  // namespace siskin::tools
