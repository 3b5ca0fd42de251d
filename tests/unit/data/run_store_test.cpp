#include "siskin/data/run_store.hpp"

#include <gmock/gmock.h>

#include "siskin/util/random.hpp"

namespace siskin::data {
namespace {

TEST(RunStore, KnowsWhatWasWritten) {
  RunStore store(3);
  std::vector<float> values = {7};
  EXPECT_FALSE(store.read(1, values));
  EXPECT_THAT(values, testing::ElementsAre(7));
  store.write(1, {0, 0, 2, 2, 2, 0.5F});
  EXPECT_TRUE(store.read(1, values));
  EXPECT_THAT(values, testing::ElementsAre(0, 0, 2, 2, 2, 0.5F));
  EXPECT_FALSE(store.read(0, values));
  EXPECT_FALSE(store.read(2, values));
  store.write(2, {});
  EXPECT_TRUE(store.read(2, values));
  EXPECT_THAT(values, testing::IsEmpty());
}

TEST(RunStore, GivesBackAnyRowsInAnyOrder) {
  util::Random random(1);
  std::vector<std::vector<float>> rows(200);
  for (auto& row : rows) {
    for (std::uint64_t i = random.below(300); i > 0; --i) {
      row.push_back(static_cast<float>(random.below(3)));
    }
  }
  RunStore store(rows.size());
  for (std::size_t i = rows.size(); i > 0; --i) store.write(i - 1, rows[i - 1]);
  std::vector<float> values;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ASSERT_TRUE(store.read(i, values));
    ASSERT_EQ(values, rows[i]);
  }
}

}  // namespace
}  // namespace siskin::data
