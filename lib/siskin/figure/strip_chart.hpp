#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace siskin::figure {

/// One measurement, such as the AUROC of one run.
struct StripPoint {
  double value = 0;
  std::string category;  ///< place on the horizontal axis
  std::string facet;     ///< panel
  std::string series;    ///< colour
};

struct StripChart {
  std::vector<StripPoint> points;
  std::string value_label;
  std::string category_label;
  std::optional<double> reference;  ///< a dashed line, such as the value of guessing
  std::string note;                 ///< small print beneath, such as what is not shown
  double panel_height = 190;        ///< user units
  std::string provenance;
};

/// Groups of fewer points get their median only: quartiles of so few would mislead.
inline constexpr std::size_t kFewestForBox = 5;

/// Sideways place of the i-th point of a group in [-0.5, 0.5), by the van der Corput sequence:
/// spread as evenly as chance would not do it, and the same in every run.
double jitter(std::size_t index);

/// SVG of every point beside a box plot of its group. Categories, panels and colours come in the
/// order of their first point; all panels share the value axis; a legend names the colours when
/// there are several. Throws Error for no points or a value that is not finite.
std::string strip_chart(const StripChart& chart);

}  // namespace siskin::figure
