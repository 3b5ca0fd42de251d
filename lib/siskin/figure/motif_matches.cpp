#include "siskin/figure/motif_matches.hpp"

#include <algorithm>
#include <cstddef>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/sequence_logo.hpp"
#include "siskin/figure/svg.hpp"
#include "siskin/figure/text_width.hpp"
#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

constexpr double kMargin = 12;
constexpr double kTitleHeight = 22;
constexpr double kBetween = 24;  // between the logos, where the target's name stands
constexpr double kGap = 20;
constexpr double kTitleText = 12;
constexpr double kNoteText = 10.5;
constexpr double kTextGap = 8;
constexpr const char* kGround = "#f1f3f5";

/// Columns of a pair, 0 being the first position of the query.
struct Span {
  std::int64_t target_start;
  std::int64_t target_end;
  std::int64_t start;
  std::int64_t end;

  explicit Span(const MotifPair& pair)
      : target_start(-pair.offset),
        target_end(target_start + static_cast<std::int64_t>(pair.target.width())),
        start(std::min<std::int64_t>(0, target_start)),
        end(std::max(static_cast<std::int64_t>(pair.query.width()), target_end)) {}
  double columns() const { return static_cast<double>(end - start); }
};

std::string name_of(const seq::Motif& motif) {
  return motif.name.empty() || motif.name == motif.id ? motif.id : motif.name + " " + motif.id;
}

void check(const std::vector<MotifPair>& pairs) {
  if (pairs.empty()) throw Error("motif matches: found no match, expected at least one");
  for (const auto& pair : pairs) {
    for (const auto* motif : {&pair.query, &pair.target}) {
      if (motif->rows.empty())
        throw Error("motif matches: motif '" + motif->id + "' has no positions");
    }
    const Span span(pair);
    if (span.target_start >= static_cast<std::int64_t>(pair.query.width()) ||
        span.target_end <= 0) {
      throw Error("motif matches: found '" + pair.target.id + "' at offset " +
                  std::to_string(pair.offset) + " beside '" + pair.query.id +
                  "', expected a position in common");
    }
  }
}

void draw_logo(Svg& svg, const seq::Motif& motif, const Box& plot, double axis_x) {
  const auto ticks = logo_ticks(LogoScale::kBits);
  draw_left_axis(svg, {0, ticks.high(), plot.bottom(), plot.y}, ticks, axis_x - 3, "bits");
  draw_stacks(svg, motif, plot, LogoScale::kBits);
  svg.line({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, {kQuiet, 0.9, ""});
}

/// `at` is where the logo of the query, or what reaches out of it to the left, begins.
void draw_pair(Svg& svg, const MotifPair& pair, Point at, const MotifMatchesStyle& style) {
  const Span span(pair);
  const auto x_of = [&](std::int64_t column) {
    return at.x + static_cast<double>(column - span.start) * style.letter_width;
  };
  const auto query_end = static_cast<std::int64_t>(pair.query.width());
  const Box query = {x_of(0), at.y + kTitleHeight, x_of(query_end) - x_of(0), style.height};
  const Box target = {x_of(span.target_start), query.bottom() + kBetween,
                      x_of(span.target_end) - x_of(span.target_start), style.height};
  const double common = x_of(std::max<std::int64_t>(0, span.target_start));
  const double common_end = x_of(std::min(query_end, span.target_end));
  svg.open_group("match");
  for (const auto& logo : {query, target})
    svg.rect({common, logo.y, common_end - common, logo.height}, kGround);
  svg.text({at.x, query.y - 9}, name_of(pair.query), {kTitleText, Anchor::kStart, true, kInk, 0});
  draw_logo(svg, pair.query, query, at.x);
  const std::string name = name_of(pair.target);
  svg.text({at.x, target.y - 7}, name, {kNoteText, Anchor::kStart, true, kInk, 0});
  svg.text({at.x + text_width(name, kNoteText, true) + kTextGap, target.y - 7}, pair.note,
           {kNoteText, Anchor::kStart, false, kQuiet, 0});
  draw_logo(svg, pair.target, target, at.x);
  svg.close_group();
}

double content_width(const MotifPair& pair, const MotifMatchesStyle& style) {
  const double lower = text_width(name_of(pair.target), kNoteText, true) + kTextGap +
                       text_width(pair.note, kNoteText);
  return std::max({Span(pair).columns() * style.letter_width, lower,
                   text_width(name_of(pair.query), kTitleText, true)});
}

}  // namespace

std::string motif_matches(const std::vector<MotifPair>& pairs, const MotifMatchesStyle& style) {
  check(pairs);
  double content = 0;
  for (const auto& pair : pairs) content = std::max(content, content_width(pair, style));
  const double axis = left_axis_width(logo_ticks(LogoScale::kBits), true) + 3;
  const auto columns = std::min(static_cast<std::size_t>(style.columns), pairs.size());
  const auto rows = (pairs.size() + columns - 1) / columns;
  const double cell_width = axis + content + kGap;
  const double cell_height = kTitleHeight + 2 * style.height + kBetween + kGap;
  Svg svg;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    draw_pair(svg, pairs[i],
              {kMargin + static_cast<double>(i % columns) * cell_width + axis,
               kMargin + static_cast<double>(i / columns) * cell_height},
              style);
  }
  const auto page = [](std::size_t count, double size) {
    return 2 * kMargin + static_cast<double>(count) * size - kGap;
  };
  const std::string title = "Motifs above their " + std::to_string(pairs.size()) +
                            (pairs.size() == 1 ? " match" : " matches");
  return svg.document(page(columns, cell_width), page(rows, cell_height), title, style.provenance);
}

}  // namespace siskin::figure
