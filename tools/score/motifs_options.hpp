#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace siskin::tools {

/// Motifs in attribution maps. An empty path is a file that is not written; an empty output is
/// standard output.
struct MotifsOptions {
  std::string map;        ///< (N,4,L)
  std::string sequences;  ///< FASTA by name; or else:
  std::string onehot;     ///< (N,4,L) by name
  std::string contribution = "observed";
  std::string signs = "both";

  std::string seqlet_method = "recursive";
  double seqlet_p_value = 0.01;
  std::int64_t seqlet_shortest = 4;
  std::int64_t seqlet_longest = 25;
  std::int64_t seqlet_window = 21;
  std::int64_t seqlet_flank = 0;  ///< 10 for windows unless given
  double seqlet_fdr = 0.2;
  std::int64_t maximum_seqlets = 50'000;

  std::int64_t window = 24;
  std::int64_t neighbours = 16;
  std::int64_t minimum_sites = 20;
  double minimum_information = 6;
  double minimum_fit = 0.4;
  double merge = 0.5;
  std::int64_t maximum_width = 30;

  double hit_fdr = 0.05;

  std::string meme;
  std::string cwm;
  std::string seqlets;
  std::string hits;
  std::string output;
  std::uint64_t seed = 1;
  std::int64_t threads = 1;
};

/// Reads what follows `motifs`; nothing after --help. Throws UsageError.
std::optional<MotifsOptions> parse_motifs(const std::vector<std::string>& arguments,
                                          std::ostream& out);

}  // namespace siskin::tools
