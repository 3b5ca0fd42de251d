#include "siskin/attribute/reduction.hpp"

#include <algorithm>
#include <cmath>

#include "siskin/blackbox/column.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::attribute {
namespace {

using blackbox::Column;

float sum(const Column& cells) { return cells[0] + cells[1] + cells[2] + cells[3]; }

float product(const Column& a, const Column& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}

float observed(const Column& cells, const Column& base, MapKind kind) {
  if (blackbox::is_ambiguous(base)) return 0;
  switch (kind) {
    case MapKind::kGradient:
    case MapKind::kHypothetical:
    case MapKind::kPosition:
      return product(cells, base);
    case MapKind::kContribution:
      return sum(cells);
    case MapKind::kDifference:
      break;
  }
  return product(cells, base) - sum(cells) / 4;
}

float largest(const Column& cells) {
  float found = 0;
  for (const float cell : cells) found = std::max(found, std::abs(cell));
  return found;
}

float reduce_column(const Column& cells, const Column& base, MapKind kind, Reduction reduction) {
  switch (reduction) {
    case Reduction::kObserved:
      return observed(cells, base, kind);
    case Reduction::kMaxAbs:
      return largest(cells);
    case Reduction::kL1:
      return std::abs(cells[0]) + std::abs(cells[1]) + std::abs(cells[2]) + std::abs(cells[3]);
    case Reduction::kL2:
      return std::sqrt(product(cells, cells));
    case Reduction::kMeanAlternatives:
      break;
  }
  return -sum(cells) / 3;
}

}  // namespace

Reduction parse_reduction(const std::string& word) {
  if (word == "observed") return Reduction::kObserved;
  if (word == "max-abs") return Reduction::kMaxAbs;
  if (word == "l1") return Reduction::kL1;
  if (word == "l2") return Reduction::kL2;
  if (word == "mean-alternatives") return Reduction::kMeanAlternatives;
  throw UsageError("found " + util::quoted(word) +
                   ", expected observed, max-abs, l1, l2 or mean-alternatives");
}

std::vector<float> reduce(const float* map_cl, const float* onehot_cl, std::size_t length,
                          MapKind kind, Reduction reduction) {
  if (reduction == Reduction::kMeanAlternatives && kind != MapKind::kDifference) {
    throw UsageError("mean-alternatives: is a reduction of mutagenesis only");
  }
  std::vector<float> values(length);
  for (std::size_t i = 0; i < length; ++i) {
    values[i] = reduce_column(blackbox::column_of(map_cl, length, i),
                              blackbox::column_of(onehot_cl, length, i), kind, reduction) +
                0.0F;  // no -0 in tracks
  }
  return values;
}

}  // namespace siskin::attribute
