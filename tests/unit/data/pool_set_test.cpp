#include "siskin/data/pool_set.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "data/examples.hpp"
#include "siskin/data/reverse_complement.hpp"

namespace siskin::data {
namespace {

// Example i is the number i in base 4, eight bases; label as told; `shift` is kept for the test.
class Counting : public Source {
 public:
  Counting(std::size_t size, float label) : size_(size), label_(label) {}
  std::size_t size() const override { return size_; }
  void start_epoch(std::int64_t epoch) override { epoch_ = epoch; }
  void read(std::size_t index, std::int64_t shift, const Row& row) override {
    for (std::size_t i = 0; i < 8; ++i) {
      row.codes_l[i] = static_cast<std::uint8_t>(index >> (2 * i) & 3);
    }
    *row.labels_t = label_;
    shifts.push_back(shift);
  }
  std::vector<std::int64_t> shifts;

 private:
  std::size_t size_;
  float label_;
  std::int64_t epoch_ = 0;
};

Shape shape() {
  Shape result;
  result.length = 8;
  result.tasks = 1;
  result.names = {"x"};
  return result;
}

struct Made {
  std::shared_ptr<Counting> positives;
  std::shared_ptr<Counting> negatives;
  std::unique_ptr<PoolSet> set;
};

Made make(std::size_t positives, std::size_t negatives, const PoolSettings& settings) {
  Made made;
  made.positives = std::make_shared<Counting>(positives, 1.0F);
  made.negatives = std::make_shared<Counting>(negatives, 0.0F);
  made.set = std::make_unique<PoolSet>(shape(), made.positives, made.negatives, settings);
  return made;
}

TEST(PoolSet, GivesEpochZeroInFileOrder) {
  const auto made = make(5, 3, {});
  const auto examples = test::read_epoch(*made.set, 0, 3);
  EXPECT_THAT(examples.source_n, testing::ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
  EXPECT_THAT(examples.positive_n, testing::ElementsAre(1, 1, 1, 1, 1, 0, 0, 0));
}

TEST(PoolSet, GivesEachExampleOnceAnEpochInANewOrder) {
  const auto made = make(50, 30, {});
  const auto first = test::read_epoch(*made.set, 1);
  const auto second = test::read_epoch(*made.set, 2);
  EXPECT_NE(first.source_n, second.source_n);
  EXPECT_EQ(std::set<std::uint64_t>(first.source_n.begin(), first.source_n.end()).size(), 80U);
  EXPECT_EQ(first.rows, 80U);
}

TEST(PoolSet, DoesNotDependOnBatchesOrEarlierEpochs) {
  PoolSettings settings;
  settings.negative_ratio = 0.5;
  settings.jitter = 3;
  settings.strands = Strands::kRandom;
  settings.augmentation.kinds = {Augmentation::Kind::kMutation};
  settings.augmentation.mutation_rate = 0.3;
  const auto a = make(40, 40, settings);
  const auto b = make(40, 40, settings);
  for (std::int64_t epoch = 0; epoch < 3; ++epoch) test::read_epoch(*a.set, epoch, 5);
  const auto sequel = test::read_epoch(*a.set, 3, 1);
  a.positives->shifts.clear();
  const auto again = test::read_epoch(*a.set, 3, 64);
  const auto fresh = test::read_epoch(*b.set, 3, 64);
  EXPECT_EQ(sequel.codes_nl, fresh.codes_nl);
  EXPECT_EQ(sequel.source_n, fresh.source_n);
  EXPECT_EQ(sequel.positive_n, fresh.positive_n);
  EXPECT_EQ(again.codes_nl, fresh.codes_nl);
  EXPECT_EQ(a.positives->shifts, b.positives->shifts);
}

TEST(PoolSet, HoldsTheRatioInEveryStretchOfAnEpoch) {
  for (const double ratio : {0.1, 0.333, 1.0, 2.5}) {
    PoolSettings settings;
    settings.negative_ratio = ratio;
    const auto made = make(30, 11, settings);
    const auto examples = test::read_epoch(*made.set, 1);
    const auto negatives = static_cast<std::size_t>(30 * ratio + 1e-9);
    ASSERT_EQ(examples.rows, 30 + negatives);
    std::size_t seen = 0;
    for (std::size_t k = 0; k < examples.rows; ++k) {
      seen += examples.positive_n[k] == 0 ? 1 : 0;
      EXPECT_EQ(seen, (k + 1) * negatives / examples.rows) << ratio << " " << k;
    }
    std::set<std::uint64_t> positives;
    std::map<std::uint64_t, int> uses;
    for (const auto source : examples.source_n) {
      if (source < 30) {
        positives.insert(source);
      } else {
        ++uses[source];
      }
    }
    EXPECT_EQ(positives.size(), 30U);
    // No negative comes a second time before all have come once.
    for (const auto& use : uses) EXPECT_LE(use.second, static_cast<int>(negatives / 11 + 1));
    EXPECT_EQ(uses.size(), std::min<std::size_t>(negatives, 11));
  }
}

TEST(PoolSet, JittersTrainingPositivesWithinBounds) {
  PoolSettings settings;
  settings.jitter = 2;
  settings.negative_ratio = 1;
  const auto made = make(1000, 1000, settings);
  test::read_epoch(*made.set, 1);
  std::map<std::int64_t, int> counts;
  for (const auto shift : made.positives->shifts) ++counts[shift];
  ASSERT_EQ(counts.size(), 5U);
  for (std::int64_t shift = -2; shift <= 2; ++shift) EXPECT_NEAR(counts[shift], 200, 65);
  EXPECT_THAT(made.negatives->shifts, testing::Each(0));
  made.positives->shifts.clear();
  test::read_epoch(*made.set, 0);
  EXPECT_THAT(made.positives->shifts, testing::Each(0));
}

std::string turned(const std::string& sequence) {
  auto codes = test::codes_of(sequence);
  reverse_complement(codes.data(), codes.size());
  return test::letters(codes);
}

TEST(PoolSet, DoublesTheSetWithReverseComplements) {
  PoolSettings settings;
  settings.strands = Strands::kSet;
  for (const bool ratio : {false, true}) {
    if (ratio) settings.negative_ratio = 1;
    const auto made = make(20, 20, settings);
    const auto plain = test::sequences(test::read_epoch(*made.set, 0), 8);
    EXPECT_EQ(plain.size(), 40U);
    made.set->start_epoch(1);
    EXPECT_EQ(made.set->size(), 80U);
    std::vector<std::string> expected = plain;
    for (const auto& one : plain) expected.push_back(turned(one));
    EXPECT_EQ(test::sorted(test::sequences(test::read_epoch(*made.set, 1), 8)),
              test::sorted(expected));
  }
}

TEST(PoolSet, AppendsReverseComplementsToTheBatch) {
  PoolSettings settings;
  settings.strands = Strands::kBatch;
  const auto made = make(9, 0, settings);
  made.set->start_epoch(1);
  EXPECT_EQ(made.set->size(), 9U);
  Examples examples;
  ASSERT_TRUE(made.set->next(4, examples));
  ASSERT_EQ(examples.rows, 8U);
  const auto list = test::sequences(examples, 8);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(list[i + 4], turned(list[i]));
    EXPECT_EQ(examples.source_n[i + 4], examples.source_n[i]);
  }
  EXPECT_EQ(examples.labels_nt.size(), 8U);
}

TEST(PoolSet, TurnsAboutHalfUnderRandomStrands) {
  PoolSettings settings;
  settings.strands = Strands::kRandom;
  const auto made = make(1000, 0, settings);
  const auto plain = test::sequences(test::read_epoch(*made.set, 0), 8);
  const auto examples = test::read_epoch(*made.set, 1);
  const auto list = test::sequences(examples, 8);
  int reversed = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& original = plain[examples.source_n[i]];
    if (list[i] != original) {
      ASSERT_EQ(list[i], turned(original));
      ++reversed;
    }
  }
  EXPECT_NEAR(reversed, 500, 80);
}

}  // namespace
}  // namespace siskin::data
