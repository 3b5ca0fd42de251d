#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/util/random.hpp"

namespace siskin::simulate {

/// Largest order of a Markov background: 4^8 contexts still leave a genome many counts each.
inline constexpr int kMaxMarkovOrder = 8;

/// Where a uniform number in [0, 1) turns from A to C, C to G, G to T: the inverse distribution
/// function over A, C, G, T. Bases of probability 0 are never drawn.
using Thresholds = std::array<double, 3>;
Thresholds make_thresholds(const std::array<double, 4>& probabilities);

inline char draw_letter(const Thresholds& thresholds, util::Random& random) {
  const double u = random.uniform();
  return "ACGT"[(u >= thresholds[0]) + (u >= thresholds[1]) + (u >= thresholds[2])];
}

/// Makes the sequence in which sites are planted. Safe to use from several threads.
class BackgroundSource {
 public:
  virtual ~BackgroundSource() = default;
  /// Overwrites all letters of `sequence`, keeping its length.
  virtual void fill(std::string& sequence, util::Random& random) const = 0;
  /// Probability of A, C, G, T at a position about which nothing else is known.
  virtual std::array<double, 4> composition() const = 0;
};

/// Markov chain: order 0 is independent letters. The first `order` letters come from the frequency
/// of whole words, so that the chain starts in equilibrium.
class MarkovBackground : public BackgroundSource {
 public:
  explicit MarkovBackground(const std::array<double, 4>& composition);
  /// Counts words of order + 1 letters in `sequences`, without pseudocounts; words with letters
  /// other than ACGT are passed over. After a word that was only ever seen at an end, the next
  /// letter follows the composition. Throws Error ("source: ...") when there is no word to count.
  MarkovBackground(const std::vector<std::string>& sequences, int order, const std::string& source);

  void fill(std::string& sequence, util::Random& random) const override;
  std::array<double, 4> composition() const override { return composition_; }

 private:
  int order_ = 0;
  std::array<double, 4> composition_;
  std::vector<Thresholds> next_;         // by the code of the last `order` letters
  std::vector<double> word_cumulative_;  // of words of `order` letters
};

/// Windows drawn uniformly from all windows without letters other than ACGT, dinucleotides
/// shuffled.
class ShuffledBackground : public BackgroundSource {
 public:
  /// Throws Error ("source: ...") when there is no window of this length.
  ShuffledBackground(std::vector<std::string> sequences, std::size_t length,
                     const std::string& source);

  void fill(std::string& sequence, util::Random& random) const override;
  std::array<double, 4> composition() const override { return composition_; }

 private:
  std::vector<std::string> sequences_;
  std::vector<std::string_view> runs_;      // stretches of ACGT, each with at least one window
  std::vector<std::size_t> windows_up_to_;  // windows in all runs up to and with this one
  std::array<double, 4> composition_{};
};

}  // namespace siskin::simulate
