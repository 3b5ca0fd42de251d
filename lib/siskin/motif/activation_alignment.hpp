#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "siskin/seq/motif.hpp"

namespace siskin::motif {

// What a convolutional filter looks for, from the sequences that drive it: Koo & Ploenzke, Nature
// Machine Intelligence 3:258 (2021), after Alipanahi et al., Nature Biotechnology 33:831 (2015).
//
// Two passes over the sequences: the largest activation M of each filter, then the mean one-hot of
// all windows around positions whose activation is above a share of M. Every such window counts
// once, however strong; there is no pseudocount and no overlap rule.

/// First pass: the largest activation of each filter over all sequences and positions.
class ActivationMaxima {
 public:
  explicit ActivationMaxima(std::size_t filters);

  /// `activation_fl` (filters, positions) of one sequence. Throws Error, naming the filter, for a
  /// value that is not finite: no share of it would mean anything.
  void add(const float* activation_fl, std::size_t positions);
  /// By filter; minus infinity before anything was added.
  const std::vector<float>& values() const { return largest_; }

 private:
  std::vector<float> largest_;
};

/// Which bases stand for a position of the layer: position l is the window
/// [stride * l + first, stride * l + first + width) of the sequence, 0-based half-open.
struct WindowRule {
  std::int64_t stride = 1;
  std::int64_t first = -10;
  std::int64_t width = 20;
  /// Leave out windows that touch an end: start > 0 and end < L, both strict as published. Else
  /// start >= 0 and end <= L.
  bool inner = true;
};

/// What position l of a layer reads: [stride * l + first, stride * l + first + width), which leaves
/// the sequence where the layer pads it.
struct ReceptiveWindow {
  std::int64_t stride = 1;
  std::int64_t first = 0;
  std::int64_t width = 1;
};

/// Windows of `width` bases around the middle base c of what the layer reads, [c - width / 2, c -
/// width / 2 + width), as published: with an odd kernel and padding that keeps the length, c = l,
/// so that 20 bases are x[l-10 : l+10].
WindowRule centred_window(const ReceptiveWindow& reads, std::int64_t width);

/// Exactly the bases that the filter reads, wherever they lie within the sequence.
WindowRule kernel_window(const ReceptiveWindow& reads);

/// Second pass: counts the bases of the windows of each filter.
class ActivationAlignment {
 public:
  /// `maxima` as of the first pass. A window counts when its activation a > threshold * M,
  /// strictly; so a filter that never fires (M = 0) has none, nor has one whose M is negative.
  /// Throws Error for a width below 1.
  ActivationAlignment(std::vector<float> maxima, double threshold, std::int64_t width);

  /// `activation_fl` (filters, positions) of `sequence`. `rule` has the width of the constructor;
  /// it may differ between sequences of different lengths.
  void add(const float* activation_fl, std::size_t positions, std::string_view sequence,
           const WindowRule& rule);

  /// Windows of a filter so far.
  std::int64_t sites(std::size_t filter) const { return filters_.at(filter).sites; }
  /// Motif "filter<n>" whose rows are the mean one-hot of its windows and whose sites are their
  /// number; 0.25 everywhere for fewer than two windows. A letter other than ACGT says nothing:
  /// each row is the mean over the windows that have a base there, 0.25 when none has.
  seq::Motif motif(std::size_t filter) const;
  std::vector<seq::Motif> motifs() const;

 private:
  using Counts = std::array<std::int64_t, 5>;  // A, C, G, T, other
  struct Filter {
    double least = 0;
    std::int64_t sites = 0;
    std::vector<Counts> counts;
  };

  void count(Filter& filter, std::string_view window) const;

  std::vector<Filter> filters_;
  std::int64_t width_;
};

}  // namespace siskin::motif
