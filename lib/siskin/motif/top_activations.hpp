#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace siskin::motif {

/// The place in a sequence where a channel is strongest.
struct TopActivation {
  std::string name;          ///< of the sequence
  std::uint64_t number = 0;  ///< of the sequence in the input, from 0
  std::size_t position = 0;  ///< of the layer, not of the sequence
  float value = 0;
};

/// Keeps, for each channel, the sequences with the largest activations, each with the position of
/// its largest (the first of several). Memory is channels * count, whatever the input. Ties go to
/// the earlier sequence, so the result does not depend on the order of adding.
class TopActivations {
 public:
  TopActivations(std::size_t channels, std::size_t count);

  /// `activation_cl` (channels, positions) of one sequence. A NaN is passed over.
  void add(const std::string& name, std::uint64_t number, const float* activation_cl,
           std::size_t positions);
  /// Strongest first.
  std::vector<TopActivation> ranked(std::size_t channel) const;
  std::size_t channels() const { return heaps_.size(); }

 private:
  std::size_t count_;
  std::vector<std::vector<TopActivation>> heaps_;  // weakest of the kept in front
};

}  // namespace siskin::motif
