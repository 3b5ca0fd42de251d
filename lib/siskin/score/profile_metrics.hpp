#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "siskin/score/profile_signal.hpp"

namespace siskin::score {

struct ProfileSettings {
  bool joint_strands = false;  ///< one distribution over all strands, not one a strand
  double smoothing = 3;        ///< standard deviation in positions; 0: no smoothed metrics
  std::vector<std::size_t> bins = {1, 4, 10};
  BinValue bin_value = BinValue::kMaximum;
  double peak_count = 3;           ///< a bin is a peak from this many reads ...
  double peak_share = 0.15;        ///< ... and this observed share on,
  double background_share = 0.05;  ///< background up to this share, else not scored
};

/// How well the predicted profile of one window tells where its reads fall (Tseng, Shrikumar &
/// Kundaje 2020, BPNet of Avsec et al. 2021, ChromBPNet):
///  nll               multinomial negative log likelihood in nats, probabilities floored at 1e-12
///  jsd               Jensen-Shannon divergence in nats
///  jsd_distance      its square root
///  jsd_normalised    1 - distance / distance of the flat profile: 1 at best, below 0 worse than
///  flat jsd_smoothed, jsd_distance_smoothed   of both profiles after smooth() pearson_B,
///  spearman_B, mse_B          of probabilities in bins of B positions, strands in a row
///  average_precision_B                   of peak bins among background bins
/// The first six are means over the strands that have reads. NaN where a metric is not defined.
class ProfileMetrics {
 public:
  explicit ProfileMetrics(ProfileSettings settings);

  const std::vector<std::string>& names() const { return names_; }
  /// `shares` (to_shares()) and `counts` hold one signal a strand, all of one length. Throws Error
  /// for other shapes or a count that is negative or not finite.
  std::vector<double> values(const std::vector<Signal>& shares,
                             const std::vector<Signal>& counts) const;

 private:
  void append_binned(const std::vector<Signal>& shares, const std::vector<Signal>& counts,
                     std::vector<double>& values) const;
  double binned_precision(const Signal& predicted, const Signal& observed,
                          const Signal& counts) const;

  ProfileSettings settings_;
  std::vector<std::string> names_;
};

}  // namespace siskin::score
