#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace siskin::score {

/// How often each of `size` items stands in resample `index` of a bootstrap with this seed (Efron
/// 1979): `size` draws with replacement. Resamples are independent streams, so any of them can be
/// made alone.
std::vector<double> resample(std::size_t size, std::uint64_t seed, std::uint64_t index);

/// What the resamples say of a figure. NaN for fewer than two defined ones.
struct BootstrapSummary {
  double low = 0;  ///< percentile interval
  double high = 0;
  double error = 0;         ///< standard deviation over the resamples
  std::size_t defined = 0;  ///< resamples in which the figure is defined
};

/// `figures` holds one value a resample; NaN is left out.
BootstrapSummary summarise_bootstrap(const std::vector<double>& figures, double confidence);

/// Two-sided p of a difference from its resamples: twice the share on the lesser side of 0, the
/// sample itself counting as one resample on that side (Davison & Hinkley 1997, 4.11). NaN when
/// none is defined.
double bootstrap_p(const std::vector<double>& differences);

}  // namespace siskin::score
