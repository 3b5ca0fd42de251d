#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/blackbox/metric.hpp"
#include "siskin/blackbox/pattern.hpp"

namespace siskin::blackbox {

/// Levenshtein distance: the fewest letters to put in, take out or replace that turn `a` into `b`
/// (edlib: Sosic & Sikic 2017, by the bit-parallel algorithm of Myers 1999). N is a letter like any
/// other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The same when it is at most `limit`, else nothing; faster the smaller the limit.
std::optional<std::size_t> edit_distance_within(std::string_view a, std::string_view b,
                                                std::size_t limit);

/// Subsets by what they say, wherever it stands: edit distance of their patterns, or with both
/// strands the smaller of the distances to the pattern and to its reverse complement. That is how
/// Carter et al. (2019) compare subsets of DNA, who know one strand only.
class PatternMetric : public Metric {
 public:
  PatternMetric(std::vector<std::string> patterns, Strands strands);

  std::size_t size() const override { return patterns_.size(); }
  double distance(std::size_t a, std::size_t b) const override;
  std::optional<double> distance_within(std::size_t a, std::size_t b, double limit) const override;

 private:
  using Counts = std::array<std::size_t, 5>;  // A, C, G, T, N
  struct Side {
    std::string text;
    Counts counts{};
  };

  static Side side_of(std::string text);
  static std::size_t least_distance(const Counts& a, const Counts& b);
  static std::optional<std::size_t> within(const Side& a, const Side& b, std::size_t limit);

  std::vector<Side> patterns_;
  std::vector<Side> reversed_;  // empty when the strand counts
};

}  // namespace siskin::blackbox
