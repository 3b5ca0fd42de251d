#include "siskin/blackbox/pairwise.hpp"

#include "siskin/blackbox/substitution.hpp"

namespace siskin::blackbox {
namespace {

struct Single {
  std::size_t position = 0;
  std::size_t base = 0;
  double delta = 0;
};

std::vector<Single> substitutions(const std::vector<float>& onehot_cl,
                                  const std::vector<std::size_t>& positions) {
  const std::size_t length = onehot_cl.size() / 4;
  std::vector<Single> found;
  for (const auto position : positions) {
    const auto column = column_of(onehot_cl.data(), length, position);
    if (is_ambiguous(column)) continue;
    for (std::size_t base = 0; base < 4; ++base) {
      if (column[base] == 0) found.push_back({position, base, 0});
    }
  }
  return found;
}

// The score of each edit less that of the base itself, which goes through the same call.
std::vector<double> differences(Scorer& scorer, const std::vector<float>& base_cl,
                                std::vector<Edit> edits) {
  edits.emplace_back();
  auto scores = scorer.score_edits(base_cl.data(), base_cl.size() / 4, edits);
  const double own = scores.back();
  scores.pop_back();
  for (double& score : scores) score -= own;
  return scores;
}

}  // namespace

void pairwise_mutagenesis(Scorer& scorer, const std::vector<float>& onehot_cl,
                          const std::vector<std::size_t>& positions,
                          const std::function<void(const PairEffect&)>& take) {
  auto singles = substitutions(onehot_cl, positions);
  std::vector<Edit> edits;
  edits.reserve(singles.size());
  for (const auto& single : singles) edits.push_back(substitution(single.position, single.base));
  const auto deltas = differences(scorer, onehot_cl, edits);
  for (std::size_t i = 0; i < singles.size(); ++i) singles[i].delta = deltas[i];
  for (std::size_t i = 0; i < singles.size(); ++i) {
    const auto& first = singles[i];
    std::size_t next = i + 1;
    while (next < singles.size() && singles[next].position == first.position) ++next;
    if (next == singles.size()) break;
    auto changed_cl = onehot_cl;
    apply(edits[i], changed_cl.data(), changed_cl.size() / 4);
    const auto steps = differences(
        scorer, changed_cl, {edits.begin() + static_cast<std::ptrdiff_t>(next), edits.end()});
    for (std::size_t j = next; j < singles.size(); ++j) {
      const auto& second = singles[j];
      const double step = steps[j - next];
      take({first.position, first.base, second.position, second.base, first.delta, second.delta,
            first.delta + step, step - second.delta});
    }
  }
}

}  // namespace siskin::blackbox
