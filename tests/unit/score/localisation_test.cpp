#include "siskin/score/localisation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "support/error_message.hpp"

namespace siskin::score {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(TopRecall, CountsTheHighestAsOftenAsThereIsSignal) {
  EXPECT_DOUBLE_EQ(top_recall({5, 1, 4, 0}, {1, 1, 0, 0}), 0.5);
  EXPECT_DOUBLE_EQ(top_recall({5, 4, 1, 0}, {1, 1, 0, 0}), 1);
  EXPECT_DOUBLE_EQ(top_recall({5, 4, 1, 0}, {1, 1, 1, 1}), 1);
  EXPECT_TRUE(std::isnan(top_recall({5, 4}, {0, 0})));
}

TEST(TopRecall, ExpectsTheMeanOverOrdersOfTies) {
  // 9 is a hit; of three tied bases, one of them signal, one is taken.
  EXPECT_DOUBLE_EQ(top_recall({9, 2, 2, 2, 0}, {1, 0, 1, 0, 0}), (1 + 1.0 / 3) / 2);
  EXPECT_DOUBLE_EQ(top_recall({0, 0, 0, 0}, {1, 0, 0, 0}), 0.25);
}

TEST(TopRecall, RefusesOtherSizes) {
  EXPECT_THAT(test::error_message([] {
                top_recall({1, 2}, {1});
              }),
              testing::HasSubstr("2 scores and the signal of 1 bases"));
}

TEST(SignalIntervals, AreRuns) {
  EXPECT_THAT(signal_intervals({1, 1, 0, 0, 1, 0, 1}),
              ElementsAre(Pair(0, 2), Pair(4, 5), Pair(6, 7)));
  EXPECT_THAT(signal_intervals({0, 0}), IsEmpty());
}

TEST(CalledIntervals, JoinAcrossSmallGaps) {
  const std::vector<float> scores = {0, 4, 8, 0, 0, 4, 3, 0, 0, 0, 5};
  EXPECT_THAT(called_intervals(scores, 0.5, 0), ElementsAre(Pair(1, 3), Pair(5, 6), Pair(10, 11)));
  EXPECT_THAT(called_intervals(scores, 0.5, 2), ElementsAre(Pair(1, 6), Pair(10, 11)));
  EXPECT_THAT(called_intervals(scores, 0.5, 4), ElementsAre(Pair(1, 11)));
  EXPECT_THAT(called_intervals(scores, 1, 0), ElementsAre(Pair(2, 3)));
}

TEST(CalledIntervals, NeedAPositiveScore) {
  EXPECT_THAT(called_intervals({0, -1, 0}, 0.5, 3), IsEmpty());
  EXPECT_THAT(called_intervals({}, 0.5, 3), IsEmpty());
}

// Bases 20 to 79 are not scored; 18 and 19, and 80 and 81, are signal and are called.
TEST(Localisation, KeepsBasesApartThatOthersSeparate) {
  Positions positions;
  std::vector<float> scores;
  std::vector<int> signal;
  for (std::size_t i = 0; i < 100; ++i) {
    if (i >= 20 && i < 80) continue;
    const bool here = i == 18 || i == 19 || i == 80 || i == 81;
    positions.push_back(i);
    scores.push_back(here ? 1 : 0);
    signal.push_back(here ? 1 : 0);
  }
  EXPECT_THAT(called_intervals(scores, 0.5, 3), ElementsAre(Pair(18, 22)));  // as if neighbours
  EXPECT_THAT(called_intervals(scores, 0.5, 3, positions), ElementsAre(Pair(18, 20), Pair(80, 82)));
  EXPECT_THAT(called_intervals(scores, 0.5, 99, positions),
              ElementsAre(Pair(18, 20), Pair(80, 82)));
  EXPECT_THAT(signal_intervals(signal, positions), ElementsAre(Pair(18, 20), Pair(80, 82)));
  // The box of one run does not reach into the other: two positive instances, of which one loses.
  signal[20] = signal[21] = 0;
  scores[20] = scores[21] = 0;
  scores[22] = 1;  // base 82, within four of 19 when bases are left out
  scores[5] = 0.5F;
  const auto apart = instance_ranking(scores, signal, positions);
  // Positive 14 .. 19 with 1; negative 0 .. 13 with 0.5 and 80 .. 99 with 1.
  EXPECT_DOUBLE_EQ(apart.auroc, 0.75);
  EXPECT_DOUBLE_EQ(instance_ranking(scores, signal).auroc, 1);
  EXPECT_THAT(test::error_message([&] {
                signal_intervals({1, 0}, {3});
              }),
              testing::HasSubstr("1 positions"));
}

TEST(BaseIou, DividesBasesInBothByBasesInEither) {
  EXPECT_DOUBLE_EQ(base_iou({{0, 4}}, {{2, 8}}), 2.0 / 8);
  EXPECT_DOUBLE_EQ(base_iou({{0, 4}, {6, 8}}, {{2, 8}}), 4.0 / 8);
  EXPECT_DOUBLE_EQ(base_iou({}, {{2, 8}}), 0);
  EXPECT_TRUE(std::isnan(base_iou({}, {})));
}

TEST(IntervalIou, TakesTheBestCallOfEverySite) {
  // The first site: 2 of 6 with the first call, 1 of 6 with the second; the second site: none.
  EXPECT_DOUBLE_EQ(interval_iou({{0, 4}, {5, 7}}, {{2, 6}, {20, 24}}), (2.0 / 6) / 2);
  EXPECT_DOUBLE_EQ(interval_iou({{2, 6}}, {{2, 6}}), 1);
  EXPECT_TRUE(std::isnan(interval_iou({{2, 6}}, {})));
}

/// 40 bases with signal at 10 and 11, hence positive from 6 to 16 (10 - 4 .. 11 + 5).
std::vector<int> signal_of_forty() {
  std::vector<int> signal(40, 0);
  signal[10] = signal[11] = 1;
  return signal;
}

TEST(InstanceRanking, WidensAsTheBoxOfTenDoes) {
  // numpy.convolve(signal, ones(10), "same") > 0 is true from 6 to 16.
  std::vector<float> scores(40, 0);
  scores[6] = 1;
  EXPECT_DOUBLE_EQ(instance_ranking(scores, signal_of_forty()).auroc, 1);
  scores[6] = 0;
  scores[5] = 1;  // in the negative run before; the run behind ties with the positive one
  EXPECT_DOUBLE_EQ(instance_ranking(scores, signal_of_forty()).auroc, 0.25);
  scores[5] = 0;
  scores[16] = 1;
  EXPECT_DOUBLE_EQ(instance_ranking(scores, signal_of_forty()).auroc, 1);
  scores[16] = 0;
  scores[17] = 1;
  EXPECT_DOUBLE_EQ(instance_ranking(scores, signal_of_forty()).auroc, 0.25);
}

TEST(InstanceRanking, RanksRunsByTheirLargestScore) {
  std::vector<float> scores(40, 0);
  scores[12] = 5;
  scores[0] = 7;
  scores[30] = 4;
  const auto found = instance_ranking(scores, signal_of_forty());
  EXPECT_DOUBLE_EQ(found.auroc, 0.5);  // 5 against 7 and 4
  // Points (0, 1), (0, 0), (1, 1/2), (1, 1/3): one trapezoid from 0 to 1/2.
  EXPECT_DOUBLE_EQ(found.aupr, 0.25);
}

TEST(InstanceRanking, CountsARunAtTheEnd) {
  std::vector<int> signal(20, 0);
  signal[19] = 1;
  std::vector<float> scores(20, 0);
  scores[19] = 1;
  EXPECT_DOUBLE_EQ(instance_ranking(scores, signal).auroc, 1);
  EXPECT_TRUE(std::isnan(instance_ranking(scores, std::vector<int>(20, 0)).auroc));
}

}  // namespace
}  // namespace siskin::score
