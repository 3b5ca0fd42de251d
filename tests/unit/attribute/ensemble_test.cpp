#include "siskin/attribute/ensemble.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

#include "siskin/util/error.hpp"
#include "unit/attribute/records.hpp"

namespace siskin {
namespace {

using attribute::combine;
using attribute::MapKind;
using attribute::Reduction;
using attribute::ResultParts;
using gradient::Explanation;
using testing::ElementsAre;
using testing::IsEmpty;

// K = 2 outputs; the cell (n,k,c,l) of "AC", "GT" is scale times its number from 1.
Explanation counting(double scale) {
  Explanation found;
  found.map_nkcl = (torch::arange(1, 33, torch::kFloat) * scale).view({2, 2, 4, 2});
  found.prediction_nk = torch::tensor({1.0, 2.0, 3.0, 4.0}, torch::kDouble).view({2, 2}) * scale;
  return found;
}

ResultParts everything() {
  ResultParts parts;
  parts.maps = parts.tracks = parts.spread_maps = parts.spread_tracks = true;
  return parts;
}

TEST(Combine, TakesOneModelAsItIs) {
  ResultParts parts;
  parts.maps = parts.tracks = true;
  const auto batch = test::make_batch({"AC", "GT"});
  const auto results = combine(batch, {counting(1)}, MapKind::kGradient, parts);
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[1].maps_kcl.front(), 17);
  EXPECT_EQ(results[1].maps_kcl.size(), 16U);
  // Of the first output A at 0 is cell 1, C at 1 is cell 4; of the second 8 more.
  EXPECT_THAT(results[0].tracks_kl, ElementsAre(1, 4, 9, 12));
  EXPECT_THAT(results[1].tracks_kl, ElementsAre(21, 24, 29, 32));
  EXPECT_THAT(results[1].prediction_mk, ElementsAre(3, 4));
  EXPECT_THAT(results[0].spread_maps_kcl, IsEmpty());
  EXPECT_THAT(results[0].sum_mrk, IsEmpty());
}

TEST(Combine, GivesMeanAndSpreadOfAnEnsemble) {
  const auto batch = test::make_batch({"AC", "GT"});
  const auto results =
      combine(batch, {counting(1), counting(2), counting(6)}, MapKind::kGradient, everything());
  EXPECT_THAT(results[0].tracks_kl, ElementsAre(3, 12, 27, 36));
  EXPECT_EQ(results[1].maps_kcl.back(), 96);
  const float deviation = std::sqrt(7.0F);  // of 1, 2, 6 with n - 1
  EXPECT_FLOAT_EQ(results[0].spread_maps_kcl[1], 2 * deviation);
  EXPECT_FLOAT_EQ(results[0].spread_tracks_kl[3], 12 * deviation);
  EXPECT_THAT(results[0].prediction_mk, ElementsAre(1, 2, 2, 4, 6, 12));
}

TEST(Combine, SpreadsTheTracksOfTheModelsAndNotTheirMean) {
  ResultParts parts;
  parts.tracks = parts.spread_tracks = true;
  parts.reduction = Reduction::kMaxAbs;
  const auto batch = test::make_batch({"AC", "GT"});
  const auto results = combine(batch, {counting(1), counting(-1)}, MapKind::kGradient, parts);
  EXPECT_THAT(results[0].tracks_kl, ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(results[0].spread_tracks_kl, ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(results[0].maps_kcl, IsEmpty());
}

TEST(Combine, KeepsTheSumsOfEachModel) {
  auto found = counting(1);
  found.reference_prediction_nrk = torch::arange(12, torch::kDouble).view({2, 3, 2});
  found.sum_nrk = found.reference_prediction_nrk + 100;
  found.magnitude_nrk = found.reference_prediction_nrk + 200;
  const auto batch = test::make_batch({"AC", "GT"});
  const auto results = combine(batch, {found, found}, MapKind::kContribution, everything());
  EXPECT_THAT(results[1].sum_mrk,
              ElementsAre(106, 107, 108, 109, 110, 111, 106, 107, 108, 109, 110, 111));
  EXPECT_EQ(results[0].reference_mrk[1], 1);
  EXPECT_EQ(results[0].magnitude_mrk.back(), 205);
}

TEST(Combine, RefusesAReductionOfAnotherMap) {
  auto parts = everything();
  parts.reduction = Reduction::kMeanAlternatives;
  EXPECT_THROW(combine(test::make_batch({"AC", "GT"}), {counting(1), counting(2)},
                       MapKind::kGradient, parts),
               UsageError);
}

}  // namespace
}  // namespace siskin
