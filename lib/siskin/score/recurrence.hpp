#pragma once

#include <cstddef>
#include <vector>

namespace siskin::score {

/// How alike the strongest patterns of attribution are from sequence to sequence: a model that has
/// learned motifs shows the same few again and again, on either strand, a model whose maps are
/// noise shows others every time. siskin's own; the cosine between contributions of seqlets is that
/// of motif discovery (Shrikumar et al. 2018, arXiv 1811.00416), of which this is the first step.
///
/// Every sequence gives its windows of 10 bases with the largest positive sums of contributions,
/// one after the other, clear of each other. The likeness of two windows is the cosine of their
/// contributions, (4, 10) numbers each; of the other one, read from both strands and shifted by up
/// to 4 bases, the most alike counts.
class Recurrence {
 public:
  static constexpr std::size_t kWidth = 10;
  static constexpr std::size_t kShift = 4;
  static constexpr std::size_t kNeighbours = 10;

  /// Sequences that are asked at most: enough for a stable figure, and so it does not depend on how
  /// many there are, nor does the time that it takes.
  static constexpr std::size_t kSequences = 120;
  /// True for those of `count` sequences that are asked: all, or kSequences evenly spaced ones.
  static bool asks(std::size_t sequence, std::size_t count) {
    return (sequence + 1) * kSequences / count > sequence * kSequences / count;
  }

  /// `strongest`: windows that a sequence gives at most.
  explicit Recurrence(std::size_t strongest) : strongest_(strongest) {}

  /// `contributions_cl` (4, length) is a map times its sequence (observed_map() of
  /// siskin/score/consistency.hpp); shorter ones than a window give none.
  void add(const std::vector<double>& contributions_cl);

  std::size_t windows() const { return windows_.size(); }
  std::size_t sequences() const { return sequences_; }
  std::size_t strongest() const { return strongest_; }

  /// Mean over all windows of their mean likeness to the 10 most alike windows of other sequences,
  /// each weighted with its share of the importance of its sequence (sums of absolute
  /// contributions). 1: the same everywhere; the more sequences, the larger, so compare models on
  /// the same ones, and as many. A neighbour that is not there has likeness 0, and no window at all
  /// gives 0: a map that hardly ever favours the bases of its sequence repeats nothing. NaN for no
  /// sequence. Time grows with the square of the number of windows.
  double value() const;

 private:
  struct Window {
    std::size_t sequence;
    double weight;
    std::vector<float> columns;  ///< (4, kShift + kWidth + kShift), 0 beyond the ends
  };
  Window cut(const std::vector<double>& contributions_cl, std::size_t start) const;

  std::size_t strongest_;
  std::size_t sequences_ = 0;
  std::vector<Window> windows_;
};

/// How far the maps of a model can be trusted: its recurrence centred and scaled by mean and
/// standard deviation over the 24 models on which it was shaped: the code task of Koo & Ploenzke
/// (2021) trained with different regularisers, 120 sequences of 200 bases each, 3 windows of each.
/// About 0 for a middling one of these, higher for better ones. NaN for other numbers of sequences
/// or windows, for which these constants say nothing.
double trust_score(const Recurrence& recurrence);

}  // namespace siskin::score
