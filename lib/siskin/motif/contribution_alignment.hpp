#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "siskin/motif/contribution_tracks.hpp"
#include "siskin/motif/seqlet.hpp"

namespace siskin::motif {

/// Contributions of a motif (a CWM): one row a position, columns A, C, G, T.
using ContributionMatrix = std::vector<std::array<double, 4>>;

/// The matrix as seen on the other strand.
ContributionMatrix reverse_complement(const ContributionMatrix& matrix);

/// Stretches of one width around seqlets, side by side. Beyond the ends of a sequence there is no
/// base (code 4) and no contribution.
class Regions {
 public:
  /// Around the middle of each seqlet (Seqlet::middle()): [middle - width / 2, + width).
  Regions(const ContributionTracks& tracks, const std::vector<Seqlet>& seqlets, std::size_t width);

  std::size_t count() const { return sequences_.size(); }
  std::size_t width() const { return width_; }
  std::size_t sequence(std::size_t region) const { return sequences_[region]; }
  /// Of the first base in its sequence; negative where the region sticks out.
  std::int64_t start(std::size_t region) const { return starts_[region]; }
  const std::uint8_t* bases(std::size_t region) const { return bases_.data() + region * width_; }
  const float* values(std::size_t region) const { return values_.data() + region * width_; }
  /// Rows [first, first + width) of a region as a motif of one site.
  ContributionMatrix matrix(std::size_t region, std::size_t first, std::size_t width) const;

 private:
  std::size_t width_;
  std::vector<std::size_t> sequences_;
  std::vector<std::int64_t> starts_;
  std::vector<std::uint8_t> bases_;
  std::vector<float> values_;
};

/// A motif laid over a region: its first row as read stands on base `offset` of the region.
struct Alignment {
  double similarity = 0;
  std::size_t offset = 0;
  bool reversed = false;  ///< the motif is read from the other strand
};

/// Lays one motif over regions, on both strands, wherever it fits in whole.
///
/// The similarity is the cosine of the motif and of the contributions under it; when these hold
/// less than half of the energy (sum of squares) that any place of the region holds, half of that
/// most energy is put for theirs, so that a faint stretch of the right shape beside a strong one
/// is no match.
class ContributionAligner {
 public:
  /// Throws Error for a motif without rows, wider than the region, or more than kMostOffsets
  /// places.
  ContributionAligner(const ContributionMatrix& motif, std::size_t region_width);

  static constexpr std::size_t kMostOffsets = 256;

  /// `bases` and `values` (region_width). Ties go to the motif as given, then to the left. No
  /// similarity for a region, or a motif, without contributions.
  Alignment best(const std::uint8_t* bases, const float* values) const;

 private:
  using Table = std::array<std::vector<float>, 5>;
  static Table lay_out(const ContributionMatrix& motif, std::size_t offsets);

  std::size_t width_;
  std::size_t region_width_;
  std::size_t offsets_;
  double norm_ = 0;
  Table forward_;
  Table reverse_;
};

}  // namespace siskin::motif
