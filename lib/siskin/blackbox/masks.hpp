#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/blackbox/maskable_sequence.hpp"

namespace siskin::blackbox {

enum class MaskKind {
  kUniform,        ///< 0.25 each
  kZero,           ///< four zeros
  kBaseFrequency,  ///< shares of the bases in the sequences counted
  kPositionMean,   ///< the same for each position; sequences of one length
};

/// "uniform", "zero", "base-frequency" or "position-mean". Throws UsageError otherwise.
MaskKind parse_mask_kind(const std::string& word);

/// What a masked position holds, for sequences of any length (position-mean: of one).
class MaskSource {
 public:
  MaskSource() = default;
  explicit MaskSource(MaskKind kind) : kind_(kind) {}
  /// kBaseFrequency of these, A, C, G, T, scaled to sum 1. Throws Error when one is negative or
  /// all are 0.
  static MaskSource of_frequencies(const std::array<double, 4>& frequencies);

  /// Whether count() must see the sequences before mask() is asked for.
  bool needs_counts() const;
  /// Counts the bases of a sequence; letters other than ACGT are none. Throws Error, beginning with
  /// `where`, for another length than the first under kPositionMean.
  void count(std::string_view sequence, const std::string& where);

  /// Throws Error when kPositionMean was counted in sequences of another length. A position
  /// without any base counted is uniform.
  Mask mask(std::size_t length) const;

 private:
  MaskKind kind_ = MaskKind::kUniform;
  std::vector<std::array<double, 4>> counts_;  ///< one, or one a position
};

}  // namespace siskin::blackbox
