#include "siskin/figure/box_summary.hpp"

#include <algorithm>

#include "siskin/util/error.hpp"
#include "siskin/util/quantile.hpp"

namespace siskin::figure {

BoxSummary summarise(std::vector<double> values) {
  if (values.empty()) throw Error("box: found no values, expected at least one");
  std::sort(values.begin(), values.end());
  BoxSummary box;
  box.quartile_low = util::quantile(values, 0.25);
  box.median = util::median(values);
  box.quartile_high = util::quantile(values, 0.75);
  const double reach = 1.5 * (box.quartile_high - box.quartile_low);
  const double low = box.quartile_low - reach;
  const double high = box.quartile_high + reach;
  box.whisker_low = *std::find_if(values.begin(), values.end(), [&](double v) { return v >= low; });
  box.whisker_high =
      *std::find_if(values.rbegin(), values.rend(), [&](double v) { return v <= high; });
  return box;
}

}  // namespace siskin::figure
