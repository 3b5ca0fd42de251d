#include "siskin/score/classification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using Scores = std::vector<double>;
using Labels = std::vector<int>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Task {
  Scores scores;
  Labels labels;
};

/// Random labels with scores on a coarse grid, so that many are tied.
Task random_task(std::uint64_t seed, std::size_t count) {
  util::Random random(seed);
  Task task;
  for (std::size_t i = 0; i < count; ++i) {
    task.scores.push_back(static_cast<double>(random.below(12)) / 4 - 1);
    task.labels.push_back(i < 2 ? static_cast<int>(i) : static_cast<int>(random.below(2)));
  }
  return task;
}

/// The definition: over all pairs of a positive and a negative.
double auroc_over_pairs(const Task& task) {
  double won = 0;
  double pairs = 0;
  for (std::size_t i = 0; i < task.labels.size(); ++i) {
    for (std::size_t j = 0; j < task.labels.size(); ++j) {
      if (task.labels[i] != 1 || task.labels[j] != 0) continue;
      ++pairs;
      won += task.scores[i] > task.scores[j] ? 1 : task.scores[i] == task.scores[j] ? 0.5 : 0;
    }
  }
  return won / pairs;
}

TEST(Auroc, IsOneForPerfectAndZeroForReversedOrder) {
  EXPECT_DOUBLE_EQ(auroc({1, 2, 3, 4}, {0, 0, 1, 1}), 1);
  EXPECT_DOUBLE_EQ(auroc({4, 3, 2, 1}, {0, 0, 1, 1}), 0);
}

TEST(Auroc, GivesTheTextbookValueOfFourSamples) {
  EXPECT_DOUBLE_EQ(auroc({0.1, 0.4, 0.35, 0.8}, {0, 0, 1, 1}), 0.75);
}

TEST(Auroc, CountsTiesAsHalf) {
  EXPECT_DOUBLE_EQ(auroc({1, 1, 1, 1}, {0, 1, 0, 1}), 0.5);
  EXPECT_DOUBLE_EQ(auroc({1, 1, 2}, {0, 1, 1}), 0.75);
}

TEST(Auroc, EqualsTheShareOfPairsInOrder) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Task task = random_task(seed, 40);
    EXPECT_NEAR(auroc(task.scores, task.labels), auroc_over_pairs(task), 1e-12) << seed;
  }
}

TEST(Auroc, DependsOnTheOrderOfScoresOnly) {
  const Task task = random_task(3, 50);
  Scores moved = task.scores;
  for (double& score : moved) score = std::exp(3 * score) - 7;
  EXPECT_DOUBLE_EQ(auroc(moved, task.labels), auroc(task.scores, task.labels));
  EXPECT_DOUBLE_EQ(aupr_trapezoid(moved, task.labels), aupr_trapezoid(task.scores, task.labels));
  EXPECT_DOUBLE_EQ(average_precision(moved, task.labels),
                   average_precision(task.scores, task.labels));
}

TEST(Auroc, BecomesItsComplementWhenLabelsSwap) {
  const Task task = random_task(4, 30);
  Labels swapped = task.labels;
  for (int& label : swapped) label = 1 - label;
  EXPECT_NEAR(auroc(task.scores, swapped), 1 - auroc(task.scores, task.labels), 1e-12);
}

TEST(Auroc, IsNotDefinedWithoutBothClasses) {
  EXPECT_TRUE(std::isnan(auroc({}, {})));
  EXPECT_TRUE(std::isnan(auroc({1, 2}, {1, 1})));
  EXPECT_TRUE(std::isnan(auroc({1, 2}, {0, 0})));
  EXPECT_TRUE(std::isnan(aupr_trapezoid({1, 2}, {0, 0})));
  EXPECT_TRUE(std::isnan(average_precision({1, 2}, {1, 1})));
}

TEST(Auroc, IsNotDefinedWithAScoreThatIsNone) {
  EXPECT_TRUE(std::isnan(auroc({1, kNan}, {0, 1})));
  EXPECT_TRUE(std::isnan(log_loss({0.5, kNan}, {0, 1})));
  EXPECT_TRUE(std::isnan(accuracy({1, kNan}, {0, 1}, 0)));
}

TEST(Auroc, RefusesOtherSizesAndLabels) {
  try {
    auroc({1, 2, 3}, {0, 1});
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("found 3 scores and 2 labels"));
  }
  EXPECT_THROW(auroc({1, 2}, {0, 2}), Error);
}

// Points (recall, precision) from the top: (0, 1) (1/2, 1) (1/2, 1/2) (1, 2/3) (1, 1/2).
TEST(AuprTrapezoid, GivesTheAreaOfFourSamplesByHand) {
  EXPECT_NEAR(aupr_trapezoid({0.1, 0.4, 0.35, 0.8}, {0, 0, 1, 1}),
              0.5 * 1 + 0.5 * 0.5 * (0.5 + 2.0 / 3), 1e-15);
}

// One group holds a positive and a negative: points (0, 1) (1/2, 1/2) (1, 2/3).
TEST(AuprTrapezoid, TakesTiedScoresAsOnePoint) {
  EXPECT_NEAR(aupr_trapezoid({3, 3, 2}, {1, 0, 1}), 0.5 * 0.75 + 0.5 * 0.5 * (0.5 + 2.0 / 3),
              1e-15);
  EXPECT_NEAR(aupr_trapezoid({3, 3, 2}, {0, 1, 1}), aupr_trapezoid({3, 3, 2}, {1, 0, 1}), 1e-15);
}

TEST(AuprTrapezoid, IsHalfWayFromOneToThePrevalenceForConstantScores) {
  EXPECT_DOUBLE_EQ(aupr_trapezoid({5, 5, 5, 5}, {1, 0, 0, 0}), 0.5 * (1 + 0.25));
}

TEST(AveragePrecision, GivesTheSumOfFourSamplesByHand) {
  EXPECT_NEAR(average_precision({0.1, 0.4, 0.35, 0.8}, {0, 0, 1, 1}), 0.5 + 0.5 * 2 / 3, 1e-15);
}

TEST(AveragePrecision, IsThePrevalenceForConstantScores) {
  EXPECT_DOUBLE_EQ(average_precision({5, 5, 5, 5}, {1, 0, 0, 0}), 0.25);
}

// Without ties: the mean over the positives of their rank among positives over their rank.
TEST(AveragePrecision, IsTheMeanPrecisionAtThePositives) {
  EXPECT_NEAR(average_precision({9, 8, 7, 6, 5}, {0, 1, 0, 1, 1}), (0.5 + 0.5 + 0.6) / 3, 1e-15);
}

TEST(LogLoss, IsTheLogarithmOfTwoForTheFlipOfACoin) {
  EXPECT_DOUBLE_EQ(log_loss({0.5, 0.5, 0.5}, {0, 1, 1}), std::log(2.0));
}

TEST(LogLoss, AveragesOverTheSamples) {
  EXPECT_NEAR(log_loss({0.9, 0.2}, {1, 0}), -0.5 * (std::log(0.9) + std::log(0.8)), 1e-15);
}

TEST(LogLoss, IsClippedWhereCertaintyWasWrong) {
  EXPECT_NEAR(log_loss({0}, {1}), 15 * std::log(10.0), 1e-9);
  EXPECT_NEAR(log_loss({1}, {0}), 15 * std::log(10.0), 1e-9);
}

TEST(LogLoss, RefusesWhatIsNoProbability) {
  try {
    log_loss({0.5, 1.5}, {0, 1});
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("found the probability 1.5"));
  }
}

TEST(Accuracy, CallsTheThresholdItselfPositive) {
  EXPECT_DOUBLE_EQ(accuracy({-1, 0, 2, -3}, {0, 1, 0, 0}, 0), 0.75);
  EXPECT_TRUE(std::isnan(accuracy({}, {}, 0)));
}

TEST(ClassificationCurves, HoldEveryThreshold) {
  const Task task = random_task(5, 60);
  const auto roc = roc_curve(task.scores, task.labels);
  const auto precision_recall = precision_recall_curve(task.scores, task.labels);
  std::vector<double> thresholds = task.scores;
  std::sort(thresholds.rbegin(), thresholds.rend());
  thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
  ASSERT_EQ(roc.size(), thresholds.size() + 1);
  ASSERT_EQ(precision_recall.size(), roc.size());
  for (std::size_t t = 0; t < thresholds.size(); ++t) {
    double called[2] = {0, 0};
    double all[2] = {0, 0};
    for (std::size_t i = 0; i < task.labels.size(); ++i) {
      all[task.labels[i]] += 1;
      called[task.labels[i]] += task.scores[i] >= thresholds[t] ? 1 : 0;
    }
    EXPECT_DOUBLE_EQ(roc[t + 1].x, called[0] / all[0]);
    EXPECT_DOUBLE_EQ(roc[t + 1].y, called[1] / all[1]);
    EXPECT_DOUBLE_EQ(precision_recall[t + 1].x, called[1] / all[1]);
    EXPECT_DOUBLE_EQ(precision_recall[t + 1].y, called[1] / (called[0] + called[1]));
  }
}

TEST(ClassificationCurves, AreEmptyWithoutBothClasses) {
  EXPECT_TRUE(roc_curve({1, 2}, {1, 1}).empty());
  EXPECT_TRUE(precision_recall_curve({1, kNan}, {1, 0}).empty());
  EXPECT_THROW(roc_curve({1}, {2}), Error);
}

}  // namespace
}  // namespace siskin::score
