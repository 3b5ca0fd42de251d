#include "siskin/motif/integer_scores.hpp"

#include <algorithm>
#include <cmath>

#include "siskin/util/clones.hpp"

namespace siskin::motif {
namespace {

struct Extremes {
  double least;
  double largest;
};

constexpr std::size_t kLanes = 8;

// Lane by lane, because a compiler may not reorder the comparisons of one running minimum.
SISKIN_CLONES
void lane_extremes(const double* values, std::size_t blocks, double* least, double* largest) {
  for (std::size_t block = 0; block < blocks; ++block, values += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const double value = values[lane];
      least[lane] = value < least[lane] ? value : least[lane];
      largest[lane] = value > largest[lane] ? value : largest[lane];
    }
  }
}

Extremes extremes(const double* values, std::size_t count) {
  std::array<double, kLanes> least;
  std::array<double, kLanes> largest;
  least.fill(values[0]);
  largest.fill(values[0]);
  lane_extremes(values, count / kLanes, least.data(), largest.data());
  for (std::size_t i = count - count % kLanes; i < count; ++i) {
    least[0] = std::min(least[0], values[i]);
    largest[0] = std::max(largest[0], values[i]);
  }
  return {*std::min_element(least.begin(), least.end()),
          *std::max_element(largest.begin(), largest.end())};
}

SISKIN_CLONES
void find_bins(const double* values, std::size_t count, double least, double scale,
               std::uint16_t* bins) {
  SISKIN_INDEPENDENT
  for (std::size_t i = 0; i < count; ++i)
    bins[i] = static_cast<std::uint16_t>(static_cast<std::int32_t>((values[i] - least) * scale));
}

SISKIN_CLONES
void round_scores(const double* values, std::size_t count, double offset, double scale,
                  std::uint8_t* rounded) {
  SISKIN_INDEPENDENT
  for (std::size_t i = 0; i < count; ++i) {
    const double above_half = (values[i] - offset) * scale + 0.5;  // not negative
    rounded[i] = static_cast<std::uint8_t>(static_cast<std::int32_t>(above_half));
  }
}

// Exact: values are put into bins in their order, and only those of the bin that holds the wanted
// place are sorted.
double lower_median_between(const double* values, std::size_t count, const Extremes& range) {
  if (!(range.largest > range.least)) return range.least;
  constexpr std::size_t kBins = 1024;
  const double scale = (kBins - 1) / (range.largest - range.least);
  std::vector<std::uint16_t> bins(count);
  find_bins(values, count, range.least, scale, bins.data());
  std::array<std::array<std::size_t, kBins>, 2> sizes{};  // two, for equal neighbours
  for (std::size_t i = 0; i + 1 < count; i += 2) {
    ++sizes[0][bins[i]];
    ++sizes[1][bins[i + 1]];
  }
  if (count % 2 == 1) ++sizes[0][bins[count - 1]];
  std::size_t place = (count - 1) / 2;
  std::size_t bin = 0;
  for (; sizes[0][bin] + sizes[1][bin] <= place; ++bin) place -= sizes[0][bin] + sizes[1][bin];
  std::vector<double> inside;
  for (std::size_t i = 0; i < count; ++i) {
    if (bins[i] == bin) inside.push_back(values[i]);
  }
  const auto wanted = inside.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(inside.begin(), wanted, inside.end());
  return *wanted;
}

ScoreCounts count_scores(const std::uint8_t* values, std::size_t count) {
  constexpr std::size_t kTables = 4;
  std::array<std::array<std::uint32_t, 256>, kTables> tables{};
  std::size_t i = 0;
  for (; i + kTables <= count; i += kTables) {
    for (std::size_t table = 0; table < kTables; ++table) ++tables[table][values[i + table]];
  }
  for (; i < count; ++i) ++tables[0][values[i]];
  ScoreCounts counts{};
  for (std::size_t score = 0; score < counts.size(); ++score) {
    for (const auto& table : tables) counts[score] += table[score];
  }
  return counts;
}

}  // namespace

double lower_median(const double* values, std::size_t count) {
  return lower_median_between(values, count, extremes(values, count));
}

IntegerScores integer_scores(const std::vector<double>& scores, std::size_t rows) {
  IntegerScores result;
  result.rows = rows;
  result.columns = scores.size() / rows;
  std::vector<double> medians(rows);
  double least = 0;
  double largest = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const double* values = scores.data() + row * result.columns;
    const auto range = extremes(values, result.columns);
    medians[row] = lower_median_between(values, result.columns, range);
    least = std::min(least, range.least - medians[row]);
    largest = std::max(largest, range.largest - medians[row]);
  }
  const double offset = std::floor(least);
  const double range = largest - offset;
  double scale = range > 0 ? kLargestScore / range : 1;
  if (scale > 1) scale = std::floor(scale);
  result.unaligned = static_cast<int>(std::lround(-offset * scale));
  result.values.resize(scores.size());
  for (std::size_t row = 0; row < rows; ++row) {
    std::uint8_t* values = result.values.data() + row * result.columns;
    round_scores(scores.data() + row * result.columns, result.columns, offset + medians[row], scale,
                 values);
    result.counts.push_back(count_scores(values, result.columns));
  }
  return result;
}

}  // namespace siskin::motif
