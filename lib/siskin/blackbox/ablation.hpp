#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/blackbox/motif_pattern.hpp"
#include "siskin/blackbox/scorer.hpp"
#include "siskin/util/random.hpp"

namespace siskin::blackbox {

/// A stretch of a sequence, 0-based half-open, that is taken out.
struct AblationSite {
  std::size_t start = 0;
  std::size_t end = 0;
  std::string name;
  char strand = '.';
};

/// Where a pattern stands in a sequence, by start, the + strand first. A site that reads the same
/// on both strands is one of +. Sites may overlap.
std::vector<AblationSite> find_sites(std::string_view sequence, const MotifPattern& pattern);

/// What stands in place of a site.
enum class Replacement {
  kMononucleotide,  ///< its own bases in a random order
  kDinucleotide,    ///< the same with its dinucleotide counts (and so its first and last base)
  kRandom,          ///< random bases, 0.25 each
  kUniform,         ///< 0.25 in each channel
  kZero,            ///< zeros
};

/// mononucleotide, dinucleotide, random, uniform or zero. Throws UsageError otherwise.
Replacement parse_replacement(std::string_view word);
/// Whether chance decides, so that it is worth doing more than once.
bool is_random(Replacement replacement);

/// Edits that replace all of `sites` of a sequence (letters) together, `count` times. Where sites
/// overlap the later one decides. Letters other than ACGT stay.
std::vector<Edit> ablations(std::string_view sequence, const std::vector<AblationSite>& sites,
                            Replacement replacement, std::size_t count, util::Random& random);

}  // namespace siskin::blackbox
