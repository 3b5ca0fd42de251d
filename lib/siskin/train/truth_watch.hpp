#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "siskin/io/track.hpp"
#include "siskin/model/network.hpp"
#include "siskin/train/batch.hpp"
#include "siskin/train/evaluation.hpp"

namespace siskin::train {

/// Follows during training how well the saliency of positive sequences finds the bases that were
/// planted (Labelson, Tripathy & Koo 2021: before each epoch, on all positive test sequences).
class TruthWatch {
 public:
  /// The positive examples of `set` as it stands, at most `limit`, with the bits a base of `truth`,
  /// in which every sequence has its name. `source` names the track in messages. Throws Error for a
  /// sequence that the track does not have, and when there is no positive example.
  TruthWatch(data::ExampleSet& set, const io::Track& truth, const std::string& source,
             std::size_t limit);

  /// saliency_auroc, saliency_aupr and saliency_snr: the mean over the sequences of
  /// score::ranking_scores() and signal_to_noise() (20 largest) with kRegularizationTruth, for the
  /// gradient of the outputs of the positive tasks times the input. The network is left in the mode
  /// it was in.
  Metrics measure(model::Network& network, const std::string& device) const;
  std::size_t size() const { return bits_nl_.size(); }

 private:
  void add(const data::Examples& examples, const Batch& batch, data::ExampleSet& set,
           const io::Track& truth, const std::string& source, std::size_t limit);

  std::vector<Batch> batches_;
  std::vector<std::vector<float>> bits_nl_;  // in the order of the batches' rows
};

/// Gradient of the outputs of the positive tasks with respect to the input, times the input, summed
/// over the bases: (N,L). The network is in evaluation mode meanwhile.
at::Tensor saliency_of_positives(model::Network& network, const Batch& batch);

}  // namespace siskin::train
