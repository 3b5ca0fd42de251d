#pragma once

#include <torch/torch.h>

#include <memory>
#include <string>

#include "siskin/gradient/deeplift.hpp"
#include "siskin/model/function.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin::test {

/// A network written as TorchScript, as a Function.
class Network {
 public:
  explicit Network(const std::string& source, const Tensors& tensors = {},
                   const std::string& precision = "float64")
      : model_(std::make_unique<model::Model>(make_model(source, tensors, options(precision)))),
        function_(*model_, "    return output\n") {}

  const model::Function& function() const { return function_; }

 private:
  static model::ModelOptions options(const std::string& precision) {
    model::ModelOptions options;
    options.output_kind = "logit";
    options.precision = precision;
    return options;
  }

  std::unique_ptr<model::Model> model_;
  model::Function function_;
};

/// `body` is what forward does, lines indented by four blanks.
inline std::string forward(const std::string& body) { return "def forward(self, x):\n" + body; }

/// Sequences (N,4,L) with references (N,R,4,L).
inline gradient::Batch pairs_of(const torch::Tensor& onehot_ncl,
                                const torch::Tensor& references_nrcl) {
  gradient::Batch batch;
  batch.onehot_ncl = onehot_ncl;
  batch.references_nrcl = references_nrcl;
  for (std::int64_t i = 0; i < onehot_ncl.size(0); ++i) {
    batch.numbers.push_back(static_cast<std::uint64_t>(i));
  }
  return batch;
}

/// Random one-hot sequences with `references` random ones for each.
inline gradient::Batch random_batch(std::int64_t count, std::int64_t references,
                                    std::int64_t length, std::uint64_t seed = 1) {
  return pairs_of(
      random_onehot(count, length, seed),
      random_onehot(count * references, length, seed + 1000).view({count, references, 4, length}));
}

/// Normal numbers in place of one-hot sequences, one reference each: for operations on their own.
inline gradient::Batch normal_batch(std::int64_t count, std::int64_t length,
                                    std::uint64_t seed = 1) {
  torch::manual_seed(seed);
  const auto onehot_ncl = torch::randn({count, 4, length});
  return pairs_of(onehot_ncl, torch::randn({count, 1, 4, length}));
}

inline gradient::Explanation deeplift(const Network& network, const gradient::Batch& batch,
                                      const gradient::DeepLiftOptions& options = {}) {
  return gradient::DeepLift(options).explain(network.function(), batch);
}

inline gradient::Explanation deeplift(const std::string& body, const gradient::Batch& batch,
                                      const gradient::DeepLiftOptions& options = {}) {
  return deeplift(Network(forward(body)), batch, options);
}

/// |sum - (f(x) - f(x'))| over the larger of the sum of |contributions| and 1e-6, the worst.
inline double worst_residual(const gradient::Explanation& found) {
  const auto difference_nrk = found.prediction_nk.unsqueeze(1) - found.reference_prediction_nrk;
  return ((found.sum_nrk - difference_nrk).abs() / found.magnitude_nrk.clamp_min(1e-6))
      .max()
      .item<double>();
}

/// How far two explanations are apart, over the largest contribution.
inline double distance(const gradient::Explanation& a, const gradient::Explanation& b) {
  const auto scale = a.map_nkcl.abs().max().item<double>();
  return largest_difference(a.map_nkcl, b.map_nkcl) / scale;
}

}  // namespace siskin::test
