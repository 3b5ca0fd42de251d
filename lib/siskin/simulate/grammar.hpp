#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace siskin::simulate {

/// What stands between the planted sites.
struct Background {
  enum class Kind {
    kComposition,  ///< independent letters
    kMarkov,       ///< a Markov chain estimated from the sequences of `fasta`
    kShuffle,      ///< windows of `fasta`, their dinucleotides shuffled
  };
  Kind kind = Kind::kComposition;
  std::array<double, 4> composition{0.25, 0.25, 0.25, 0.25};  ///< A, C, G, T; kComposition only
  std::string fasta;
  int order = 0;  ///< bases that the next one depends on; kMarkov only
};

/// Bases between the end of one site and the start of the next.
struct Spacing {
  enum class Kind {
    kUniform,   ///< the free bases are dealt out among all gaps, each at least `low`
    kDistance,  ///< each distance is drawn from low .. high, the whole is placed uniformly
  };
  Kind kind = Kind::kUniform;
  std::int64_t low = 0;
  std::int64_t high = 0;  ///< kDistance only
};

/// The labels of a group: either the same values for every sequence, or one label a motif that says
/// whether the sequence has a site of it (on any strand).
struct LabelRule {
  std::vector<float> fixed;
  std::vector<std::string> presence;
};

/// A named list of motifs, by accession or name.
struct NamedPool {
  std::string name;
  std::vector<std::string> motifs;
};

/// Sequences made by the same rule.
struct Group {
  std::string name;
  std::int64_t count = 0;
  std::vector<std::string> pools;   ///< names of pools, together with
  std::vector<std::string> motifs;  ///< further motifs: what sites are drawn from, uniformly
  std::vector<std::pair<std::int64_t, double>> motif_count;  ///< number of sites, probability
  bool both_strands = true;                                  ///< else forward only
  Spacing spacing;
  LabelRule label;
};

struct Split {
  std::string name;
  double fraction = 0;
};

/// A recipe for sequences with planted motifs: all that siskin-simulate knows about a data set.
struct Grammar {
  std::string source;  ///< file or preset, for messages
  std::string description;
  std::optional<std::uint64_t> seed;
  std::string motif_file;  ///< empty: the motifs that come with siskin
  std::int64_t length = 0;
  Background background;
  std::vector<NamedPool> pools;
  std::vector<Split> splits;  ///< empty: the sequences are not split
  std::vector<Group> groups;
};

/// Sequences in all groups.
std::int64_t total_count(const Grammar& grammar);

/// Sets the counts of the groups so that they sum to `number` and keep their proportions as near as
/// whole numbers can (largest remainder). number > 0.
void scale(Grammar& grammar, std::int64_t number);

/// The parts of `total` in the given shares (non-negative, not all 0), by largest remainder.
std::vector<std::int64_t> apportion(std::int64_t total, const std::vector<double>& shares);

/// Sequence index at which each split ends; the last is total_count().
std::vector<std::int64_t> split_ends(const Grammar& grammar);

/// All motifs of a group in order: its pools, then its own. Pools exist (parse_grammar sees to it).
std::vector<std::string> motifs_of(const Grammar& grammar, const Group& group);

/// Number of labels of each sequence.
std::size_t label_count(const Group& group);

}  // namespace siskin::simulate
