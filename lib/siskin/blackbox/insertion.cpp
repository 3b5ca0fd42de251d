#include "siskin/blackbox/insertion.hpp"

#include "siskin/blackbox/substitution.hpp"
#include "siskin/seq/alphabet.hpp"

namespace siskin::blackbox {

Edit insertion(std::string_view letters, std::size_t start) {
  Edit edit;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const auto base = seq::code(letters[i]);
    if (base == seq::kAmbiguous) continue;
    edit.push_back({start + i, base_column(base)});
  }
  return edit;
}

EditEffects edit_effects(Scorer& scorer, const std::vector<float>& onehot_cl,
                         const std::vector<Edit>& edits) {
  std::vector<Edit> asked{Edit{}};
  asked.insert(asked.end(), edits.begin(), edits.end());
  const auto scores = scorer.score_edits(onehot_cl.data(), onehot_cl.size() / 4, asked);
  return {scores.front(), {scores.begin() + 1, scores.end()}};
}

}  // namespace siskin::blackbox
