#pragma once

#include <cstddef>
#include <vector>

#include "siskin/blackbox/scorer.hpp"

namespace siskin::blackbox {

struct Mutagenesis {
  double score = 0;             ///< f(x)
  std::vector<float> delta_cl;  ///< (4, length): f(x with this base here) - f(x)
};

/// In silico saturation mutagenesis (Zhou & Troyanskaya 2015, "Predicting effects of noncoding
/// variants with deep learning-based sequence model"; Alipanahi et al. 2015): every base replaced
/// by each of the three others, 3 * length + 1 evaluations. The difference is 0 at the observed
/// base, and in all four channels where the sequence has an N, because there is no base to replace.
Mutagenesis mutagenesis(Scorer& scorer, const float* onehot_cl, std::size_t length);

}  // namespace siskin::blackbox
