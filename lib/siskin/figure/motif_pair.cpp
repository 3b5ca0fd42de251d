#include "siskin/figure/motif_pair.hpp"

#include <algorithm>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/sequence_logo.hpp"
#include "siskin/figure/text_width.hpp"
#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

constexpr double kBetween = 24;             // between the logos, where the target's name stands
constexpr double kNoteDrop = kBetween - 7;  // its line, below the query
constexpr double kNoteText = 10.5;
constexpr double kTextGap = 8;
constexpr const char* kGround = "#f1f3f5";

/// Columns of a pair, 0 being the first position of the query.
struct Span {
  std::int64_t query_end;
  std::int64_t target_start = 0;
  std::int64_t target_end = 0;
  std::int64_t start = 0;
  std::int64_t end;

  explicit Span(const MotifPair& pair)
      : query_end(static_cast<std::int64_t>(pair.query.width())), end(query_end) {
    if (pair.target.rows.empty()) return;
    target_start = -pair.offset;
    target_end = target_start + static_cast<std::int64_t>(pair.target.width());
    start = std::min<std::int64_t>(0, target_start);
    end = std::max(query_end, target_end);
  }
  double columns() const { return static_cast<double>(end - start); }
};

void draw_logo(Svg& svg, const seq::Motif& motif, const Box& plot, double axis_x) {
  const auto ticks = logo_ticks(LogoScale::kBits);
  draw_left_axis(svg, {0, ticks.high(), plot.bottom(), plot.y}, ticks, axis_x - 3, "bits");
  draw_stacks(svg, motif, plot, LogoScale::kBits);
  svg.line({plot.x, plot.bottom()}, {plot.right(), plot.bottom()}, {kQuiet, 0.9, ""});
}

void draw_target_title(Svg& svg, const MotifPair& pair, Point at) {
  const auto name = motif_title(pair.target);
  svg.text(at, name, {kNoteText, Anchor::kStart, true, kInk, 0});
  svg.text({at.x + text_width(name, kNoteText, true) + kTextGap, at.y}, pair.note,
           {kNoteText, Anchor::kStart, false, kQuiet, 0});
}

}  // namespace

std::string motif_title(const seq::Motif& motif) {
  return motif.name.empty() || motif.name == motif.id ? motif.id : motif.name + " " + motif.id;
}

void check_motif_pair(const MotifPair& pair, const std::string& what) {
  if (pair.query.rows.empty())
    throw Error(what + ": motif '" + pair.query.id + "' has no positions");
  if (pair.target.rows.empty()) return;
  const Span span(pair);
  if (span.target_start >= span.query_end || span.target_end <= 0) {
    throw Error(what + ": found '" + pair.target.id + "' at offset " + std::to_string(pair.offset) +
                " beside '" + pair.query.id + "', expected a position in common");
  }
}

double motif_pair_axis_width() { return left_axis_width(logo_ticks(LogoScale::kBits), true) + 3; }

double motif_pair_width(const MotifPair& pair, const LogoSize& size) {
  const double logos = Span(pair).columns() * size.letter_width;
  if (pair.target.rows.empty()) return std::max(logos, text_width(pair.note, kNoteText));
  return std::max(logos, text_width(motif_title(pair.target), kNoteText, true) + kTextGap +
                             text_width(pair.note, kNoteText));
}

double motif_pair_height(const MotifPair& pair, const LogoSize& size) {
  if (!pair.target.rows.empty()) return 2 * size.height + kBetween;
  return pair.note.empty() ? size.height : size.height + kBetween;
}

void draw_motif_pair(Svg& svg, const MotifPair& pair, Point at, const LogoSize& size) {
  const Span span(pair);
  const auto x_of = [&](std::int64_t column) {
    return at.x + static_cast<double>(column - span.start) * size.letter_width;
  };
  const Box query = {x_of(0), at.y, x_of(span.query_end) - x_of(0), size.height};
  if (pair.target.rows.empty()) {
    draw_logo(svg, pair.query, query, at.x);
    if (!pair.note.empty())
      svg.text({at.x, query.bottom() + kNoteDrop}, pair.note,
               {kNoteText, Anchor::kStart, false, kQuiet, 0});
    return;
  }
  const Box target = {x_of(span.target_start), query.bottom() + kBetween,
                      x_of(span.target_end) - x_of(span.target_start), size.height};
  const double common = x_of(std::max<std::int64_t>(0, span.target_start));
  const double common_end = x_of(std::min(span.query_end, span.target_end));
  for (const auto& logo : {query, target})
    svg.rect({common, logo.y, common_end - common, logo.height}, kGround);
  draw_logo(svg, pair.query, query, at.x);
  draw_target_title(svg, pair, {at.x, query.bottom() + kNoteDrop});
  draw_logo(svg, pair.target, target, at.x);
}

}  // namespace siskin::figure
