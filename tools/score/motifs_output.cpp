#include "score/motifs_output.hpp"

#include <ostream>

#include "score/number_cell.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/table.hpp"
#include "siskin/motif/consensus.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {
namespace {

// Mean of the map's four values over the sites of a motif, row by row as the motif is read.
motif::ContributionMatrix average_map(const motif::ContributionPattern& pattern,
                                      const MappedSequences& data) {
  const auto width = pattern.width();
  const auto length = static_cast<std::int64_t>(data.maps.length);
  motif::ContributionMatrix mean(width, std::array<double, 4>{});
  for (const auto& site : pattern.sites) {
    const float* map_cl = data.maps.map(site.sequence);
    for (std::size_t r = 0; r < width; ++r) {
      const auto position =
          site.start + static_cast<std::int64_t>(site.reversed ? width - 1 - r : r);
      if (position < 0 || position >= length) continue;
      for (std::size_t base = 0; base < 4; ++base) {
        const auto channel = static_cast<std::int64_t>(site.reversed ? 3 - base : base);
        mean[r][base] += map_cl[channel * length + position];
      }
    }
  }
  for (auto& row : mean) {
    for (double& value : row) value /= static_cast<double>(pattern.sites.size());
  }
  return mean;
}

}  // namespace

void write_motif_file(const std::vector<FoundMotif>& motifs, std::ostream& out) {
  std::vector<seq::Motif> matrices;
  for (const auto& found : motifs) {
    auto matrix = motif::to_motif(found.pattern, found.id, "");
    matrix.name = motif::consensus(matrix);
    matrices.push_back(std::move(matrix));
  }
  io::write_meme(out, matrices);
}

void write_cwm(const std::vector<FoundMotif>& motifs, const MappedSequences& data,
               std::ostream& out) {
  out << "# " << util::provenance() << '\n';
  std::vector<std::string> header = {"motif", "position"};
  for (const char* kind : {"frequency", "contribution", "map"}) {
    for (const char* base : {"A", "C", "G", "T"}) header.push_back(std::string(kind) + "_" + base);
  }
  io::write_row(out, header);
  for (const auto& found : motifs) {
    const auto map = average_map(found.pattern, data);
    for (std::size_t r = 0; r < found.pattern.width(); ++r) {
      std::vector<std::string> cells = {found.id, std::to_string(r)};
      for (const auto* matrix : {&found.pattern.frequencies, &found.pattern.contributions, &map}) {
        for (const double value : (*matrix)[r]) cells.push_back(number_cell(value));
      }
      io::write_row(out, cells);
    }
  }
}

void write_seqlets(const std::vector<NamedSeqlet>& seqlets, const std::vector<std::string>& names,
                   std::ostream& out) {
  out << "# " << util::provenance() << '\n';
  for (const auto& [seqlet, name] : seqlets) {
    io::write_row(out, {names[seqlet.sequence], std::to_string(seqlet.start),
                        std::to_string(seqlet.end), name.empty() ? "." : name, "0", ".",
                        number_cell(seqlet.attribution), number_cell(seqlet.p_value)});
  }
}

void write_hits(const std::vector<motif::Hit>& hits, const std::vector<FoundMotif>& motifs,
                const std::vector<std::string>& names, std::ostream& out) {
  out << "# " << util::provenance() << '\n';
  for (const auto& hit : hits) {
    const auto& found = motifs[hit.pattern];
    const auto end = hit.start + static_cast<std::int64_t>(found.pattern.width());
    const auto score = std::lround(1000 * hit.similarity);
    io::write_row(out,
                  {names[hit.sequence], std::to_string(hit.start), std::to_string(end), found.id,
                   std::to_string(score), hit.reversed ? "-" : "+", number_cell(hit.contribution),
                   number_cell(hit.similarity), number_cell(hit.fdr)});
  }
}

}  // namespace siskin::tools
