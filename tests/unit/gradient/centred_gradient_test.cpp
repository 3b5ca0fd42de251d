#include "siskin/gradient/centred_gradient.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

TEST(ReferenceCentredGradient, SubtractsTheGradientOfTheMeanReference) {
  auto model = test::t1();
  const auto x = test::encode({"ACGTA"});
  // Column 0 of the gradient is (0.5, -0.25, -0.125, 0.125); the references have C and A there, so
  // 0.125 is subtracted. Column 1 is (-0.25, 0.5, 0.125, -0.125), and both have A: -0.25.
  const auto references = test::encode({"CATGA", "AATGA"}).unsqueeze(0);
  const auto found = gradient::reference_centred_gradient(test::every_output(model),
                                                          test::batch_of(x, references));
  const auto map_cl = found.map_nkcl[0][0];
  EXPECT_EQ(
      test::largest_difference(map_cl.select(1, 0), torch::tensor({0.375F, -0.375F, -0.25F, 0.0F})),
      0);
  EXPECT_EQ(
      test::largest_difference(map_cl.select(1, 1), torch::tensor({0.0F, 0.75F, 0.375F, 0.125F})),
      0);
  EXPECT_EQ(found.prediction_nk[0][0].item<double>(), 0.5625);
  EXPECT_FALSE(found.sum_nrk.defined());
}

TEST(ReferenceCentredGradient, IsTheCentredGradientForUniformReferences) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(3));
  const auto function = test::every_output(model);
  const auto x = test::random_onehot(5, 11, 2);
  const auto found = gradient::reference_centred_gradient(
      function, test::batch_of(x, torch::full({5, 2, 4, 11}, 0.25F)));
  EXPECT_LT(found.map_nkcl.sum(2).abs().max().item<float>(), 1e-6);
  // What a base is worth more than another does not depend on the references.
  const auto other = gradient::reference_centred_gradient(
      function, test::batch_of(x, test::random_onehot(15, 11, 3).view({5, 3, 4, 11})));
  const auto difference = other.map_nkcl - found.map_nkcl;
  EXPECT_LT(test::largest_difference(difference, difference.mean(2, true)), 1e-6);
}

}  // namespace
}  // namespace siskin
