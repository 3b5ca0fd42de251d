#include "siskin/train/batch.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

namespace siskin::train {
namespace {

TEST(MakeBatch, EncodesBasesAndKeepsUnknownLabels) {
  data::Shape shape;
  shape.length = 3;
  shape.tasks = 2;
  data::Examples examples;
  examples.rows = 2;
  examples.codes_nl = {0, 1, 4, 2, 3, 0};
  examples.labels_nt = {1, NAN, 0, 1};
  examples.positive_n = {1, 0};
  const auto batch = make_batch(examples, shape, seq::Ambiguous::kZero);
  const auto expected =
      torch::tensor({{{1.F, 0.F, 0.F}, {0.F, 1.F, 0.F}, {0.F, 0.F, 0.F}, {0.F, 0.F, 0.F}},
                     {{0.F, 0.F, 1.F}, {0.F, 0.F, 0.F}, {1.F, 0.F, 0.F}, {0.F, 1.F, 0.F}}});
  EXPECT_TRUE(torch::equal(batch.onehot_ncl, expected));
  EXPECT_EQ(batch.labels_nt[0][0].item<float>(), 1.F);
  EXPECT_TRUE(std::isnan(batch.labels_nt[0][1].item<float>()));
  EXPECT_TRUE(batch.positive_n[0].item<bool>());
  EXPECT_FALSE(batch.positive_n[1].item<bool>());
  EXPECT_FALSE(batch.profiles_ntos.defined());
}

TEST(MakeBatch, SpreadsAnAmbiguousLetterWhenAsked) {
  data::Shape shape;
  shape.length = 1;
  shape.tasks = 1;
  data::Examples examples;
  examples.rows = 1;
  examples.codes_nl = {4};
  examples.labels_nt = {0};
  examples.positive_n = {0};
  const auto batch = make_batch(examples, shape, seq::Ambiguous::kUniform);
  EXPECT_TRUE(torch::equal(batch.onehot_ncl, torch::full({1, 4, 1}, 0.25F)));
}

TEST(MakeBatch, ShapesProfilesByTaskPositionStrand) {
  data::Shape shape;
  shape.length = 2;
  shape.tasks = 1;
  shape.profile_length = 2;
  shape.strands = 2;
  shape.controls = 1;
  data::Examples examples;
  examples.rows = 1;
  examples.codes_nl = {0, 1};
  examples.profiles_ntos = {1, 2, 3, 4};
  examples.controls_ncl = {5, 6};
  examples.positive_n = {1};
  const auto batch = make_batch(examples, shape, seq::Ambiguous::kZero);
  EXPECT_EQ(batch.profiles_ntos.sizes(), (at::IntArrayRef{1, 1, 2, 2}));
  EXPECT_EQ(batch.profiles_ntos[0][0][1][0].item<float>(), 3.F);
  EXPECT_EQ(batch.controls_ncl[0][0][1].item<float>(), 6.F);
  EXPECT_FALSE(batch.labels_nt.defined());
}

}  // namespace
}  // namespace siskin::train
