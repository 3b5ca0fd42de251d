#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "siskin/motif/seqlet.hpp"

namespace siskin::motif {

/// How the four values of a map become the contribution of the base that is there.
enum class Contribution {
  kObserved,  ///< the value of that base: hypothetical maps, gradients
  kCentered,  ///< the same minus the mean of the four: mutagenesis; gradients as corrected by
              ///< Majdandzic, Rajesh & Koo, Genome Biology 24:109 (2023)
  kSum,       ///< the sum of the four: maps that are contributions already
};

/// "observed", "centered" or "sum". Throws UsageError otherwise.
Contribution parse_contribution(const std::string& word);

/// Sequences of one length with one contribution a base; the bases as codes 0..3, 4 for any other
/// letter, whose contribution is 0.
class ContributionTracks {
 public:
  explicit ContributionTracks(std::size_t length);

  /// `map_cl` (4, length) and `bases` (length). Throws Error, naming sequence and base, for a value
  /// that is not finite.
  void add(const float* map_cl, const std::uint8_t* bases, Contribution kind);
  /// Adds a track as it stands, as the above for values.
  void add(const float* contributions, const std::uint8_t* bases);

  std::size_t count() const { return length_ == 0 ? 0 : bases_nl_.size() / length_; }
  std::size_t length() const { return length_; }
  const std::uint8_t* bases(std::size_t sequence) const {
    return bases_nl_.data() + sequence * length_;
  }
  const float* contributions(std::size_t sequence) const {
    return contributions_nl_.data() + sequence * length_;
  }
  TrackRows rows() const { return {contributions_nl_.data(), count(), length_}; }
  /// The same with every contribution's sign changed: what lowers the output becomes what raises.
  ContributionTracks negated() const;

 private:
  std::size_t length_;
  std::vector<std::uint8_t> bases_nl_;
  std::vector<float> contributions_nl_;
};

}  // namespace siskin::motif
