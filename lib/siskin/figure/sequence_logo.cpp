#include "siskin/figure/sequence_logo.hpp"

#include <algorithm>
#include <cstddef>

#include "siskin/figure/axis.hpp"
#include "siskin/figure/glyph.hpp"
#include "siskin/figure/svg.hpp"
#include "siskin/figure/text_width.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::figure {
namespace {

constexpr double kMargin = 12;
constexpr double kTitleHeight = 22;
constexpr double kPositionsHeight = 18;
constexpr double kGap = 14;
constexpr double kTitleText = 12;
constexpr double kIdText = 10.5;
constexpr double kPositionText = 9.5;

double title_width(const seq::Motif& motif) {
  const double id = text_width(motif.id, kIdText);
  return motif.name.empty() ? id : text_width(motif.name, kTitleText, true) + 8 + id;
}

void draw_title(Svg& svg, const seq::Motif& motif, Point at) {
  if (motif.name.empty() || motif.name == motif.id) {
    svg.text(at, motif.id, {kTitleText, Anchor::kStart, true, kInk, 0});
    return;
  }
  svg.text(at, motif.name, {kTitleText, Anchor::kStart, true, kInk, 0});
  at.x += text_width(motif.name, kTitleText, true) + 8;
  svg.text(at, motif.id, {kIdText, Anchor::kStart, false, kQuiet, 0});
}

/// 1-based positions: each while they fit, else the first and every fifth.
void draw_positions(Svg& svg, std::size_t count, const Box& plot) {
  const double step = plot.width / static_cast<double>(count);
  const bool all = text_width(std::to_string(count), kPositionText) + 3 < step;
  for (std::size_t i = 1; i <= count; ++i) {
    if (!all && i != 1 && i % 5 != 0) continue;
    svg.text({plot.x + (static_cast<double>(i) - 0.5) * step, plot.bottom() + 13},
             std::to_string(i), {kPositionText, Anchor::kMiddle, false, kQuiet, 0});
  }
}

void draw_logo(Svg& svg, const seq::Motif& motif, const Box& plot, LogoScale scale) {
  const auto ticks = logo_ticks(scale);
  const LinearScale y{0, ticks.high(), plot.bottom(), plot.y};
  svg.open_group("logo");
  draw_title(svg, motif, {plot.x, plot.y - 9});
  draw_left_axis(svg, y, ticks, plot.x - 3, scale == LogoScale::kBits ? "bits" : "probability");
  draw_stacks(svg, motif, plot, scale);
  svg.line({plot.x - 3, plot.bottom()}, {plot.right(), plot.bottom()}, {kQuiet, 0.9, ""});
  draw_positions(svg, motif.width(), plot);
  svg.close_group();
}

void check(const std::vector<seq::Motif>& motifs) {
  if (motifs.empty()) throw Error("logo: found no motif, expected at least one");
  for (const auto& motif : motifs) {
    if (motif.rows.empty()) throw Error("logo: motif '" + motif.id + "' has no positions");
  }
}

std::string page_title(const std::vector<seq::Motif>& motifs) {
  std::string title = motifs.size() == 1 ? "Sequence logo of" : "Sequence logos of";
  constexpr std::size_t kNamed = 5;
  for (std::size_t i = 0; i < std::min(kNamed, motifs.size()); ++i) {
    title += (i == 0 ? " " : ", ") + (motifs[i].name.empty() ? motifs[i].id : motifs[i].name);
  }
  if (motifs.size() > kNamed) {
    title += " and " + std::to_string(motifs.size() - kNamed) + " more";
  }
  return title;
}

}  // namespace

std::vector<StackedLetter> stack_letters(const std::array<double, 4>& row, LogoScale scale) {
  const double total = scale == LogoScale::kBits ? seq::information_content(row) : 1;
  std::array<int, seq::kBases> order = {3, 2, 1, 0};
  std::stable_sort(order.begin(), order.end(), [&row](int a, int b) {
    return row[static_cast<std::size_t>(a)] < row[static_cast<std::size_t>(b)];
  });
  std::vector<StackedLetter> letters;
  double bottom = 0;
  for (const int base : order) {
    const double height = row[static_cast<std::size_t>(base)] * total;
    if (!(height > 0)) continue;
    letters.push_back({base, bottom, bottom + height});
    bottom += height;
  }
  return letters;
}

Ticks logo_ticks(LogoScale scale) {
  if (scale == LogoScale::kBits) return {{0, 1, 2}, {"0", "1", "2"}, 0};
  return {{0, 0.5, 1}, {"0", "0.5", "1"}, 0};
}

void draw_stacks(Svg& svg, const seq::Motif& motif, const Box& plot, LogoScale scale) {
  const LinearScale y{0, logo_ticks(scale).high(), plot.bottom(), plot.y};
  const double width = plot.width / static_cast<double>(motif.width());
  constexpr double kSide = 0.03;  // of a position, left free on both sides of a letter
  for (std::size_t i = 0; i < motif.width(); ++i) {
    const double x = plot.x + (static_cast<double>(i) + kSide) * width;
    for (const auto& letter : stack_letters(motif.rows[i], scale)) {
      draw_letter(svg, letter.base,
                  {x, y(letter.top), (1 - 2 * kSide) * width, y(letter.bottom) - y(letter.top)});
    }
  }
}

std::string sequence_logos(const std::vector<seq::Motif>& motifs, const SequenceLogoStyle& style) {
  check(motifs);
  double content = 0;
  for (const auto& motif : motifs) {
    const double letters = static_cast<double>(motif.width()) * style.letter_width;
    content = std::max({content, letters, title_width(motif)});
  }
  const double axis = left_axis_width(logo_ticks(style.scale), true) + 3;
  const auto columns = std::min(static_cast<std::size_t>(style.columns), motifs.size());
  const auto rows = (motifs.size() + columns - 1) / columns;
  const double cell_width = axis + content;
  const double cell_height = kTitleHeight + style.height + kPositionsHeight;
  Svg svg;
  for (std::size_t i = 0; i < motifs.size(); ++i) {
    const std::size_t column = i % columns;
    const std::size_t row = i / columns;
    draw_logo(svg, motifs[i],
              {kMargin + static_cast<double>(column) * (cell_width + kGap) + axis,
               kMargin + static_cast<double>(row) * (cell_height + kGap) + kTitleHeight,
               static_cast<double>(motifs[i].width()) * style.letter_width, style.height},
              style.scale);
  }
  const auto pages = [](std::size_t count, double size) {
    return 2 * kMargin + static_cast<double>(count) * (size + kGap) - kGap;
  };
  return svg.document(pages(columns, cell_width), pages(rows, cell_height), page_title(motifs),
                      style.provenance);
}

}  // namespace siskin::figure
