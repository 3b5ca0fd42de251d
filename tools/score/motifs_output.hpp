#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "score/motifs_input.hpp"
#include "siskin/motif/contribution_pattern.hpp"
#include "siskin/motif/hit_calling.hpp"
#include "siskin/motif/seqlet.hpp"

namespace siskin::tools {

struct FoundMotif {
  std::string id;  ///< pos1, pos2, ..., neg1, ...
  motif::ContributionPattern pattern;
};

struct NamedSeqlet {
  motif::Seqlet seqlet;
  std::string motif;  ///< empty for none
};

/// Base frequencies of all motifs; the name is the consensus.
void write_motif_file(const std::vector<FoundMotif>& motifs, std::ostream& out);

/// TSV, one row of a motif a line: frequencies, mean contributions, mean values of the map.
void write_cwm(const std::vector<FoundMotif>& motifs, const MappedSequences& data,
               std::ostream& out);

/// BED6 and attribution: score is 0, strand '.'.
void write_seqlets(const std::vector<NamedSeqlet>& seqlets, const std::vector<std::string>& names,
                   std::ostream& out);

/// BED6, contribution, similarity, FDR; `pattern` of a hit counts in `motifs`.
void write_hits(const std::vector<motif::Hit>& hits, const std::vector<FoundMotif>& motifs,
                const std::vector<std::string>& names, std::ostream& out);

}  // namespace siskin::tools
