#include "siskin/train/profile_loss.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

#include <cmath>

#include "support/error_message.hpp"

namespace siskin::train {
namespace {

// Two examples, one task, three positions, two strands.
model::Outputs outputs_of(const at::Tensor& log_counts_nt) {
  model::Outputs outputs;
  outputs.profile_ntos = torch::tensor({0.5, -1.0, 0.2, 0.3, -0.7, 1.1,  //
                                        1.5, 0.0, -0.4, 0.6, 0.9, -0.2},
                                       torch::kDouble)
                             .view({2, 1, 3, 2});
  outputs.log_counts_nt = log_counts_nt;
  return outputs;
}

at::Tensor profiles() {
  return torch::tensor({3, 0, 1, 2, 0, 4, 0, 1, 5, 0, 2, 2}, torch::kDouble).view({2, 1, 3, 2});
}

TEST(MultinomialNll, IsTheLogarithmOfTheProbability) {
  // Counts (2,1) under probabilities (1/4, 3/4): 3!/(2! 1!) * 1/16 * 3/4.
  const auto logits = torch::tensor({0.0, std::log(3.0)}, torch::kDouble);
  const auto counts = torch::tensor({2.0, 1.0}, torch::kDouble);
  EXPECT_NEAR(multinomial_nll(logits, counts).item<double>(), -std::log(3 * 3 / 64.0), 1e-12);
}

TEST(MultinomialNll, IsZeroWithoutCounts) {
  EXPECT_EQ(multinomial_nll(torch::ones({5}), torch::zeros({5})).item<float>(), 0);
}

// Numbers of these tests: NumPy and math.lgamma, one track after the other.
TEST(ProfileLoss, HasASoftmaxAndACountForEachTrack) {
  const auto counts = torch::tensor({{1.2, 2.0}, {2.5, 0.3}}, torch::kDouble);
  const auto loss = profile_loss({}, outputs_of(counts), profiles(), {}, {});
  EXPECT_NEAR(loss.profile.item<double>(), 4.47897828122538, 1e-12);
  EXPECT_NEAR(loss.counts.item<double>(), 0.38186749299477923, 1e-12);
  EXPECT_NEAR(loss.total(20).item<double>(), 4.47897828122538 + 20 * 0.38186749299477923, 1e-11);
}

TEST(ProfileLoss, JoinsStrandsInOneSoftmaxAndOneCount) {
  ProfileSettings settings;
  settings.softmax = ProfileSoftmax::kJoint;
  const auto counts = torch::tensor({{2.0}, {1.5}}, torch::kDouble);
  const auto loss = profile_loss(settings, outputs_of(counts), profiles(), {}, {});
  EXPECT_NEAR(loss.profile.item<double>(), 10.319182092296272, 1e-12);
  EXPECT_NEAR(loss.counts.item<double>(), 0.4822682845144751, 1e-12);
}

TEST(ProfileLoss, TakesTheProfilesOfPositivesAndTheCountsOfAll) {
  ProfileSettings settings;
  settings.softmax = ProfileSoftmax::kJoint;
  settings.positives_only = true;
  const auto counts = torch::tensor({{2.0}, {1.5}}, torch::kDouble);
  const auto positive = torch::tensor({false, true});
  const auto loss = profile_loss(settings, outputs_of(counts), profiles(), positive, {});
  EXPECT_NEAR(loss.profile.item<double>(), 15.875242827720799, 1e-12);
  EXPECT_NEAR(loss.counts.item<double>(), 0.4822682845144751, 1e-12);
  const auto none =
      profile_loss(settings, outputs_of(counts), profiles(), torch::tensor({false, false}), {});
  EXPECT_EQ(none.profile.item<double>(), 0);
}

TEST(ProfileLoss, WeighsTasks) {
  model::Outputs both;
  both.profile_ntos = outputs_of({}).profile_ntos.view({1, 2, 3, 2});
  both.log_counts_nt = torch::tensor({{2.0, 1.5}}, torch::kDouble);
  ProfileSettings settings;
  settings.softmax = ProfileSoftmax::kJoint;
  const auto weights = torch::tensor({0.0, 3.0}, torch::kDouble);
  const auto loss = profile_loss(settings, both, profiles().view({1, 2, 3, 2}), {}, weights);
  EXPECT_NEAR(loss.profile.item<double>(), 15.875242827720799, 1e-12);
}

TEST(ProfileLoss, SaysWhatDoesNotFit) {
  using testing::HasSubstr;
  const auto loss_of = [](const model::Outputs& outputs, const at::Tensor& data) {
    return siskin::test::error_message([&] { profile_loss({}, outputs, data, {}, {}); });
  };
  const auto good = outputs_of(torch::ones({2, 1}, torch::kDouble));
  EXPECT_THAT(loss_of({}, profiles()), HasSubstr("count head"));
  EXPECT_THAT(loss_of(good, {}), HasSubstr("found labels"));
  EXPECT_THAT(loss_of(good, torch::ones({2, 1, 4, 2})), HasSubstr("2x1x3x2"));
  EXPECT_THAT(loss_of(outputs_of(torch::ones({2, 3})), profiles()), HasSubstr("3 log counts"));
}

TEST(ParseProfileSoftmax, KnowsItsTwoNames) {
  EXPECT_EQ(parse_profile_softmax("strand"), ProfileSoftmax::kStrand);
  EXPECT_EQ(parse_profile_softmax("joint"), ProfileSoftmax::kJoint);
  EXPECT_THROW(parse_profile_softmax("both"), UsageError);
}

}  // namespace
}  // namespace siskin::train
