#pragma once

#include <cstddef>
#include <string_view>

namespace siskin::seq {

/// What a letter other than ACGT becomes.
enum class Ambiguous {
  kZero,     ///< four zeros
  kUniform,  ///< 0.25 each
  kError,    ///< an Error naming the position
};

/// "zero", "uniform" or "error" as given to --ambiguous. Throws UsageError otherwise.
Ambiguous parse_ambiguous(std::string_view word);

/// Writes `sequence` (length L) as one-hot into onehot_cl[4 * L], channel by channel (A, C, G, T).
/// Throws Error under Ambiguous::kError.
void one_hot(std::string_view sequence, float* onehot_cl, Ambiguous ambiguous = Ambiguous::kZero);

}  // namespace siskin::seq
