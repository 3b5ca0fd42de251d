#include "siskin/figure/annotation.hpp"

#include <algorithm>

#include "siskin/figure/lanes.hpp"
#include "siskin/figure/palette.hpp"
#include "siskin/figure/text_width.hpp"

namespace siskin::figure {
namespace {

constexpr double kSiteHeight = 14;
constexpr double kLaneGap = 3;
constexpr double kSubsetHeight = 8;
constexpr double kLabelText = 9.5;
constexpr double kArrow = 4;
constexpr double kLabelAir = 6;  // air around a label inside its bar

std::string bar_path(const Box& box, char strand) {
  const double left = strand == '-' ? std::min(kArrow, box.width / 2) : 0;
  const double right = strand == '+' ? std::min(kArrow, box.width / 2) : 0;
  const double middle = box.y + box.height / 2;
  const auto point = [](double x, double y) { return coordinate(x) + ',' + coordinate(y); };
  return 'M' + point(box.x + left, box.y) + 'L' + point(box.right() - right, box.y) + 'L' +
         point(box.right(), right > 0 ? middle : box.y) + 'L' +
         point(box.right(), right > 0 ? middle : box.bottom()) + 'L' +
         point(box.right() - right, box.bottom()) + 'L' + point(box.x + left, box.bottom()) + 'L' +
         point(box.x, left > 0 ? middle : box.bottom()) + 'L' +
         point(box.x, left > 0 ? middle : box.y) + 'Z';
}

enum class LabelPlace { kInside, kRight, kLeft };

LabelPlace place_label(const Site& site, const LinearScale& x) {
  const double width = text_width(site.label, kLabelText);
  const double begin = x(static_cast<double>(site.start));
  const double end = x(static_cast<double>(site.end));
  if (width + kLabelAir + 2 * kArrow <= end - begin) return LabelPlace::kInside;
  return end + width + 4 <= x.to ? LabelPlace::kRight : LabelPlace::kLeft;
}

Extent site_extent(const Site& site, const LinearScale& x) {
  const double width = text_width(site.label, kLabelText) + 4;
  Extent extent{x(static_cast<double>(site.start)), x(static_cast<double>(site.end))};
  const auto place = place_label(site, x);
  if (place == LabelPlace::kRight) extent.end += width;
  if (place == LabelPlace::kLeft) extent.begin -= width;
  return extent;
}

void draw_site(Svg& svg, const Site& site, const LinearScale& x, double y) {
  const double begin = x(static_cast<double>(site.start));
  const double end = x(static_cast<double>(site.end));
  const auto& colour = series_colour(0);
  svg.path(bar_path({begin, y, end - begin, kSiteHeight}, site.strand), tint(colour, 0.28));
  const double baseline = y + kSiteHeight / 2 + 0.35 * kLabelText;
  switch (place_label(site, x)) {
    case LabelPlace::kInside:
      svg.text({(begin + end) / 2, baseline}, site.label,
               {kLabelText, Anchor::kMiddle, false, kInk, 0});
      break;
    case LabelPlace::kRight:
      svg.text({end + 4, baseline}, site.label, {kLabelText, Anchor::kStart, false, kInk, 0});
      break;
    case LabelPlace::kLeft:
      svg.text({begin - 4, baseline}, site.label, {kLabelText, Anchor::kEnd, false, kInk, 0});
      break;
  }
}

}  // namespace

std::vector<Site> clip_sites(const std::vector<Site>& sites, std::int64_t start, std::int64_t end) {
  std::vector<Site> kept;
  for (auto site : sites) {
    site.start = std::max(site.start, start);
    site.end = std::min(site.end, end);
    if (site.start < site.end) kept.push_back(site);
  }
  return kept;
}

std::vector<BlockSet> clip_blocks(const std::vector<BlockSet>& sets, std::int64_t start,
                                  std::int64_t end) {
  std::vector<BlockSet> kept;
  for (const auto& set : sets) {
    BlockSet clipped{set.label, {}};
    for (const auto& [first, last] : set.blocks) {
      if (std::max(first, start) < std::min(last, end)) {
        clipped.blocks.emplace_back(std::max(first, start), std::min(last, end));
      }
    }
    if (!clipped.blocks.empty()) kept.push_back(clipped);
  }
  return kept;
}

double draw_sites(Svg& svg, const std::vector<Site>& sites, const LinearScale& x, double top) {
  if (sites.empty()) return 0;
  std::vector<Extent> extents;
  extents.reserve(sites.size());
  for (const auto& site : sites) extents.push_back(site_extent(site, x));
  const auto lanes = assign_lanes(extents, 4);
  svg.open_group("sites");
  svg.text({x.from - 8, top + kSiteHeight / 2 + 0.35 * kLabelText}, "sites",
           {kLabelText, Anchor::kEnd, false, kQuiet, 0});
  for (std::size_t i = 0; i < sites.size(); ++i) {
    draw_site(svg, sites[i], x, top + static_cast<double>(lanes[i]) * (kSiteHeight + kLaneGap));
  }
  svg.close_group();
  const auto count = 1 + *std::max_element(lanes.begin(), lanes.end());
  return static_cast<double>(count) * (kSiteHeight + kLaneGap) - kLaneGap;
}

double draw_block_sets(Svg& svg, const std::vector<BlockSet>& sets, const LinearScale& x,
                       double top) {
  double y = top;
  svg.open_group("subsets");
  for (const auto& set : sets) {
    const double middle = y + kSubsetHeight / 2;
    svg.text({x.from - 8, middle + 0.35 * kLabelText}, set.label,
             {kLabelText, Anchor::kEnd, false, kQuiet, 0});
    svg.line({x(static_cast<double>(set.blocks.front().first)), middle},
             {x(static_cast<double>(set.blocks.back().second)), middle},
             {tint(series_colour(1), 0.55), 0.9, ""});
    for (const auto& [first, last] : set.blocks) {
      const double begin = x(static_cast<double>(first));
      svg.rect({begin, y, x(static_cast<double>(last)) - begin, kSubsetHeight}, series_colour(1));
    }
    y += kSubsetHeight + kLaneGap + 1;
  }
  svg.close_group();
  return sets.empty() ? 0 : y - top - kLaneGap - 1;
}

}  // namespace siskin::figure
