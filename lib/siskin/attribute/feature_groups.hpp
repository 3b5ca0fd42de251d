#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "siskin/blackbox/game.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::attribute {

/// Positions of sequences that are one feature, from a BED file: intervals of one name on one
/// record or chromosome, or of all blocks of a line of BED12. A line without a name stands for
/// itself.
class FeatureGroups {
 public:
  /// `source` names the file in messages.
  FeatureGroups(const std::vector<io::BedRecord>& records, const std::string& source);

  /// The groups that reach into a sequence, in the order of their first positions, with what of
  /// them lies inside, counted from the start of the sequence, ascending. Letters other than ACGT
  /// belong to none. Throws Error, naming file and line, where two groups share a position.
  std::vector<blackbox::Feature> of(const io::SequenceRecord& record) const;

  /// "no sequence has a group of g.bed, which names chr1" as long as of() found none: names are
  /// easily spelt differently. Empty otherwise.
  std::string complaint() const;

 private:
  struct Stretch {
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::string name;
    std::int64_t line = 0;
  };
  struct Chromosome {
    std::vector<Stretch> stretches;  ///< by start
    std::int64_t longest = 0;
  };

  std::string source_;
  std::map<std::string, Chromosome> chromosomes_;
  mutable std::atomic<bool> met_{false};  ///< of() is called on several threads
};

}  // namespace siskin::attribute
