#include "siskin/score/profile.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>

#include "siskin/util/error.hpp"

namespace siskin::score {
namespace {

void require_same_size(std::size_t first, std::size_t second) {
  if (first == second) return;
  throw Error("profile: found " + std::to_string(second) + " positions, expected " +
              std::to_string(first));
}

// a log(a / b), which goes to 0 with a.
double divergence_term(double a, double b) { return a > 0 ? a * std::log(a / b) : 0; }

}  // namespace

double multinomial_nll(const std::vector<double>& log_probabilities,
                       const std::vector<double>& counts) {
  require_same_size(log_probabilities.size(), counts.size());
  double total = 0;
  double log_likelihood = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    total += counts[i];
    log_likelihood += counts[i] * log_probabilities[i] - std::lgamma(counts[i] + 1);
  }
  return -(log_likelihood + std::lgamma(total + 1));
}

double jensen_shannon_divergence(const std::vector<double>& first,
                                 const std::vector<double>& second) {
  require_same_size(first.size(), second.size());
  const double first_sum = std::accumulate(first.begin(), first.end(), 0.0);
  const double second_sum = std::accumulate(second.begin(), second.end(), 0.0);
  if (first_sum == 0 || second_sum == 0) return std::numeric_limits<double>::quiet_NaN();
  double divergence = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const double p = first[i] / first_sum;
    const double q = second[i] / second_sum;
    const double middle = (p + q) / 2;
    divergence += (divergence_term(p, middle) + divergence_term(q, middle)) / 2;
  }
  return divergence;
}

}  // namespace siskin::score
