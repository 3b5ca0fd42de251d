#include "siskin/train/truth_watch.hpp"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "unit/train/motif_examples.hpp"

namespace siskin::train {
namespace {

// f = sum over positions 4..7 of the observed base's weight 1: saliency times input is 1 there,
// else 0.
torch::jit::Module window_module(int first, int last) {
  torch::jit::Module module("M");
  auto weight = torch::zeros({1, 4, static_cast<std::int64_t>(MotifExamples::kLength)});
  weight.slice(2, first, last).fill_(1);
  module.register_parameter("weight", weight, false);
  module.define(
      "def forward(self, x: Tensor) -> Tensor:\n  return (x * self.weight).sum([1, 2]).unsqueeze(1)"
      "\n");
  return module;
}

io::Track truth() {
  io::Track track;
  for (int i = 0; i < 6; ++i) {
    std::vector<float> bits(MotifExamples::kLength, 0.0F);
    for (std::size_t j = 4; j < 8; ++j) bits[j] = 2;
    track["s" + std::to_string(i)] = bits;
  }
  return track;
}

TEST(TruthWatch, GivesFullMarksToANetworkThatLooksAtTheSite) {
  MotifExamples set(6, 1);
  const TruthWatch watch(set, truth(), "bits.bw", 100);
  EXPECT_EQ(watch.size(), 3U) << "the positives";
  model::Network network(window_module(4, 8));
  const auto metrics = watch.measure(network, "cpu");
  EXPECT_EQ(metrics[0].first, "saliency_auroc");
  EXPECT_DOUBLE_EQ(metrics[0].second, 1);
  EXPECT_DOUBLE_EQ(metrics[1].second, 1);
}

TEST(TruthWatch, GivesNoneToOneThatLooksElsewhere) {
  MotifExamples set(6, 1);
  const TruthWatch watch(set, truth(), "bits.bw", 100);
  model::Network network(window_module(0, 4));
  // Of 8 background bases 4 rank above the site and 4 tie with it: 4/8/2.
  EXPECT_DOUBLE_EQ(watch.measure(network, "cpu")[0].second, 0.25);
}

TEST(TruthWatch, StopsAtTheLimit) {
  MotifExamples set(6, 1);
  EXPECT_EQ(TruthWatch(set, truth(), "bits.bw", 2).size(), 2U);
}

TEST(TruthWatch, NamesASequenceThatTheTrackDoesNotHave) {
  MotifExamples set(8, 1);
  EXPECT_THROW(TruthWatch(set, truth(), "bits.bw", 100), Error);
}

}  // namespace
}  // namespace siskin::train
