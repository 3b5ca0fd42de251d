#include "siskin/motif/motif_database.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string>

#include "siskin/motif/integer_scores.hpp"
#include "siskin/motif/maximum_null.hpp"
#include "siskin/motif/q_values.hpp"
#include "siskin/util/clones.hpp"
#include "siskin/util/error.hpp"

namespace siskin::motif {
namespace {

constexpr std::size_t kWidest = std::numeric_limits<std::int16_t>::max() / kLargestScore;

std::vector<seq::Motif> readings(const std::vector<seq::Motif>& targets,
                                 const ComparisonSettings& settings) {
  std::vector<seq::Motif> result;
  result.reserve(2 * targets.size());
  for (const auto& target : targets)
    result.push_back(with_pseudocount(target, settings.pseudocount));
  if (settings.both_strands) {
    for (std::size_t i = 0; i < targets.size(); ++i)
      result.push_back(seq::reverse_complement(result[i]));
  }
  return result;
}

SISKIN_CLONES
void add_bytes(const std::uint8_t* values, std::size_t count, std::int16_t* sums) {
  SISKIN_INDEPENDENT
  for (std::size_t i = 0; i < count; ++i) sums[i] = static_cast<std::int16_t>(sums[i] + values[i]);
}

/// Complete scores of all ways to lay the query over every target: for each target, first the last
/// row of the query over its first column, at the end the first row over its last column. Columns
/// of a row are spread out with room for the query between the targets, filled with what a row
/// scores that meets nothing; then one addition of whole rows a query row gives all sums at once.
std::vector<std::int16_t> alignment_scores(const IntegerScores& scores,
                                           const std::vector<std::size_t>& widths) {
  const std::size_t room = scores.rows - 1;
  std::vector<std::int16_t> sums(scores.columns + widths.size() * room);
  std::vector<std::uint8_t> spread(sums.size() + room);
  for (std::size_t row = 0; row < scores.rows; ++row) {
    std::fill(spread.begin(), spread.end(), static_cast<std::uint8_t>(scores.unaligned));
    const std::uint8_t* from = scores.values.data() + row * scores.columns;
    std::uint8_t* to = spread.data() + room;
    for (const auto width : widths) {
      std::copy_n(from, width, to);
      from += width;
      to += width + room;
    }
    add_bytes(spread.data() + row, sums.size(), sums.data());
  }
  return sums;
}

struct Alignment {
  std::int64_t score = -1;
  std::int64_t offset = 0;
  std::size_t overlap = 0;

  bool better_than(const Alignment& other) const {
    return score > other.score || (score == other.score && overlap > other.overlap);
  }
};

Alignment best_alignment(const std::int16_t* scores, std::size_t query, std::size_t target,
                         std::size_t least_overlap) {
  const std::size_t least = std::clamp<std::size_t>(least_overlap, 1, std::min(query, target));
  Alignment best;
  for (std::size_t i = least - 1; i + least < query + target; ++i) {
    if (scores[i] < best.score) continue;
    const Alignment found = {scores[i],
                             static_cast<std::int64_t>(i + 1) - static_cast<std::int64_t>(query),
                             std::min({i + 1, query, target, query + target - 1 - i})};
    if (found.better_than(best)) best = found;
  }
  return best;
}

}  // namespace

MotifDatabase::MotifDatabase(std::vector<seq::Motif> targets, const ComparisonSettings& settings)
    : settings_(settings),
      targets_(std::move(targets)),
      columns_(settings.score, readings(targets_, settings)) {
  if (targets_.empty()) throw Error("found no motif to compare with, expected at least one");
  for (const auto& target : targets_) {
    if (target.rows.empty()) throw Error("motif '" + target.id + "' has no rows");
    widths_.push_back(target.width());
  }
  if (settings_.both_strands) {
    for (std::size_t i = 0; i < targets_.size(); ++i) widths_.push_back(widths_[i]);
  }
}

std::vector<Comparison> MotifDatabase::compare(const seq::Motif& query) const {
  const std::size_t rows = query.width();
  if (rows == 0 || rows > kWidest) {
    throw Error("motif '" + query.id + "': found " + std::to_string(rows) +
                " rows, expected 1 to " + std::to_string(kWidest));
  }
  const auto scores =
      integer_scores(columns_.scores(with_pseudocount(query, settings_.pseudocount)), rows);
  const std::set<std::size_t> widths(widths_.begin(), widths_.end());
  const MaximumNull null(scores.counts, scores.unaligned, {widths.begin(), widths.end()},
                         settings_.least_overlap);
  const auto sums = alignment_scores(scores, widths_);
  std::vector<Alignment> best;
  const std::int16_t* from = sums.data();
  for (const auto width : widths_) {
    best.push_back(best_alignment(from, rows, width, settings_.least_overlap));
    from += width + rows - 1;
  }
  std::vector<Comparison> result;
  std::vector<double> p_values;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    const bool reversed = settings_.both_strands && best[i + targets_.size()].better_than(best[i]);
    const auto& alignment = reversed ? best[i + targets_.size()] : best[i];
    const double tail = null.tail(widths_[i], alignment.score);
    const double p_value = settings_.both_strands ? tail + tail * (1 - tail) : tail;
    result.push_back({i, p_value, p_value * static_cast<double>(targets_.size()), 1,
                      alignment.offset, alignment.overlap, reversed});
    p_values.push_back(p_value);
  }
  const auto q = q_values(p_values);
  for (std::size_t i = 0; i < result.size(); ++i) result[i].q_value = q[i];
  return result;
}

bool better_comparison(const Comparison& a, const Comparison& b) {
  return a.p_value != b.p_value ? a.p_value < b.p_value : a.overlap > b.overlap;
}

const Comparison* best_comparison(const std::vector<Comparison>& comparisons) {
  const auto best = std::min_element(comparisons.begin(), comparisons.end(), better_comparison);
  return best == comparisons.end() ? nullptr : &*best;
}

}  // namespace siskin::motif
