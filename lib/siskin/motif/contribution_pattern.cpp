#include "siskin/motif/contribution_pattern.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::motif {
namespace {

struct Columns {
  std::size_t first = 0;
  std::size_t width = 0;
};

// By row: the sum over the bases. A row that lowers the output is no part of what raises it, even
// beside a motif whose strong bases lower it.
std::vector<double> row_contributions(const ContributionMatrix& matrix) {
  std::vector<double> sums;
  for (const auto& row : matrix) sums.push_back(std::accumulate(row.begin(), row.end(), 0.0));
  return sums;
}

Columns strongest_window(const std::vector<double>& rows, std::size_t width) {
  Columns best{0, std::min(width, rows.size())};
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t first = 0; first + best.width <= rows.size(); ++first) {
    const auto from = rows.begin() + static_cast<std::ptrdiff_t>(first);
    const double sum = std::accumulate(from, from + static_cast<std::ptrdiff_t>(best.width), 0.0);
    if (sum > most) {
      most = sum;
      best.first = first;
    }
  }
  return best;
}

Columns informative_rows(const ContributionMatrix& shape, const PatternTrim& trim) {
  const auto rows = row_contributions(shape);
  Columns columns = strongest_window(rows, trim.longest);
  const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(columns.first);
  const auto end = begin + static_cast<std::ptrdiff_t>(columns.width);
  const double bound = trim.least_contribution * *std::max_element(begin, end);
  while (columns.width > 1 && rows[columns.first] < bound) {
    ++columns.first;
    --columns.width;
  }
  while (columns.width > 1 && rows[columns.first + columns.width - 1] < bound) --columns.width;
  return columns;
}

}  // namespace

ContributionPattern average_sites(const ContributionTracks& tracks, std::vector<PatternSite> sites,
                                  std::size_t width) {
  if (sites.empty()) throw Error("found a pattern without sites");
  ContributionPattern pattern;
  const std::array<double, 4> none{};
  pattern.shape.assign(width, none);
  pattern.contributions.assign(width, none);
  pattern.frequencies.assign(width, none);
  double weights = 0;
  const auto length = static_cast<std::int64_t>(tracks.length());
  for (const PatternSite& site : sites) {
    const auto* bases = tracks.bases(site.sequence);
    const auto* values = tracks.contributions(site.sequence);
    weights += site.weight;
    for (std::size_t r = 0; r < width; ++r) {
      const auto position =
          site.start + static_cast<std::int64_t>(site.reversed ? width - 1 - r : r);
      if (position < 0 || position >= length || bases[position] >= seq::kBases) continue;
      const std::size_t base = site.reversed ? 3U - bases[position] : bases[position];
      pattern.shape[r][base] += site.weight * values[position];
      pattern.contributions[r][base] += values[position];
      pattern.frequencies[r][base] += 1;
    }
  }
  for (std::size_t r = 0; r < width; ++r) {
    auto& frequencies = pattern.frequencies[r];
    const double bases = std::accumulate(frequencies.begin(), frequencies.end(), 0.0);
    for (std::size_t b = 0; b < 4; ++b) {
      pattern.shape[r][b] /= weights;
      pattern.contributions[r][b] /= static_cast<double>(sites.size());
      frequencies[b] = bases > 0 ? frequencies[b] / bases : 0.25;
    }
  }
  pattern.sites = std::move(sites);
  return pattern;
}

ContributionPattern trim_sites(const ContributionTracks& tracks, std::vector<PatternSite> sites,
                               std::size_t width, const PatternTrim& trim) {
  for (PatternSite& site : sites) site.start -= static_cast<std::int64_t>(trim.flank);
  const auto wide = width + 2 * trim.flank;
  auto pattern = average_sites(tracks, std::move(sites), wide);
  const Columns kept = informative_rows(pattern.shape, trim);
  const auto cut = [&](ContributionMatrix& matrix) {
    const auto first = matrix.begin() + static_cast<std::ptrdiff_t>(kept.first);
    matrix = ContributionMatrix(first, first + static_cast<std::ptrdiff_t>(kept.width));
  };
  cut(pattern.shape);
  cut(pattern.contributions);
  cut(pattern.frequencies);
  for (PatternSite& site : pattern.sites) {
    const auto left = site.reversed ? wide - kept.first - kept.width : kept.first;
    site.start += static_cast<std::int64_t>(left);
  }
  return pattern;
}

std::vector<PatternSite> drop_overlaps(std::vector<PatternSite> sites, std::size_t width) {
  std::stable_sort(sites.begin(), sites.end(), [](const PatternSite& a, const PatternSite& b) {
    return a.sequence != b.sequence ? a.sequence < b.sequence : a.start < b.start;
  });
  std::vector<PatternSite> kept;
  for (const PatternSite& site : sites) {
    const bool overlaps = !kept.empty() && kept.back().sequence == site.sequence &&
                          2 * (site.start - kept.back().start) < static_cast<std::int64_t>(width);
    if (!overlaps) {
      kept.push_back(site);
    } else if (site.similarity > kept.back().similarity) {
      kept.back() = site;
    }
  }
  return kept;
}

double mean_similarity(const ContributionPattern& pattern) {
  if (pattern.sites.empty()) throw Error("found a pattern without sites");
  double sum = 0;
  for (const PatternSite& site : pattern.sites) sum += site.similarity;
  return sum / static_cast<double>(pattern.sites.size());
}

seq::Motif to_motif(const ContributionPattern& pattern, const std::string& id,
                    const std::string& name) {
  return {id, name, pattern.frequencies, static_cast<double>(pattern.sites.size())};
}

}  // namespace siskin::motif
