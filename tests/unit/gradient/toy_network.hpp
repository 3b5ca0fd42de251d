#pragma once

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <memory>
#include <string>
#include <vector>

#include "siskin/gradient/explanation.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/model.hpp"
#include "siskin/seq/one_hot.hpp"
#include "support/run_command.hpp"
#include "support/script_module.hpp"

namespace siskin::test {

/// A function of a network given as TorchScript source: the body of forward(self, x: Tensor), lines
/// indented by two blanks.
class ToyNetwork {
 public:
  explicit ToyNetwork(const std::string& body, const std::string& precision = "float32") {
    const auto path = (folder_.path() / "toy.pt").string();
    save_script(body, path);
    model::ModelOptions options;
    options.precision = precision;
    model_ = std::make_unique<model::Model>(path, options);
    function_ = std::make_unique<model::Function>(*model_, "    return output\n");
  }

  const model::Function& function() const { return *function_; }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<model::Model> model_;
  std::unique_ptr<model::Function> function_;
};

inline gradient::Batch toy_batch(const std::vector<std::string>& sequences) {
  const auto length = static_cast<std::int64_t>(sequences.front().size());
  gradient::Batch batch;
  batch.onehot_ncl = torch::zeros({static_cast<std::int64_t>(sequences.size()), 4, length});
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    seq::one_hot(sequences[i], batch.onehot_ncl[static_cast<std::int64_t>(i)].data_ptr<float>(),
                 seq::Ambiguous::kZero);
    batch.numbers.push_back(i);
  }
  return batch;
}

/// The convolution of the test network T1: `a` are its rectified maps (N,2,4).
inline const std::string kT1Convolution = R"(
  w = torch.tensor([[[1.0, -0.5], [-0.5, 1.0], [-0.25, 0.25], [0.25, -0.25]],
                    [[-0.5, 0.25], [0.25, -0.5], [1.0, -0.25], [-0.5, 1.0]]]).to(x.dtype)
  b = torch.tensor([-0.5, -0.25]).to(x.dtype)
  a = torch.relu(torch.conv1d(x, w, b))
  v = torch.tensor([[2.0, -1.0]]).to(x.dtype)
  c = torch.tensor([0.25]).to(x.dtype)
)";
inline const std::string kT1 = kT1Convolution + "  return torch.linear(a.mean(2), v, c)\n";
inline const std::string kT1Max =
    kT1Convolution + "  return torch.linear(torch.amax(a, 2), v, c)\n";

inline std::vector<double> values(const torch::Tensor& tensor) {
  const auto flat = tensor.to(torch::kDouble).contiguous().flatten();
  return {flat.data_ptr<double>(), flat.data_ptr<double>() + flat.numel()};
}

inline void expect_near(const torch::Tensor& found, const std::vector<double>& expected,
                        double tolerance) {
  const auto have = values(found);
  ASSERT_EQ(have.size(), expected.size());
  for (std::size_t i = 0; i < have.size(); ++i) {
    EXPECT_NEAR(have[i], expected[i], tolerance) << "at " << i;
  }
}

inline void expect_near(const torch::Tensor& found, const torch::Tensor& expected,
                        double tolerance) {
  ASSERT_EQ(found.sizes(), expected.sizes());
  expect_near(found, values(expected), tolerance);
}

/// The map's value at the observed base of each position, (N,K,L).
inline torch::Tensor observed(const torch::Tensor& map_nkcl, const gradient::Batch& batch) {
  return (map_nkcl * batch.onehot_ncl.unsqueeze(1)).sum(2);
}

/// df/dx by LibTorch's own derivative of the module, (N,K,4,L).
inline torch::Tensor plain_gradient(const model::Function& function, const gradient::Batch& batch) {
  const auto input = function.to_model(batch.onehot_ncl).clone().requires_grad_(true);
  const auto output_nk = function.forward(input);
  std::vector<torch::Tensor> found;
  for (std::int64_t k = 0; k < output_nk.size(1); ++k) {
    found.push_back(torch::autograd::grad({output_nk.select(1, k).sum()}, {input}, {},
                                          /*retain_graph=*/true)[0]);
  }
  return torch::stack(found, 1);
}

}  // namespace siskin::test
