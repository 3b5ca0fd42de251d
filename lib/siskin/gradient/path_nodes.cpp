#include "siskin/gradient/path_nodes.hpp"

#include <cmath>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::gradient {
namespace {

constexpr double kPi = 3.14159265358979323846;

struct Legendre {
  double value = 1;
  double derivative = 0;
};

// The Legendre polynomial of degree n and its derivative, by Bonnet's recursion.
Legendre legendre(std::int64_t degree, double x) {
  double previous = 1;
  double current = x;
  for (std::int64_t k = 2; k <= degree; ++k) {
    const auto order = static_cast<double>(k);
    const double next = ((2 * order - 1) * x * current - (order - 1) * previous) / order;
    previous = current;
    current = next;
  }
  return {current, static_cast<double>(degree) * (x * current - previous) / (x * x - 1)};
}

// Roots by Newton's method from Tricomi's estimate, moved from [-1, 1] to [0, 1].
PathNodes gauss_legendre(std::int64_t count) {
  PathNodes nodes;
  for (std::int64_t i = 0; i < count; ++i) {
    double x =
        -std::cos(kPi * (static_cast<double>(i) + 0.75) / (static_cast<double>(count) + 0.5));
    for (int iteration = 0; iteration < 10; ++iteration) {
      const auto at = legendre(count, x);
      x -= at.value / at.derivative;
    }
    const double derivative = legendre(count, x).derivative;
    nodes.positions.push_back((1 + x) / 2);
    nodes.weights.push_back(1 / ((1 - x * x) * derivative * derivative));
  }
  return nodes;
}

PathNodes equal_steps(std::int64_t steps, std::int64_t count, double offset) {
  PathNodes nodes;
  for (std::int64_t i = 0; i < count; ++i) {
    nodes.positions.push_back((static_cast<double>(i) + offset) / static_cast<double>(steps));
    nodes.weights.push_back(1 / static_cast<double>(steps));
  }
  return nodes;
}

}  // namespace

PathRule parse_path_rule(const std::string& word) {
  if (word == "middle") return PathRule::kMiddle;
  if (word == "gausslegendre") return PathRule::kGaussLegendre;
  if (word == "left") return PathRule::kLeft;
  if (word == "right") return PathRule::kRight;
  if (word == "trapezoid") return PathRule::kTrapezoid;
  throw UsageError("found " + util::quoted(word) +
                   ", expected middle, gausslegendre, left, right or trapezoid");
}

PathNodes path_nodes(PathRule rule, std::int64_t steps) {
  switch (rule) {
    case PathRule::kGaussLegendre:
      return gauss_legendre(steps);
    case PathRule::kLeft:
      return equal_steps(steps, steps, 0);
    case PathRule::kRight:
      return equal_steps(steps, steps, 1);
    case PathRule::kTrapezoid: {
      auto nodes = equal_steps(steps, steps + 1, 0);
      nodes.weights.front() /= 2;
      nodes.weights.back() /= 2;
      return nodes;
    }
    case PathRule::kMiddle:
      break;
  }
  return equal_steps(steps, steps, 0.5);
}

}  // namespace siskin::gradient
