#include "siskin/figure/axis.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::ElementsAre;

TEST(TicksCovering, StandAtRoundNumbersAroundTheRange) {
  const auto ticks = ticks_covering(0.13, 0.87, 5);
  EXPECT_THAT(ticks.values, ElementsAre(0, 0.2, 0.4, 0.6, 0.8, 1));
  EXPECT_THAT(ticks.labels, ElementsAre("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"));
}

TEST(TicksCovering, AddNothingToARangeThatEndsOnTicks) {
  EXPECT_THAT(ticks_covering(0, 10, 5).values, ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(ticks_covering(0.1, 0.3, 2).values, ElementsAre(0.1, 0.2, 0.3));
}

TEST(TicksCovering, WriteATrueMinusSign) {
  EXPECT_THAT(ticks_covering(-1, 1, 2).labels, ElementsAre("\u22121", "0", "1"));
}

TEST(TicksCovering, GiveVerySmallAndLargeNumbersAnExponent) {
  const auto small = ticks_covering(0, 4e-5, 4);
  EXPECT_EQ(small.exponent, -5);
  EXPECT_THAT(small.labels, ElementsAre("0", "1", "2", "3", "4"));
  const auto large = ticks_covering(0, 2e6, 4);
  EXPECT_EQ(large.exponent, 6);
  EXPECT_THAT(large.labels, ElementsAre("0.0", "0.5", "1.0", "1.5", "2.0"));
}

TEST(TicksCovering, WidenAnEmptyRange) {
  const auto ticks = ticks_covering(0.7, 0.7, 5);
  EXPECT_LT(ticks.low(), 0.7);
  EXPECT_GT(ticks.high(), 0.7);
  EXPECT_LT(ticks_covering(0, 0, 5).low(), 0);
}

TEST(TicksCovering, EncloseAnyRangeInStepsOfOneTwoOrFive) {
  util::Random random(7);
  for (int trial = 0; trial < 2000; ++trial) {
    const double size = std::pow(10, 12 * random.uniform() - 6);
    const double low = size * (random.uniform() - 0.5);
    const double high = low + size * (0.01 + random.uniform());
    const auto ticks = ticks_covering(low, high, 5);
    ASSERT_LE(ticks.low(), low + 1e-6 * size);
    ASSERT_GE(ticks.high(), high - 1e-6 * size);
    ASSERT_GE(ticks.values.size(), 3U);
    ASSERT_LE(ticks.values.size(), 11U);
    const double step = ticks.values[1] - ticks.values[0];
    const double lead = step / std::pow(10, std::floor(std::log10(step) + 1e-6));
    ASSERT_TRUE(std::abs(lead - 1) < 1e-6 || std::abs(lead - 2) < 1e-6 || std::abs(lead - 5) < 1e-6)
        << step;
  }
}

TEST(TicksCovering, RefuseWhatIsNoRange) {
  EXPECT_THROW(ticks_covering(1, 0, 5), Error);
  EXPECT_THROW(ticks_covering(0, std::numeric_limits<double>::quiet_NaN(), 5), Error);
  EXPECT_THROW(ticks_covering(0, std::numeric_limits<double>::infinity(), 5), Error);
  EXPECT_THROW(ticks_covering(-1e308, 1e308, 5), Error);
  EXPECT_THROW(ticks_within(-1e308, 1e308, 5), Error);
  EXPECT_THROW(ticks_covering(1.7e308, 1.7e308, 5), Error);
}

TEST(TicksCovering, AreFewForTheLargestAndSmallestNumbers) {
  for (const double size : {1e300, 1e-290, 1e-305, std::numeric_limits<double>::denorm_min()}) {
    const auto ticks = ticks_covering(-size, size, 5);
    EXPECT_LE(ticks.values.size(), 8U) << size;
    EXPECT_LE(ticks.low(), -size);
    EXPECT_GE(ticks.high(), size);
    for (const double value : ticks.values) EXPECT_TRUE(std::isfinite(value)) << size;
  }
}

TEST(TicksWithin, StayInsideAndHoldZero) {
  EXPECT_THAT(ticks_within(-0.13, 0.87, 4).values, ElementsAre(0, 0.2, 0.4, 0.6, 0.8));
  EXPECT_THAT(ticks_within(3, 97, 5).values, ElementsAre(20, 40, 60, 80));
}

TEST(WithExponent, WritesAPowerOfTenBehindTheLabel) {
  EXPECT_EQ(with_exponent("loss", 0), "loss");
  EXPECT_EQ(with_exponent("loss", -12), "loss (\u00d710\u207b\u00b9\u00b2)");
  EXPECT_EQ(with_exponent("", 6), "(\u00d710\u2076)");
}

TEST(LinearScale, MapsTheEndsOntoTheEnds) {
  const LinearScale scale{-1, 3, 100, 20};
  EXPECT_DOUBLE_EQ(scale(-1), 100);
  EXPECT_DOUBLE_EQ(scale(3), 20);
  EXPECT_DOUBLE_EQ(scale(1), 60);
}

TEST(DrawLeftAxis, PutsTicksAndLabelsAtTheirValues) {
  Svg svg;
  draw_left_axis(svg, {0, 2, 100, 0}, ticks_covering(0, 2, 2), 40, "bits");
  const auto all = test::read_svg(svg.document(100, 110, "t", ""));
  const auto lines = test::elements(all, "line");
  ASSERT_EQ(lines.size(), 4U);  // the axis and three ticks
  EXPECT_EQ(lines[1].number("y1"), 100);
  EXPECT_EQ(lines[2].number("y1"), 50);
  EXPECT_EQ(lines[3].number("y1"), 0);
  EXPECT_THAT(test::texts(all), ElementsAre("0", "1", "2", "bits"));
}

TEST(DrawBottomAxis, PutsTicksAndLabelsAtTheirValues) {
  Svg svg;
  draw_bottom_axis(svg, {0, 10, 0, 100}, ticks_covering(0, 10, 2), 50, "epoch");
  const auto all = test::read_svg(svg.document(100, 110, "t", ""));
  EXPECT_EQ(test::elements(all, "line")[2].number("x1"), 50);
  EXPECT_THAT(test::texts(all), ElementsAre("0", "5", "10", "epoch"));
}

TEST(DrawGrid, CrossesThePlotAtTheTicks) {
  Svg svg;
  draw_grid(svg, {0, 2, 100, 0}, ticks_covering(0, 2, 2), {10, 0, 200, 100});
  const auto lines = test::elements(test::read_svg(svg.document(300, 110, "t", "")), "line");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[1].number("x1"), 10);
  EXPECT_EQ(lines[1].number("x2"), 210);
  EXPECT_EQ(lines[1].number("y1"), lines[1].number("y2"));
}

TEST(PositionTicks, HaveAtLeastOneOnNarrowPlots) {
  for (std::int64_t count = 1; count < 60; ++count) {
    for (std::int64_t start = 0; start < 60; ++start) {
      const auto ticks = position_ticks(start, count, 20);
      ASSERT_FALSE(ticks.values.empty()) << start << ' ' << count;
      EXPECT_GE(ticks.low(), static_cast<double>(start));
      EXPECT_LT(ticks.high(), static_cast<double>(start + count));
    }
  }
}

TEST(PositionTicks, AreWholeAndWithinThePositions) {
  for (const std::int64_t count : {1, 2, 3, 7, 100, 20000}) {
    for (const std::int64_t start : {0, 99, 123456789}) {
      const auto ticks = position_ticks(start, count, 900);
      ASSERT_FALSE(ticks.values.empty()) << start << ' ' << count;
      EXPECT_EQ(ticks.exponent, 0);
      for (std::size_t i = 0; i < ticks.values.size(); ++i) {
        EXPECT_GE(ticks.values[i], static_cast<double>(start));
        EXPECT_LT(ticks.values[i], static_cast<double>(start + count));
        EXPECT_EQ(ticks.labels[i], std::to_string(std::llround(ticks.values[i])));
        EXPECT_EQ(ticks.values[i], std::floor(ticks.values[i]));
      }
    }
  }
}

}  // namespace
}  // namespace siskin::figure
