#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace siskin::gradient {

/// How the integral over a path from 0 to 1 becomes a sum.
enum class PathRule {
  kMiddle,         ///< (i + 1/2) / n
  kGaussLegendre,  ///< exact for polynomials of degree 2n - 1; no better than the middle at kinks
  kLeft,           ///< i / n, without the sequence itself
  kRight,          ///< (i + 1) / n, without the reference
  kTrapezoid,      ///< i / n for i = 0 .. n, half weight at the ends: n + 1 nodes
};

/// "middle", "gausslegendre", "left", "right" or "trapezoid". Throws UsageError otherwise.
PathRule parse_path_rule(const std::string& word);

struct PathNodes {
  std::vector<double> positions;  ///< in [0, 1], ascending
  std::vector<double> weights;    ///< sum to 1
};

/// The nodes of a rule with n = steps >= 1. The trapezoid has n + 1 of them: with n, as some
/// packages do it, its weights sum to (n - 1) / n and that share of the integral is lost.
PathNodes path_nodes(PathRule rule, std::int64_t steps);

}  // namespace siskin::gradient
