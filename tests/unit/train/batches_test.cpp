#include "siskin/train/batches.hpp"

#include <gmock/gmock.h>
#include <torch/torch.h>

namespace siskin::train {
namespace {

LabelledSet three_sequences() {
  LabelledSet set;
  set.length = 2;
  set.tasks = 1;
  set.add("AC", {0});
  set.add("GT", {1});
  set.add("NA", {2});
  return set;
}

TEST(MakeBatch, TakesSequencesInTheGivenOrder) {
  const auto batch = make_batch(three_sequences(), {2, 1, 0}, 1, 2, seq::Ambiguous::kZero);
  EXPECT_TRUE(torch::equal(batch.labels_nt, torch::tensor({{1.F}, {0.F}})));
  auto expected = torch::zeros({2, 4, 2});
  expected.index_put_({0, 2, 0}, 1.F);
  expected.index_put_({0, 3, 1}, 1.F);
  expected.index_put_({1, 0, 0}, 1.F);
  expected.index_put_({1, 1, 1}, 1.F);
  EXPECT_TRUE(torch::equal(batch.onehot_ncl, expected));
}

TEST(MakeBatch, FillsAmbiguousColumnsAsAsked) {
  const auto zero = make_batch(three_sequences(), {2}, 0, 1, seq::Ambiguous::kZero);
  EXPECT_EQ(zero.onehot_ncl.select(2, 0).sum().item<float>(), 0.F);
  const auto uniform = make_batch(three_sequences(), {2}, 0, 1, seq::Ambiguous::kUniform);
  EXPECT_TRUE(torch::equal(uniform.onehot_ncl.select(2, 0), torch::full({1, 4}, 0.25F)));
}

}  // namespace
}  // namespace siskin::train
