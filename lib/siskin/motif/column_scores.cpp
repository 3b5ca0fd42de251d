#include "siskin/motif/column_scores.hpp"

#include <cmath>

#include "siskin/util/clones.hpp"
#include "siskin/util/error.hpp"

namespace siskin::motif {
namespace {

// What a score is computed from: the row, its deviations at length 1, or the row and its
// logarithms.
using Features = std::array<double, 8>;

Features deviations(const std::array<double, 4>& row) {
  Features features{};
  double squares = 0;
  for (std::size_t base = 0; base < 4; ++base) {
    features[base] = row[base] - 0.25;
    squares += features[base] * features[base];
  }
  for (std::size_t base = 0; base < 4 && squares > 0; ++base) features[base] /= std::sqrt(squares);
  return features;
}

Features features_of(ColumnScore kind, const std::array<double, 4>& row, const std::string& id) {
  if (kind == ColumnScore::kPearson) return deviations(row);
  Features features{};
  for (std::size_t base = 0; base < 4; ++base) {
    features[base] = row[base];
    if (kind != ColumnScore::kKullbackLeibler) continue;
    if (!(row[base] > 0)) {
      throw Error("motif '" + id +
                  "': found a base of probability 0, expected a pseudocount above 0 for the "
                  "Kullback-Leibler score");
    }
    features[base + 4] = std::log10(row[base]);
  }
  return features;
}

SISKIN_CLONES
void euclidean(const double* features, std::size_t size, const Features& x, double* scores) {
  const double* a = features;
  const double* c = a + size;
  const double* g = c + size;
  const double* t = g + size;
  const double xa = x[0];
  const double xc = x[1];
  const double xg = x[2];
  const double xt = x[3];
  SISKIN_INDEPENDENT
  for (std::size_t i = 0; i < size; ++i) {
    const double squares = (xa - a[i]) * (xa - a[i]) + (xc - c[i]) * (xc - c[i]) +
                           (xg - g[i]) * (xg - g[i]) + (xt - t[i]) * (xt - t[i]);
    scores[i] = -std::sqrt(squares);
  }
}

SISKIN_CLONES
void correlation(const double* features, std::size_t size, const Features& x, double* scores) {
  const double* a = features;
  const double* c = a + size;
  const double* g = c + size;
  const double* t = g + size;
  const double xa = x[0];
  const double xc = x[1];
  const double xg = x[2];
  const double xt = x[3];
  SISKIN_INDEPENDENT
  for (std::size_t i = 0; i < size; ++i) scores[i] = xa * a[i] + xc * c[i] + xg * g[i] + xt * t[i];
}

SISKIN_CLONES
void kullback_leibler(const double* features, std::size_t size, const Features& x, double* scores) {
  for (std::size_t i = 0; i < size; ++i) scores[i] = 0;
  for (std::size_t base = 0; base < 4; ++base) {
    const double* row = features + base * size;
    const double* logarithm = features + (base + 4) * size;
    const double mine = x[base];
    const double my_logarithm = x[base + 4];
    SISKIN_INDEPENDENT
    for (std::size_t i = 0; i < size; ++i)
      scores[i] -= 0.5 * (mine - row[i]) * (my_logarithm - logarithm[i]);
  }
}

}  // namespace

seq::Motif with_pseudocount(const seq::Motif& motif, double pseudocount) {
  const double total = motif.sites + pseudocount;
  if (!(total > 0)) {
    throw Error("motif '" + motif.id + "': found 0 sites, expected more, or a pseudocount");
  }
  seq::Motif result = motif;
  for (auto& row : result.rows) {
    for (double& share : row) share = (share * motif.sites + pseudocount / 4) / total;
  }
  return result;
}

ColumnTable::ColumnTable(ColumnScore kind, const std::vector<seq::Motif>& motifs) : kind_(kind) {
  for (const auto& motif : motifs) size_ += motif.width();
  const std::size_t arrays = kind == ColumnScore::kKullbackLeibler ? 8 : 4;
  features_.resize(arrays * size_);
  std::size_t column = 0;
  for (const auto& motif : motifs) {
    for (const auto& row : motif.rows) {
      const auto features = features_of(kind, row, motif.id);
      for (std::size_t i = 0; i < arrays; ++i) features_[i * size_ + column] = features[i];
      ++column;
    }
  }
}

std::vector<double> ColumnTable::scores(const seq::Motif& motif) const {
  std::vector<double> result(motif.width() * size_);
  for (std::size_t i = 0; i < motif.width(); ++i) {
    const auto features = features_of(kind_, motif.rows[i], motif.id);
    double* const row = result.data() + i * size_;
    switch (kind_) {
      case ColumnScore::kEuclidean:
        euclidean(features_.data(), size_, features, row);
        break;
      case ColumnScore::kPearson:
        correlation(features_.data(), size_, features, row);
        break;
      case ColumnScore::kKullbackLeibler:
        kullback_leibler(features_.data(), size_, features, row);
        break;
    }
  }
  return result;
}

}  // namespace siskin::motif
