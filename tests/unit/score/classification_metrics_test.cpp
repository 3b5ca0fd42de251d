#include "siskin/score/classification_metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "siskin/score/classification.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::score {
namespace {

using Values = std::vector<double>;

const Values kClassProbabilities = {.1, .4, .35, .8, .4, .2, .4, .9, .05, .35, .6, .1};
const std::vector<int> kClassLabels = {0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};

std::map<std::string, double> by_name(const TaskMetrics& metrics, const Values& weights) {
  std::map<std::string, double> result;
  const auto values = metrics.values(weights);
  for (std::size_t i = 0; i < values.size(); ++i) result[metrics.names()[i]] = values[i];
  return result;
}

std::map<std::string, double> twelve(const ClassificationSettings& settings) {
  const ClassificationMetrics metrics({kClassProbabilities, kClassProbabilities, kClassLabels},
                                      settings);
  return by_name(metrics, Values(12, 1));
}

// Values by the definitions, written out in Python.
TEST(ClassificationMetrics, AgreeWithTheDefinitions) {
  const auto found = twelve({0.4, 3, 5});
  EXPECT_NEAR(found.at("auroc"), 29.5 / 35, 1e-14);
  EXPECT_NEAR(found.at("aupr"), 0.795833333333333, 1e-14);
  EXPECT_NEAR(found.at("average_precision"), 0.791666666666667, 1e-14);
  EXPECT_NEAR(found.at("aupr_corrected"), 0.635714285714286, 1e-14);
  EXPECT_NEAR(found.at("average_precision_corrected"), 0.631428571428571, 1e-14);
  // 4 true and 2 false positives, 5 true and 1 false negatives
  EXPECT_NEAR(found.at("accuracy"), 9.0 / 12, 1e-15);
  EXPECT_NEAR(found.at("precision"), 4.0 / 6, 1e-15);
  EXPECT_NEAR(found.at("recall"), 4.0 / 5, 1e-15);
  EXPECT_NEAR(found.at("specificity"), 5.0 / 7, 1e-15);
  EXPECT_NEAR(found.at("f1"), 8.0 / 11, 1e-15);
  EXPECT_NEAR(found.at("mcc"), 0.50709255283711, 1e-14);
  EXPECT_NEAR(found.at("brier"), 0.158125, 1e-15);
  EXPECT_NEAR(found.at("calibration_error"), 0.170833333333333, 1e-14);
  EXPECT_NEAR(found.at("log_loss"), log_loss(kClassProbabilities, kClassLabels), 1e-14);
}

TEST(ClassificationMetrics, HaveCorrectedAreasOnlyWhenAsked) {
  EXPECT_EQ(twelve({}).count("aupr_corrected"), 0U);
  const auto one = twelve({0.5, 1, 10});
  EXPECT_DOUBLE_EQ(one.at("aupr_corrected"), one.at("aupr"));
}

TEST(ClassificationMetrics, KnowOnlyTheOrderOfValues) {
  const ClassificationMetrics metrics({{-3, 5, 2}, {}, {0, 1, 1}}, {});
  EXPECT_THAT(metrics.names(), testing::ElementsAre("auroc", "aupr", "average_precision"));
  EXPECT_THAT(metrics.values({1, 1, 1}), testing::ElementsAre(1, 1, 1));
  EXPECT_TRUE(metrics.log_losses().empty());
}

TEST(ClassificationMetrics, GiveWithWeightsWhatRepeatedItemsGive) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    util::Random random(seed);
    BinaryTask plain;
    BinaryTask repeated;
    Values weights;
    for (std::size_t i = 0; i < 30; ++i) {
      const double p = static_cast<double>(random.below(9)) / 8;
      const int label = i < 2 ? static_cast<int>(i) : static_cast<int>(random.below(2));
      weights.push_back(i < 2 ? 1 : static_cast<double>(random.below(4)));
      plain.scores.push_back(p);
      plain.labels.push_back(label);
      for (double copy = 0; copy < weights.back(); ++copy) {
        repeated.scores.push_back(p);
        repeated.labels.push_back(label);
      }
    }
    plain.probabilities = plain.scores;
    repeated.probabilities = repeated.scores;
    const ClassificationSettings settings{0.5, 7, 4};
    const ClassificationMetrics twice(repeated, settings);
    const auto expected = by_name(twice, Values(repeated.labels.size(), 1));
    for (const auto& [name, value] : by_name(ClassificationMetrics(plain, settings), weights))
      EXPECT_NEAR(value, expected.at(name), 1e-12) << name << " seed " << seed;
    EXPECT_NEAR(expected.at("auroc"), auroc(repeated.scores, repeated.labels), 1e-12);
    EXPECT_NEAR(expected.at("aupr"), aupr_trapezoid(repeated.scores, repeated.labels), 1e-12);
  }
}

TEST(ClassificationMetrics, AreNotDefinedWhereAClassOrACallIsAbsent) {
  const ClassificationMetrics metrics({{0.2, 0.3}, {0.2, 0.3}, {0, 1}}, {});
  const auto both = by_name(metrics, {1, 1});
  EXPECT_TRUE(std::isnan(both.at("precision")));  // nothing is called positive
  EXPECT_TRUE(std::isnan(both.at("mcc")));
  EXPECT_EQ(both.at("recall"), 0);
  const auto negatives = by_name(metrics, {2, 0});
  EXPECT_TRUE(std::isnan(negatives.at("auroc")));
  EXPECT_TRUE(std::isnan(negatives.at("recall")));
  EXPECT_EQ(negatives.at("specificity"), 1);
  for (const auto& [name, value] : by_name(metrics, {0, 0})) EXPECT_TRUE(std::isnan(value)) << name;
}

TEST(ClassificationMetrics, AverageTheirParts) {
  const ClassificationMetrics metrics({kClassProbabilities, kClassProbabilities, kClassLabels}, {});
  const auto found = by_name(metrics, Values(12, 1));
  double sum = 0;
  for (const double part : metrics.squared_errors()) sum += part;
  EXPECT_NEAR(sum / 12, found.at("brier"), 1e-15);
  EXPECT_NEAR(metrics.log_losses()[3], -std::log(0.8), 1e-15);
  EXPECT_EQ(metrics.hits()[1], 0);
}

TEST(ClassificationMetrics, RefuseWhatIsNoTask) {
  const auto make = [](const BinaryTask& task) { return ClassificationMetrics(task, {}).size(); };
  EXPECT_THROW(make({{1, 2}, {}, {0}}), Error);
  EXPECT_THROW(make({{1}, {1.5}, {1}}), Error);
}

}  // namespace
}  // namespace siskin::score
