#include "siskin/gradient/sampled_rows.hpp"

#include <gtest/gtest.h>

#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

// Every number drawn, by sequence.
std::vector<std::vector<std::uint64_t>> drawn(const gradient::Batch& batch, std::int64_t limit) {
  std::vector<std::vector<std::uint64_t>> all(batch.numbers.size());
  gradient::SampledRows rows(batch, 7, 3);
  while (rows.next(limit)) {
    EXPECT_LE(rows.size(), limit);
    const auto sequence_m = rows.sequences();
    rows.for_each([&](std::int64_t row, util::Random& random) {
      all[static_cast<std::size_t>(sequence_m[row].item<std::int64_t>())].push_back(random.next());
    });
  }
  return all;
}

TEST(SampledRows, DrawTheSameWhateverTheGroups) {
  const auto batch = test::batch_of(test::random_onehot(5, 6, 1));
  const auto expected = drawn(batch, 1000);
  for (const auto& of_sequence : expected) EXPECT_EQ(of_sequence.size(), 7U);
  EXPECT_NE(expected[0], expected[1]);
  for (const std::int64_t limit : {1, 2, 6, 7, 8, 35}) EXPECT_EQ(drawn(batch, limit), expected);
  const auto alone = drawn(test::part_of(batch, 3, 4), 4);
  EXPECT_EQ(alone[0], expected[3]);
}

TEST(FillNormal, HasTheDeviationAskedFor) {
  util::Random random(5);
  const auto values = torch::empty({40000});
  gradient::fill_normal(random, 0.5, values);
  EXPECT_NEAR(values.mean().item<double>(), 0, 0.0125);
  EXPECT_NEAR(values.std().item<double>(), 0.5, 0.01);
}

}  // namespace
}  // namespace siskin
