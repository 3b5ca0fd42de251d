#include "siskin/figure/motif_matches.hpp"

#include <algorithm>
#include <cstddef>

#include "siskin/figure/svg.hpp"
#include "siskin/figure/text_width.hpp"
#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

constexpr double kMargin = 12;
constexpr double kTitleHeight = 22;
constexpr double kGap = 20;
constexpr double kTitleText = 12;

void check(const std::vector<MotifPair>& pairs) {
  if (pairs.empty()) throw Error("motif matches: found no motif, expected at least one");
  for (const auto& pair : pairs) check_motif_pair(pair, "motif matches");
}

/// `at` is where the logo of the query, or what reaches out of it to the left, begins.
void draw_pair(Svg& svg, const MotifPair& pair, Point at, const LogoSize& size) {
  svg.open_group("match");
  svg.text({at.x, at.y + kTitleHeight - 9}, motif_title(pair.query),
           {kTitleText, Anchor::kStart, true, kInk, 0});
  draw_motif_pair(svg, pair, {at.x, at.y + kTitleHeight}, size);
  svg.close_group();
}

std::string page_title(const std::vector<MotifPair>& pairs) {
  const auto count = std::count_if(pairs.begin(), pairs.end(),
                                   [](const MotifPair& pair) { return !pair.target.rows.empty(); });
  if (count == 0) return "Motifs without a match";
  return "Motifs above their " + std::to_string(count) + (count == 1 ? " match" : " matches");
}

}  // namespace

std::string motif_matches(const std::vector<MotifPair>& pairs, const MotifMatchesStyle& style) {
  check(pairs);
  const LogoSize size{style.letter_width, style.height};
  double content = 0;
  double logos = 0;
  for (const auto& pair : pairs) {
    logos = std::max(logos, motif_pair_height(pair, size));
    content = std::max({content, motif_pair_width(pair, size),
                        text_width(motif_title(pair.query), kTitleText, true)});
  }
  const double axis = motif_pair_axis_width();
  const auto columns = std::min(static_cast<std::size_t>(style.columns), pairs.size());
  const auto rows = (pairs.size() + columns - 1) / columns;
  const double cell_width = axis + content + kGap;
  const double cell_height = kTitleHeight + logos + kGap;
  Svg svg;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::size_t row = i / columns;
    draw_pair(svg, pairs[i],
              {kMargin + static_cast<double>(i % columns) * cell_width + axis,
               kMargin + static_cast<double>(row) * cell_height},
              size);
  }
  const auto page = [](std::size_t count, double cell) {
    return 2 * kMargin + static_cast<double>(count) * cell - kGap;
  };
  return svg.document(page(columns, cell_width), page(rows, cell_height), page_title(pairs),
                      style.provenance);
}

}  // namespace siskin::figure
