#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "siskin/blackbox/scorer.hpp"

namespace siskin::blackbox {

/// The edit that writes `letters` over the bases from `start` on; letters other than ACGT leave
/// what is there.
Edit insertion(std::string_view letters, std::size_t start);

/// What edits do to one sequence.
struct EditEffects {
  double before = 0;          ///< f of the sequence as it is
  std::vector<double> after;  ///< f with each edit on its own
};

/// The marginal effect of motifs, after - before, is asked of many backgrounds this way (Koo et al.
/// 2021, "Global importance analysis", PLoS Computational Biology 17:e1008925). One call of
/// score_edits().
EditEffects edit_effects(Scorer& scorer, const std::vector<float>& onehot_cl,
                         const std::vector<Edit>& edits);

}  // namespace siskin::blackbox
