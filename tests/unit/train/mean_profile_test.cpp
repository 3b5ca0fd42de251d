#include "siskin/train/mean_profile.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

#include "siskin/util/error.hpp"

namespace siskin::train {
namespace {

TEST(MeanProfile, IsTheMeanShapeAndTheMeanLogCountOfThePositives) {
  MeanProfile mean(false);
  Batch batch;
  batch.profiles_ntos = torch::tensor({{{{3.F}, {1.F}}}, {{{0.F}, {8.F}}}, {{{100.F}, {0.F}}}});
  batch.positive_n = torch::tensor({true, true, false});
  mean.add(batch);
  const auto outputs = mean.predict(2);
  EXPECT_EQ(outputs.profile_ntos.sizes(), (at::IntArrayRef{2, 1, 2, 1}));
  const auto p = torch::softmax(outputs.profile_ntos[1].flatten(), 0);
  EXPECT_NEAR(p[0].item<double>(), 0.375, 1e-5);
  EXPECT_NEAR(outputs.log_counts_nt[0][0].item<double>(), (std::log(5) + std::log(9)) / 2, 1e-9);
}

TEST(MeanProfile, CountsBothStrandsTogetherWhenAsked) {
  MeanProfile mean(true);
  Batch batch;
  batch.profiles_ntos = torch::tensor({{{{3.F, 1.F}}}});
  batch.positive_n = torch::tensor({true});
  mean.add(batch);
  EXPECT_NEAR(mean.predict(1).log_counts_nt[0][0].item<double>(), std::log(5), 1e-9);
}

TEST(MeanProfile, NeedsAPositiveExample) { EXPECT_THROW(MeanProfile(true).predict(1), Error); }

}  // namespace
}  // namespace siskin::train
