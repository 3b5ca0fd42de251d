#include "siskin/blackbox/mutagenesis.hpp"

#include "siskin/blackbox/column.hpp"

namespace siskin::blackbox {
namespace {

Column base_column(std::size_t base) {
  Column column{};
  column[base] = 1;
  return column;
}

// Every base that is not there yet, position by position.
std::vector<ColumnChange> all_substitutions(const float* onehot_cl, std::size_t length) {
  std::vector<ColumnChange> changes;
  changes.reserve(3 * length + 1);
  for (std::size_t position = 0; position < length; ++position) {
    const auto observed = column_of(onehot_cl, length, position);
    if (is_ambiguous(observed)) continue;
    for (std::size_t base = 0; base < 4; ++base) {
      const auto column = base_column(base);
      if (column != observed) changes.push_back({position, column});
    }
  }
  return changes;
}

std::size_t base_of(const Column& column) {
  std::size_t base = 0;
  while (column[base] == 0) ++base;
  return base;
}

}  // namespace

Mutagenesis mutagenesis(Scorer& scorer, const float* onehot_cl, std::size_t length) {
  Mutagenesis result;
  result.delta_cl.assign(4 * length, 0.0F);
  auto changes = all_substitutions(onehot_cl, length);
  // The sequence itself goes through the same call as "no change": the differences are then free of
  // what another batch would round differently.
  if (length > 0) changes.push_back({0, column_of(onehot_cl, length, 0)});
  const auto scores = scorer.score_changes(onehot_cl, length, changes);
  if (scores.empty()) return result;
  result.score = scores.back();
  for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
    const auto cell = base_of(changes[i].column) * length + changes[i].position;
    result.delta_cl[cell] = static_cast<float>(scores[i] - result.score);
  }
  return result;
}

}  // namespace siskin::blackbox
