#include "siskin/model/incremental_rows.hpp"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace siskin::model {
namespace {

// Base 0 1 2 ... 9, two features, the second 100 more; two windows of width 2 hold -1 and -2.
Patches patched_count() {
  Patches patches;
  const auto count = at::arange(10, at::kDouble);
  patches.base_lf = at::stack({count, count + 100}, 1).contiguous();
  patches.values_nwf =
      at::cat({at::full({1, 2, 2}, -1.0, at::kDouble), at::full({1, 2, 2}, -2.0, at::kDouble)});
  patches.starts_n = {3, 8};
  return patches;
}

double cell(const at::Tensor& tensor, std::int64_t n, std::int64_t w, std::int64_t f) {
  return tensor[n][w][f].item<double>();
}

TEST(IncrementalRows, ReadsWindowsWithThePatchWrittenInAndFillBeyondTheEnds) {
  const auto windows = read_windows(patched_count(), {1, 7}, 4, 1, 50);
  EXPECT_EQ(cell(windows, 0, 0, 0), 1);
  EXPECT_EQ(cell(windows, 0, 1, 1), 102);
  EXPECT_EQ(cell(windows, 0, 2, 0), -1);
  EXPECT_EQ(cell(windows, 1, 0, 1), 107);
  EXPECT_EQ(cell(windows, 1, 2, 1), -2);
  EXPECT_EQ(cell(windows, 1, 3, 0), 50);
}

TEST(IncrementalRows, StepsOverPositions) {
  const auto windows = read_windows(patched_count(), {0, 0}, 3, 4, 0);
  EXPECT_EQ(cell(windows, 0, 1, 0), -1);
  EXPECT_EQ(cell(windows, 1, 1, 0), 4);
  EXPECT_EQ(cell(windows, 1, 2, 0), -2);
}

TEST(IncrementalRows, TakesDifferencesFromTheBase) {
  const auto difference = differences(patched_count());
  EXPECT_EQ(cell(difference, 0, 1, 0), -5);
  EXPECT_EQ(cell(difference, 1, 0, 1), -110);
}

TEST(IncrementalRows, SpreadsProductsOverThePositionsThatSeeThem) {
  // Two taps with a padding of 1: input i is seen by results i + 1 (tap 0) and i (tap 1).
  const auto products = at::arange(1, 5, at::kDouble).view({1, 2, 2, 1});
  const auto sums = at::zeros({1, 3, 1}, at::kDouble);
  const std::vector<std::int64_t> from{4};
  spread({{1, 1, 1, 2}, from, from}, products, sums);
  EXPECT_EQ(cell(sums, 0, 0, 0), 2);
  EXPECT_EQ(cell(sums, 0, 1, 0), 1 + 4);
  EXPECT_EQ(cell(sums, 0, 2, 0), 3);
}

TEST(IncrementalRows, PoolsWhatAPatchedSequenceHolds) {
  const PositionMap map{2, 1, 1, 3};
  const auto maxima = max_windows(patched_count(), map, {0, 3}, 2);
  EXPECT_EQ(cell(maxima, 0, 0, 0), 1);  // positions 0, 1
  EXPECT_EQ(cell(maxima, 0, 1, 0), 2);  // 1, 2, 3 patched
  EXPECT_EQ(cell(maxima, 1, 1, 1), 107);
  const auto sums = sum_windows(patched_count(), map, {0, 3}, at::full({5}, 0.5, at::kDouble), 2);
  EXPECT_EQ(cell(sums, 0, 0, 0), 0.5);
  EXPECT_EQ(cell(sums, 0, 1, 0), 1);  // (1 + 2 - 1) / 2
  EXPECT_EQ(cell(sums, 1, 1, 0), (7 - 4) / 2.0);
}

TEST(IncrementalRows, KeepsTheLargestBeforeAndBehind) {
  const auto values = at::tensor({0.0, -2.0, -1.0}).view({3, 1});
  const double none = -std::numeric_limits<double>::infinity();
  const auto before = maxima_before(values);
  const auto behind = maxima_behind(values);
  EXPECT_TRUE(at::equal(before.view({-1}), at::tensor({none, 0.0, 0.0, 0.0})));
  EXPECT_TRUE(at::equal(behind.view({-1}), at::tensor({0.0, -1.0, -1.0, none})));
}

TEST(IncrementalRows, KeepsANumberThatIsNone) {
  const auto values = at::tensor({1.0, std::nan(""), 2.0}).view({3, 1});
  EXPECT_TRUE(std::isnan(maxima_before(values)[3][0].item<double>()));
  EXPECT_TRUE(std::isnan(maxima_behind(values)[0][0].item<double>()));
}

TEST(IncrementalRows, AddsChosenRowsToWindowsOfTheBase) {
  const auto additions = at::arange(8, at::kDouble).view({2, 2, 2}).contiguous();
  const auto windows = base_plus(patched_count().base_lf, {3, 0}, additions, {1, 0});
  EXPECT_EQ(cell(windows, 0, 0, 0), 3 + 4);
  EXPECT_EQ(cell(windows, 0, 1, 1), 104 + 7);
  EXPECT_EQ(cell(windows, 1, 0, 1), 100 + 1);
}

TEST(IncrementalRows, WritesAWindowOverTheBase) {
  const auto base = patched_count().base_lf.clone();
  write_window(at::full({2, 2}, -7.0, at::kDouble), 3, base);
  EXPECT_EQ(base[2][1].item<double>(), 102);
  EXPECT_EQ(base[3][0].item<double>(), -7);
  EXPECT_EQ(base[4][1].item<double>(), -7);
  EXPECT_EQ(base[5][0].item<double>(), 5);
}

}  // namespace
}  // namespace siskin::model
