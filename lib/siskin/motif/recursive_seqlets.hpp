#pragma once

#include <cstddef>
#include <vector>

#include "siskin/motif/seqlet.hpp"

namespace siskin::motif {

// Seqlets as spans all of whose parts are significant: the recursive caller of tangermeme
// (Schreiber 2024; bioRxiv 2025.08.08.669296).
//
// A span is a seqlet when each of its parts of at least `shortest` bases, itself included, has a
// sum so large that a span of as many bases drawn one by one from all bases of all tracks reaches
// it with a probability below `p_value`. Longest spans first.
//
// Differences: values are rounded to the nearest of `bins` steps and sums of rounded values are
// compared with their exact distribution, P(S >= s), where tangermeme rounds values and sums down
// and leaves out the equal; and the last bases of a sequence may belong to a seqlet.

struct RecursiveRule {
  double p_value = 0.01;
  std::size_t shortest = 4;
  std::size_t longest = 25;
  std::size_t flank = 0;  ///< bases added to either end, within the sequence
  std::size_t bins = 1000;
};

/// Distribution of the sum of 1 .. `longest` independent steps.
class SpanNull {
 public:
  /// `steps`: how often each of 0 .. steps.size()-1 comes. Throws Error for none.
  SpanNull(const std::vector<double>& steps, std::size_t longest);
  /// Probability that `length` steps sum to at least `sum`; 1 <= length <= longest.
  double tail(std::size_t length, std::size_t sum) const;

 private:
  std::vector<std::vector<double>> tails_;  // by length
};

/// Seqlets of large positive sums, by sequence, then start. Values are finite. Throws Error for
/// shortest < 1, longest < shortest or fewer than two bins. A track without variation has none.
std::vector<Seqlet> recursive_seqlets(const TrackRows& track, const RecursiveRule& rule = {});

}  // namespace siskin::motif
