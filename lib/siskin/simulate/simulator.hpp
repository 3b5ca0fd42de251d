#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "siskin/seq/motif.hpp"
#include "siskin/simulate/background.hpp"
#include "siskin/simulate/grammar.hpp"
#include "siskin/simulate/motif_pool.hpp"

namespace siskin::simulate {

/// A planted site: bases start .. start + motif->width() of the sequence.
struct Site {
  const OrientedMotif* motif = nullptr;  ///< owned by the Simulator
  std::int64_t start = 0;
};

struct SimulatedSequence {
  std::size_t group = 0;    ///< index into Grammar::groups
  std::string letters;      ///< of ACGT
  std::vector<Site> sites;  ///< by rising start, never overlapping
  std::vector<float> labels;
};

/// Everything read that a grammar needs to become sequences.
struct Materials {
  std::vector<seq::Motif> motifs;
  std::string motif_source;                     ///< file name, for messages
  std::vector<std::string> background_records;  ///< sequences of Background::fasta, if it has one
};

/// Makes the sequences of a grammar, in the manner of Koo & Ploenzke, Nature Machine Intelligence
/// 3:258 (2021): draw the number of motifs and the motifs (uniformly, with replacement, on either
/// strand) until they fit, place them, draw every letter from the column of its motif. Here the
/// letters outside sites may follow other backgrounds than a uniform one, distances can be set, and
/// a choice that exactly fills the sequence is taken as fitting.
///
/// Sequence i depends on the seed and i alone, so that any number of threads may make sequences in
/// any order. Groups are mixed: which group sequence i belongs to is shuffled once.
class Simulator {
 public:
  /// Throws Error for motifs that are not there, labels for motifs that cannot occur, or when some
  /// number of motifs that the grammar asks for cannot fit.
  Simulator(const Grammar& grammar, const Materials& materials, std::uint64_t seed);

  std::int64_t size() const { return static_cast<std::int64_t>(group_of_.size()); }
  std::int64_t length() const { return grammar_.length; }
  /// index in 0 .. size() - 1. Throws Error when the draws of motifs practically never fit.
  SimulatedSequence make(std::int64_t index) const;
  /// Name of the split that the sequence belongs to; empty when the grammar has none.
  std::string split_of(std::int64_t index) const;
  /// Composition of the background: the sequence model outside sites.
  std::array<double, 4> background() const { return background_->composition(); }

 private:
  struct GroupPlan {
    std::vector<const OrientedMotif*> choices;  // each motif on each allowed strand
    std::vector<std::size_t> motif_of;          // index in the pool, by choice
    std::vector<double> count_probabilities;
    std::vector<std::size_t> label_motifs;  // indices in the pool, for the presence rule
  };
  GroupPlan plan(const Group& group, const std::string& where) const;
  void check_fit(const Group& group, const GroupPlan& plan, const std::string& where) const;
  // Choices and starts of the sites of one sequence.
  std::vector<std::size_t> draw_sites(std::int64_t index, SimulatedSequence& sequence,
                                      util::Random& random) const;

  Grammar grammar_;
  std::uint64_t seed_;
  MotifPool motifs_;
  std::unique_ptr<BackgroundSource> background_;
  std::vector<GroupPlan> plans_;
  std::vector<std::uint32_t> group_of_;
  std::vector<std::int64_t> split_ends_;
};

}  // namespace siskin::simulate
