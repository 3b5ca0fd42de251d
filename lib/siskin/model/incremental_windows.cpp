#include "siskin/model/incremental_windows.hpp"

#include <algorithm>

namespace siskin::model {
namespace {

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value >= 0 ? value / by : -((-value + by - 1) / by);
}

}  // namespace

Span unite(const Span& one, const Span& other) {
  if (one.empty()) return other;
  if (other.empty()) return one;
  return {std::min(one.begin, other.begin), std::max(one.end, other.end)};
}

Span PositionMap::reach(const Span& input, std::int64_t length) const {
  if (input.empty()) return {};
  const auto begin = -floor_divide(-(input.begin + left - (taps - 1) * dilation), stride);
  const auto end = floor_divide(input.end - 1 + left, stride) + 1;
  return {std::clamp<std::int64_t>(begin, 0, length), std::clamp<std::int64_t>(end, 0, length)};
}

Windows make_windows(const std::vector<Span>& spans, std::int64_t length) {
  Windows windows;
  for (const auto& span : spans) windows.width = std::max(windows.width, span.width());
  windows.starts.reserve(spans.size());
  for (const auto& span : spans) {
    windows.starts.push_back(
        span.empty() ? 0 : std::clamp<std::int64_t>(span.begin, 0, length - windows.width));
  }
  return windows;
}

}  // namespace siskin::model
