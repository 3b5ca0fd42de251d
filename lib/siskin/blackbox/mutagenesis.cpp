#include "siskin/blackbox/mutagenesis.hpp"

#include "siskin/blackbox/substitution.hpp"

namespace siskin::blackbox {
namespace {

// Every base that is not there yet, position by position.
std::vector<Edit> all_substitutions(const float* onehot_cl, std::size_t length) {
  std::vector<Edit> edits;
  edits.reserve(3 * length + 1);
  for (std::size_t position = 0; position < length; ++position) {
    const auto observed = column_of(onehot_cl, length, position);
    if (is_ambiguous(observed)) continue;
    for (std::size_t base = 0; base < 4; ++base) {
      if (observed[base] != 1) edits.push_back(substitution(position, base));
    }
  }
  return edits;
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
  auto edits = all_substitutions(onehot_cl, length);
  // The sequence itself goes through the same call as an empty edit: the differences are then free
  // of what another batch would round differently.
  edits.emplace_back();
  const auto scores = scorer.score_edits(onehot_cl, length, edits);
  result.score = scores.back();
  for (std::size_t i = 0; i + 1 < edits.size(); ++i) {
    const auto& [position, column] = edits[i].front();
    const auto cell = base_of(column) * length + position;
    result.delta_cl[cell] = static_cast<float>(scores[i] - result.score);
  }
  return result;
}

}  // namespace siskin::blackbox
