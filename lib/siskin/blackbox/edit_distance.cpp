#include "siskin/blackbox/edit_distance.hpp"

#include <edlib.h>

#include <algorithm>
#include <memory>
#include <new>

#include "siskin/seq/alphabet.hpp"

namespace siskin::blackbox {
namespace {

struct FreeAlignment {
  void operator()(const EdlibAlignResult* result) const { edlibFreeAlignResult(*result); }
};

// The distance, or -1 when it is above `limit`; no limit when that is negative.
int align(std::string_view a, std::string_view b, int limit) {
  const auto settings = edlibNewAlignConfig(limit, EDLIB_MODE_NW, EDLIB_TASK_DISTANCE, nullptr, 0);
  EdlibAlignResult result = edlibAlign(a.data(), static_cast<int>(a.size()), b.data(),
                                       static_cast<int>(b.size()), settings);
  const std::unique_ptr<const EdlibAlignResult, FreeAlignment> owner(&result);
  // The library has no other way to fail.
  if (result.status != EDLIB_STATUS_OK) throw std::bad_alloc();
  return result.editDistance;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return std::max(a.size(), b.size());
  return static_cast<std::size_t>(align(a, b, -1));
}

std::optional<std::size_t> edit_distance_within(std::string_view a, std::string_view b,
                                                std::size_t limit) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > limit) return std::nullopt;
  if (a.empty() || b.empty()) return longer;
  const int found = align(a, b, static_cast<int>(std::min(limit, longer)));
  return found < 0 ? std::nullopt : std::optional<std::size_t>(static_cast<std::size_t>(found));
}

PatternMetric::PatternMetric(std::vector<std::string> patterns, Strands strands) {
  for (auto& pattern : patterns) {
    if (strands == Strands::kBoth) reversed_.push_back(side_of(seq::reverse_complement(pattern)));
    patterns_.push_back(side_of(std::move(pattern)));
  }
}

PatternMetric::Side PatternMetric::side_of(std::string text) {
  Side side;
  for (const char letter : text) ++side.counts[seq::code(letter)];
  side.text = std::move(text);
  return side;
}

// One edit changes each of the two sums by at most 1, so no fewer edits can do.
std::size_t PatternMetric::least_distance(const Counts& a, const Counts& b) {
  std::size_t missing = 0;
  std::size_t surplus = 0;
  for (std::size_t letter = 0; letter < a.size(); ++letter) {
    if (a[letter] < b[letter]) missing += b[letter] - a[letter];
    if (a[letter] > b[letter]) surplus += a[letter] - b[letter];
  }
  return std::max(missing, surplus);
}

std::optional<std::size_t> PatternMetric::within(const Side& a, const Side& b, std::size_t limit) {
  if (least_distance(a.counts, b.counts) > limit) return std::nullopt;
  if (a.text == b.text) return 0;
  if (limit == 0) return std::nullopt;
  return edit_distance_within(a.text, b.text, limit);
}

double PatternMetric::distance(std::size_t a, std::size_t b) const {
  const std::size_t forward = edit_distance(patterns_[a].text, patterns_[b].text);
  if (reversed_.empty() || forward == 0) return static_cast<double>(forward);
  const auto other = within(patterns_[a], reversed_[b], forward - 1);
  return static_cast<double>(other.value_or(forward));
}

std::optional<double> PatternMetric::distance_within(std::size_t a, std::size_t b,
                                                     double limit) const {
  if (limit < 0) return std::nullopt;
  const double longest =
      static_cast<double>(std::max(patterns_[a].text.size(), patterns_[b].text.size()));
  auto most = static_cast<std::size_t>(std::min(limit, longest));
  const auto forward = within(patterns_[a], patterns_[b], most);
  if (forward == std::size_t{0}) return 0;
  std::optional<std::size_t> other;
  if (!reversed_.empty()) {
    if (forward) most = *forward - 1;
    other = within(patterns_[a], reversed_[b], most);
  }
  if (other) return static_cast<double>(*other);
  return forward ? std::optional<double>(static_cast<double>(*forward)) : std::nullopt;
}

}  // namespace siskin::blackbox
