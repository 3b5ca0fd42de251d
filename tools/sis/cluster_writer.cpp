#include "sis/cluster_writer.hpp"

#include <iterator>
#include <map>
#include <ostream>
#include <utility>

#include "sis/missing.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/motif/consensus.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/quantile.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Cells = std::vector<std::string>;
using Members = std::vector<std::size_t>;

constexpr const char* kNoiseName = "noise";

std::string strand(bool reversed) { return reversed ? "-" : "+"; }

class TableFile {
 public:
  TableFile(const std::string& path, const Cells& header) : output_(path) {
    output_.stream() << "# " << util::provenance() << '\n';
    row(header);
  }
  void row(const Cells& cells) { io::write_row(output_.stream(), cells); }
  void close() { output_.close(); }

 private:
  io::Output output_;
};

void append(Cells& cells, Cells more) {
  cells.insert(cells.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

Cells model_cells(const ClusterReport& report, const Members& members) {
  Cells cells;
  for (const auto& part : blackbox::model_parts(report.subsets, members, report.models.size())) {
    append(cells, {std::to_string(part.members), util::format_double(part.share),
                   util::format_double(part.mean_score)});
  }
  return cells;
}

std::string median_length(const ClusterReport& report, const Members& members) {
  std::vector<double> lengths;
  for (const auto member : members) {
    lengths.push_back(static_cast<double>(report.positions[member].size()));
  }
  return util::format_double(util::median(std::move(lengths)));
}

Cells motif_cells(const ClusterReport& report, std::size_t cluster) {
  const auto medoid = report.clusters[cluster].medoid;
  const auto& line = report.lines[medoid];
  Cells cells{report.motif(cluster).name, line.pattern.text,
              report.models[report.subsets[medoid].model], line.name, line.index};
  const auto& match = report.matches[cluster];
  if (!match) {
    append(cells, {kMissing, kMissing, kMissing, kMissing});
    return cells;
  }
  const auto& known = report.known[match->index];
  append(cells, {known.id, known.name.empty() ? kMissing : known.name, strand(match->reversed),
                 util::format_double(match->correlation)});
  return cells;
}

constexpr std::size_t kMotifCells = 9;

// By subset: its place in the alignment of its cluster, nothing for noise.
std::vector<std::optional<blackbox::Placement>> placements_of(const ClusterReport& report) {
  std::vector<std::optional<blackbox::Placement>> placements(report.subsets.size());
  for (const auto& cluster : report.clusters) {
    for (std::size_t i = 0; i < cluster.members.size(); ++i)
      placements[cluster.members[i]] = cluster.alignment.placements[i];
  }
  return placements;
}

std::string label_name(std::int32_t label) {
  return label == blackbox::kNoise ? kNoiseName : std::to_string(label);
}

void write_positions(const ClusterReport& report, const std::string& name, const Members& members,
                     TableFile& table) {
  std::map<std::pair<std::size_t, std::int64_t>, std::size_t> bases;
  for (const auto member : members) {
    for (const auto position : report.positions[member])
      ++bases[{report.subsets[member].model, position}];
  }
  for (const auto& [place, count] : bases) {
    table.row(
        {name, report.models[place.first], std::to_string(place.second), std::to_string(count)});
  }
}

}  // namespace

seq::Motif ClusterReport::motif(std::size_t cluster) const {
  seq::Motif motif = clusters[cluster].alignment.motif;
  motif.id = "cluster" + std::to_string(cluster);
  motif.name = motif::consensus(motif);
  return motif;
}

void write_clusters(const std::string& path, const ClusterReport& report) {
  Cells header{"cluster", "members", "cores"};
  for (const auto& model : report.models)
    append(header, {model + "_members", model + "_share", model + "_mean_score"});
  append(header, {"median_length", "consensus", "medoid_pattern", "medoid_model", "medoid_name",
                  "medoid_index", "motif", "motif_name", "motif_strand", "correlation"});
  TableFile table(path, header);
  for (std::size_t label = 0; label < report.clusters.size(); ++label) {
    const auto& cluster = report.clusters[label];
    Cells cells{std::to_string(label), std::to_string(cluster.members.size()),
                std::to_string(cluster.cores)};
    append(cells, model_cells(report, cluster.members));
    cells.push_back(median_length(report, cluster.members));
    append(cells, motif_cells(report, label));
    table.row(cells);
  }
  const auto noise = blackbox::noise_points(report.clustering);
  Cells cells{kNoiseName, std::to_string(noise.size()), "0"};
  append(cells, model_cells(report, noise));
  cells.push_back(median_length(report, noise));
  append(cells, Cells(kMotifCells, kMissing));
  table.row(cells);
  table.close();
}

void write_members(const std::string& path, const ClusterReport& report) {
  TableFile table(path, {"model", "name", "index", "cluster", "core", "strand", "offset", "start",
                         "pattern", "subset_score"});
  const auto placements = placements_of(report);
  for (std::size_t i = 0; i < report.subsets.size(); ++i) {
    const auto& line = report.lines[i];
    const auto& place = placements[i];
    table.row({report.models[report.subsets[i].model], line.name, line.index,
               label_name(report.clustering.labels[i]), report.clustering.core[i] ? "1" : "0",
               place ? strand(place->reversed) : kMissing,
               place ? std::to_string(place->offset) : kMissing, std::to_string(line.pattern.start),
               line.pattern.text, util::format_double(line.score)});
  }
  table.close();
}

void write_cluster_motifs(const std::string& path, const ClusterReport& report) {
  io::Output output(path);
  std::vector<seq::Motif> motifs;
  for (std::size_t label = 0; label < report.clusters.size(); ++label)
    motifs.push_back(report.motif(label));
  io::write_meme(output.stream(), motifs);
  output.close();
}

void write_histogram(const std::string& path, const ClusterReport& report) {
  TableFile table(path, {"cluster", "model", "position", "bases"});
  for (std::size_t label = 0; label < report.clusters.size(); ++label)
    write_positions(report, std::to_string(label), report.clusters[label].members, table);
  write_positions(report, kNoiseName, blackbox::noise_points(report.clustering), table);
  table.close();
}

void write_grid(const std::string& path, const std::vector<blackbox::GridLine>& grid) {
  TableFile table(path, {"eps", "min_samples", "clusters", "noise_share", "largest"});
  for (const auto& line : grid) {
    table.row({util::format_double(line.eps), std::to_string(line.min_samples),
               std::to_string(line.clusters), util::format_double(line.noise_share),
               std::to_string(line.largest)});
  }
  table.close();
}

}  // namespace siskin::tools
