// How many pairs of motifs a second are compared on one thread, all motifs of a file against
// themselves, beside the same statistics written plainly: medians by sorting, sums alignment by
// alignment, a distribution for every stretch of the query. Prints both in pairs a second of CPU
// time, their ratio and the largest relative difference of their p-values.
//
//   motif_comparison_benchmark motifs.meme [QUERIES]
//
// The plain version runs on the first QUERIES motifs (default 10), the other on all.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <string>
#include <vector>

#include "siskin/io/motif_file.hpp"
#include "siskin/motif/motif_database.hpp"
#include "siskin/util/parse.hpp"

namespace {

using siskin::seq::Motif;
using Matrix = std::vector<std::vector<double>>;

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::vector<Motif> both_strands(const std::vector<Motif>& motifs) {
  std::vector<Motif> readings;
  readings.reserve(2 * motifs.size());
  for (const auto& motif : motifs) readings.push_back(siskin::motif::with_pseudocount(motif, 0.1));
  for (std::size_t i = 0; i < motifs.size(); ++i)
    readings.push_back(siskin::seq::reverse_complement(readings[i]));
  return readings;
}

Matrix distances(const Motif& query, const std::vector<Motif>& readings) {
  Matrix result;
  for (const auto& row : query.rows) {
    result.emplace_back();
    for (const auto& reading : readings) {
      for (const auto& column : reading.rows) {
        double squares = 0;
        for (std::size_t b = 0; b < 4; ++b) squares += std::pow(row[b] - column[b], 2);
        result.back().push_back(-std::sqrt(squares));
      }
    }
  }
  return result;
}

/// Whole numbers in place of the scores; returns what a row without a column scores.
int round_scores(Matrix& scores) {
  double least = 0;
  double largest = 0;
  for (auto& row : scores) {
    auto sorted = row;
    std::sort(sorted.begin(), sorted.end());
    const double median = sorted[(sorted.size() - 1) / 2];
    for (auto& score : row) score -= median;
    least = std::min(least, sorted.front() - median);
    largest = std::max(largest, sorted.back() - median);
  }
  const double offset = std::floor(least);
  const double scale = std::floor(100 / (largest - offset));
  for (auto& row : scores) {
    for (auto& score : row) score = std::floor((score - offset) * scale + 0.5);
  }
  return static_cast<int>(-offset * scale);
}

/// tails[start][end][s]: probability that rows start .. end score s or more, others unaligned.
std::vector<Matrix> tails_of(const Matrix& scores, int unaligned) {
  const std::size_t rows = scores.size();
  std::vector<Matrix> tails(rows, Matrix(rows));
  for (std::size_t start = 0; start < rows; ++start) {
    std::vector<double> sum = {1};
    for (std::size_t end = start; end < rows; ++end) {
      std::vector<double> next(sum.size() + 100);
      for (const double score : scores[end]) {
        const auto shift = static_cast<std::size_t>(score);
        for (std::size_t i = 0; i < sum.size(); ++i)
          next[i + shift] += sum[i] / static_cast<double>(scores[end].size());
      }
      sum = next;
      const auto free = (rows - (end - start + 1)) * static_cast<std::size_t>(unaligned);
      auto& tail = tails[start][end];
      tail.assign(100 * rows + 1, 0);
      double above = 0;
      for (std::size_t i = sum.size(); i-- > 0;) tail[free + i] = above += sum[i];
      std::fill_n(tail.begin(), free + 1, 1.0);
    }
  }
  return tails;
}

/// Best score over all offsets of one reading, and the chance of one as good.
double p_value(const Matrix& scores, const std::vector<Matrix>& tails, int unaligned,
               std::size_t first, std::size_t width) {
  const auto rows = static_cast<std::int64_t>(scores.size());
  const auto columns = static_cast<std::int64_t>(width);
  double best = 0;
  for (std::int64_t shift = 1 - rows; shift < columns; ++shift) {
    double sum = 0;
    for (std::int64_t row = 0; row < rows; ++row) {
      const bool over = row + shift >= 0 && row + shift < columns;
      sum +=
          over
              ? scores[static_cast<std::size_t>(row)][first + static_cast<std::size_t>(row + shift)]
              : unaligned;
    }
    best = std::max(best, sum);
  }
  double none = 0;
  for (std::int64_t shift = 1 - rows; shift < columns; ++shift) {
    const auto start = static_cast<std::size_t>(std::max<std::int64_t>(0, -shift));
    const auto end = static_cast<std::size_t>(std::min(rows, columns - shift) - 1);
    none += std::log1p(-std::min(1.0, tails[start][end][static_cast<std::size_t>(best)]));
  }
  return -std::expm1(none);
}

std::vector<double> compare_plainly(const Motif& query, const std::vector<Motif>& readings) {
  auto scores = distances(siskin::motif::with_pseudocount(query, 0.1), readings);
  const int unaligned = round_scores(scores);
  const auto tails = tails_of(scores, unaligned);
  std::vector<double> single;
  std::size_t first = 0;
  for (const auto& reading : readings) {
    single.push_back(p_value(scores, tails, unaligned, first, reading.width()));
    first += reading.width();
  }
  std::vector<double> result;
  for (std::size_t i = 0; i < single.size() / 2; ++i)
    result.push_back(
        -std::expm1(2 * std::log1p(-std::min(single[i], single[i + readings.size() / 2]))));
  return result;
}

void run(const std::string& path, std::size_t queries) {
  const auto motifs = siskin::io::read_motif_file(path);
  queries = std::min(queries, motifs.size());
  double start = seconds();
  const auto readings = both_strands(motifs);
  std::vector<std::vector<double>> plain;
  for (std::size_t i = 0; i < queries; ++i) plain.push_back(compare_plainly(motifs[i], readings));
  const double plain_rate = static_cast<double>(queries * motifs.size()) / (seconds() - start);
  start = seconds();
  const siskin::motif::MotifDatabase database(motifs, {});
  double difference = 0;
  for (std::size_t i = 0; i < motifs.size(); ++i) {
    const auto found = database.compare(motifs[i]);
    for (std::size_t j = 0; i < queries && j < found.size(); ++j)
      difference = std::max(difference, std::abs(found[j].p_value / plain[i][j] - 1));
  }
  const double rate = static_cast<double>(motifs.size() * motifs.size()) / (seconds() - start);
  std::printf("plain      %10.0f pairs/s\n", plain_rate);
  std::printf("siskin     %10.0f pairs/s\n", rate);
  std::printf("ratio      %10.1f\n", rate / plain_rate);
  std::printf("largest relative difference of p %.2g\n", difference);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto queries = siskin::util::parse_integer(argc > 2 ? argv[2] : "10");
    if (argc < 2 || !queries || *queries < 1) {
      std::fprintf(stderr, "usage: motif_comparison_benchmark motifs.meme [QUERIES]\n");
      return 2;
    }
    run(argv[1], static_cast<std::size_t>(*queries));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "motif_comparison_benchmark: %s\n", error.what());
    return 1;
  }
}
