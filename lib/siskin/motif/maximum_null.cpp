#include "siskin/motif/maximum_null.hpp"

#include <algorithm>
#include <array>

#include "siskin/util/clones.hpp"

namespace siskin::motif {
namespace {

using Shares = std::array<double, kLargestScore + 1>;

std::vector<Shares> shares_of(const std::vector<ScoreCounts>& counts) {
  std::vector<Shares> result;
  for (const auto& row : counts) {
    std::size_t total = 0;
    for (const auto count : row) total += count;
    Shares shares{};
    for (std::size_t i = 0; i < shares.size(); ++i)
      shares[i] = static_cast<double>(row[i]) / static_cast<double>(total);
    result.push_back(shares);
  }
  return result;
}

SISKIN_CLONES
void add_scaled(const double* values, std::size_t count, double factor, double* sum) {
  SISKIN_INDEPENDENT
  for (std::size_t i = 0; i < count; ++i) sum[i] += factor * values[i];
}

/// Distribution of the sum of one more row.
std::vector<double> convolve(const std::vector<double>& sum, const Shares& row) {
  std::vector<double> result(sum.size() + kLargestScore);
  const auto first = static_cast<std::size_t>(
      std::find_if(sum.begin(), sum.end(), [](double p) { return p > 0; }) - sum.begin());
  for (std::size_t score = 0; score < row.size(); ++score) {
    if (row[score] > 0)
      add_scaled(sum.data() + first, sum.size() - first, row[score], result.data() + first + score);
  }
  return result;
}

std::vector<double> upper_sums(const std::vector<double>& probabilities) {
  std::vector<double> tail(probabilities.size());
  double sum = 0;
  for (std::size_t i = tail.size(); i-- > 0;) tail[i] = sum += probabilities[i];
  // Rounding; every score is at least 0.
  for (auto& value : tail) value = std::min(value, 1.0);
  return tail;
}

/// P(a >= s or b >= s) for independent a and b, s counted from `shift` in `tail`.
SISKIN_CLONES
void unite(const double* tail, std::size_t count, double* united) {
  SISKIN_INDEPENDENT
  for (std::size_t i = 0; i < count; ++i) united[i] += tail[i] * (1 - united[i]);
}

/// Tails of the largest of several scores, 0 .. 100 times the rows of the query.
class Union {
 public:
  explicit Union(std::size_t rows) : tail_(kLargestScore * rows + 1) {}

  void add(const std::vector<double>& tail, std::size_t shift) {
    std::fill_n(tail_.begin(), shift, 1.0);
    unite(tail.data(), tail.size(), tail_.data() + shift);
  }
  void add(const Union& other) { add(other.tail_, 0); }
  const std::vector<double>& tail() const { return tail_; }

 private:
  std::vector<double> tail_;
};

/// What the ways of laying a motif over the query have in common, by their number of rows: none
/// longer than the widest motif is asked for.
struct Stretches {
  std::vector<Union> edges;    ///< both ends of the query, shorter than it
  std::vector<Union> windows;  ///< anywhere within the query, shorter than it
  Union whole;

  Stretches(const std::vector<Shares>& rows, std::size_t unaligned,
            const std::vector<std::size_t>& widths)
      : whole(rows.size()) {
    const std::size_t query = rows.size();
    const std::size_t widest =
        widths.empty() ? 0 : std::min(query, *std::max_element(widths.begin(), widths.end()));
    edges.assign(widest + 1, Union(query));
    windows.assign(widest + 1, Union(query));
    std::vector<bool> wanted(query + 1);
    for (const auto width : widths) {
      if (width < query) wanted[width] = true;
    }
    for (std::size_t start = 0; start < query; ++start) {
      std::vector<double> sum = {1.0};
      for (std::size_t end = start + 1; end <= std::min(query, start + widest); ++end) {
        sum = convolve(sum, rows[end - 1]);
        const std::size_t length = end - start;
        const bool edge = start == 0 || end == query;
        if (!edge && !wanted[length]) continue;
        const auto tail = upper_sums(sum);
        const std::size_t shift = (query - length) * unaligned;
        if (length == query) {
          whole.add(tail, shift);
          continue;
        }
        if (edge) edges[length].add(tail, shift);
        if (wanted[length]) windows[length].add(tail, shift);
      }
    }
  }
};

}  // namespace

MaximumNull::MaximumNull(const std::vector<ScoreCounts>& counts, int unaligned,
                         const std::vector<std::size_t>& widths, std::size_t least_overlap) {
  const std::size_t query = counts.size();
  const Stretches stretches(shares_of(counts), static_cast<std::size_t>(unaligned), widths);
  std::vector<std::size_t> ascending = widths;
  std::sort(ascending.begin(), ascending.end());
  Union reaching_out(query);  // stretches that are shorter than both motifs
  Union longer(query);        // the same, and the whole query, for motifs that hold it
  std::size_t edge = std::max<std::size_t>(least_overlap, 1);
  std::size_t ways = 0;
  for (const auto width : ascending) {
    for (; edge < std::min(width, query); ++edge) reaching_out.add(stretches.edges[edge]);
    if (width < query) {
      Union all = reaching_out;
      all.add(stretches.windows[width]);
      tails_[width] = all.tail();
      continue;
    }
    if (ways == 0) longer.add(reaching_out);
    for (; ways < width - query + 1; ++ways) longer.add(stretches.whole);
    tails_[width] = longer.tail();
  }
}

double MaximumNull::tail(std::size_t width, std::int64_t score) const {
  const auto& tail = tails_.at(width);
  if (score < 0) return 1;
  const auto place = static_cast<std::size_t>(score);
  return place < tail.size() ? tail[place] : 0;
}

}  // namespace siskin::motif
