#include "siskin/attribute/completeness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace siskin {
namespace {

using attribute::completeness_rows;
using attribute::CompletenessTally;
using attribute::RecordResult;
using attribute::ReportNames;
using testing::HasSubstr;

// Two models, two references, two outputs: the cell (m,r,k) of sums is 100 m + 10 r + k.
RecordResult numbered() {
  RecordResult result;
  for (const double m : {0.0, 1.0}) {
    for (const double k : {0.0, 1.0}) result.prediction_mk.push_back(1000 * m + k);
    for (const double r : {0.0, 1.0}) {
      for (const double k : {0.0, 1.0}) {
        result.sum_mrk.push_back(100 * m + 10 * r + k);
        result.reference_mrk.push_back(-result.sum_mrk.back());
        result.magnitude_mrk.push_back(50);
      }
    }
  }
  return result;
}

const ReportNames kNames{{"binding", "open"}, {"a.pt", "b.pt"}, {"0", "r2"}};

TEST(CompletenessRows, HaveOneForEachOutputModelAndReference) {
  const auto rows = completeness_rows("s", numbered(), kNames);
  ASSERT_EQ(rows.size(), 8U);
  EXPECT_EQ(rows[0].output, "binding@a.pt");
  EXPECT_EQ(rows[0].reference, "0");
  EXPECT_EQ(rows[1].reference, "r2");
  EXPECT_EQ(rows[2].output, "binding@b.pt");
  const auto& last = rows[7];  // m = r = k = 1
  EXPECT_EQ(last.sequence, "s");
  EXPECT_EQ(last.output, "open@b.pt");
  EXPECT_EQ(last.prediction, 1001);
  EXPECT_EQ(last.sum, 111);
  EXPECT_EQ(last.reference_prediction, -111);
  EXPECT_EQ(last.residual, 111 - (1001 + 111));
  EXPECT_EQ(last.relative_residual, 1001.0 / 50);
  EXPECT_EQ(last.engine, "");
}

TEST(CompletenessRows, TellTheEngineOfEachModel) {
  auto result = numbered();
  result.engine_m = {"plain", "incremental"};
  const auto rows = completeness_rows("s", result, kNames);
  EXPECT_EQ(rows[0].engine, "plain");        // binding@a.pt
  EXPECT_EQ(rows[7].engine, "incremental");  // open@b.pt
}

TEST(CompletenessRows, DoNotNameASingleModel) {
  RecordResult result;
  result.prediction_mk = {0.5};
  const auto rows = completeness_rows("s", result, {{"binding"}, {"a.pt"}, {}});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].output, "binding");
  EXPECT_EQ(rows[0].reference, "NA");
  EXPECT_EQ(rows[0].prediction, 0.5);
  EXPECT_FALSE(rows[0].sum.has_value());
  EXPECT_FALSE(rows[0].relative_residual.has_value());
}

RecordResult with_residual(double residual, double magnitude) {
  RecordResult result;
  result.prediction_mk = {2};
  result.reference_mrk = {0.5};
  result.sum_mrk = {1.5 + residual};
  result.magnitude_mrk = {magnitude};
  return result;
}

const ReportNames kSingle{{"binding"}, {"a.pt"}, {"0"}};

TEST(CompletenessRows, DivideByAMillionthAtLeast) {
  EXPECT_DOUBLE_EQ(*completeness_rows("s", with_residual(-0.25, 0), kSingle)[0].relative_residual,
                   0.25e6);
  EXPECT_DOUBLE_EQ(*completeness_rows("s", with_residual(-0.25, 0.5), kSingle)[0].relative_residual,
                   0.5);
}

TEST(CompletenessTally, CountsWhatMissesAndNamesTheWorst) {
  CompletenessTally tally(0.1);
  EXPECT_FALSE(tally.missed());
  tally.add(completeness_rows("good", with_residual(0.1, 2), kSingle));
  EXPECT_FALSE(tally.missed());
  tally.add(completeness_rows("worst", with_residual(-1, 2), kSingle));
  tally.add(completeness_rows("bad", with_residual(0.25, 1), kSingle));
  EXPECT_TRUE(tally.missed());
  EXPECT_THAT(tally.summary(), HasSubstr("2 of 3 sums of contributions (2 of 3 sequences)"));
  EXPECT_THAT(tally.summary(),
              HasSubstr("worst, output binding, reference 0: relative residual 0.5"));
}

TEST(CompletenessTally, TakesNoNumberForAMiss) {
  CompletenessTally tally(0.1);
  tally.add(completeness_rows("lost", with_residual(std::nan(""), 1), kSingle));
  tally.add(completeness_rows("bad", with_residual(9, 1), kSingle));
  EXPECT_THAT(tally.summary(), HasSubstr("the worst is lost"));
}

TEST(CompletenessTally, IsSilentWithoutTolerance) {
  CompletenessTally tally(std::nullopt);
  tally.add(completeness_rows("s", with_residual(9, 1), kSingle));
  EXPECT_FALSE(tally.missed());
}

}  // namespace
}  // namespace siskin
