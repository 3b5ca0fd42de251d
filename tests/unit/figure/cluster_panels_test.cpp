#include "siskin/figure/cluster_panels.hpp"

#include <gmock/gmock.h>

#include "siskin/figure/palette.hpp"
#include "siskin/util/error.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin::figure {
namespace {

using testing::Contains;
using testing::HasSubstr;

ClusterPanel panel_of(const std::string& title, std::vector<double> shares) {
  ClusterPanel panel;
  panel.title = title;
  panel.note = "4 members";
  panel.shares = std::move(shares);
  panel.motifs.query = {title, "", {{1, 0, 0, 0}, {0, 1, 0, 0}}, 20};
  return panel;
}

ClusterPanelsStyle two_models() {
  ClusterPanelsStyle style;
  style.models = {"CNN", "MLP"};
  return style;
}

std::vector<test::Element> share_bars(const std::vector<test::Element>& all) {
  std::vector<test::Element> bars;
  for (const auto& rect : test::elements(all, "rect")) {
    if (rect.groups == "/cluster/shares") bars.push_back(rect);
  }
  return bars;
}

TEST(ClusterPanels, DrawsSharesAsPartsOfABar) {
  const auto all =
      test::read_svg(cluster_panels({panel_of("cluster0", {0.75, 0.25})}, two_models()));
  const auto bars = share_bars(all);
  ASSERT_EQ(bars.size(), 2U);
  EXPECT_NEAR(bars[0].number("width"), 3 * bars[1].number("width"), 0.05);
  EXPECT_NEAR(bars[1].number("x"), bars[0].number("x") + bars[0].number("width"), 0.02);
  EXPECT_EQ(bars[1].attributes.at("fill"), series_colour(1));
  EXPECT_THAT(test::texts(all),
              testing::IsSupersetOf({"cluster0", "4 members", "75 : 25 %", "CNN", "MLP"}));
}

TEST(ClusterPanels, LeavesOutModelsWithoutAShareAndBarsOfOneModel) {
  const auto all = test::read_svg(cluster_panels({panel_of("cluster0", {0, 1})}, two_models()));
  ASSERT_EQ(share_bars(all).size(), 1U);
  EXPECT_EQ(share_bars(all)[0].attributes.at("fill"), series_colour(1));
  ClusterPanelsStyle style;
  style.models = {"CNN"};
  const auto alone = test::read_svg(cluster_panels({panel_of("cluster0", {1})}, style));
  EXPECT_TRUE(share_bars(alone).empty());
  EXPECT_THAT(test::texts(alone), testing::Not(Contains("CNN")));
}

TEST(ClusterPanels, PutsKnownMotifsBelow) {
  auto panel = panel_of("cluster0", {0.5, 0.5});
  panel.motifs.target = {"MA1", "Known", {{0, 1, 0, 0}}, 20};
  panel.motifs.offset = -1;
  const auto all =
      test::read_svg(cluster_panels({panel, panel_of("cluster1", {1, 0})}, two_models()));
  EXPECT_EQ(test::elements(all, "path").size(), 5U);
  EXPECT_THAT(test::texts(all), Contains("Known MA1"));
}

TEST(ClusterPanels, StandInAGrid) {
  const auto tops = [](std::int64_t columns) {
    auto style = two_models();
    style.columns = columns;
    std::vector<double> found;
    for (const auto& bar : share_bars(test::read_svg(cluster_panels(
             {panel_of("a", {1, 0}), panel_of("b", {1, 0}), panel_of("c", {1, 0})}, style))))
      found.push_back(bar.number("y"));
    return found;
  };
  const auto wide = tops(2);
  ASSERT_EQ(wide.size(), 3U);
  EXPECT_EQ(wide[0], wide[1]);
  EXPECT_LT(wide[1], wide[2]);
  EXPECT_EQ(tops(9)[2], tops(9)[0]);
}

TEST(ClusterPanels, RefusesSharesThatAreNone) {
  const auto refused = [](const std::vector<ClusterPanel>& panels) {
    try {
      cluster_panels(panels, two_models());
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("drawn");
  };
  EXPECT_THAT(refused({}), HasSubstr("no cluster"));
  EXPECT_THAT(refused({panel_of("a", {1})}), HasSubstr("1 shares, expected one for each of 2"));
  EXPECT_THAT(refused({panel_of("a", {1.5, 0})}), HasSubstr("not from 0 to 1"));
  auto panel = panel_of("a", {1, 0});
  panel.motifs.query.rows.clear();
  EXPECT_THAT(refused({panel}), HasSubstr("no positions"));
}

}  // namespace
}  // namespace siskin::figure
