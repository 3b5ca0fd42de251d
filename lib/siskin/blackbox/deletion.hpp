#pragma once

#include <vector>

#include "siskin/blackbox/occlusion.hpp"

namespace siskin::blackbox {

/// Takes windows out of the sequence: the shorter flank moves up to close the gap (the right one
/// when both are equal), and the end that it leaves is filled with the columns of the mask. Unlike
/// occlusion this changes distances between what is left. A position gets the mean of
/// f(x) - f(shortened) over the windows that cover it. A window without any base counts as no
/// change. Sequences are scored whole, because a deletion moves up to half of one. Throws Error as
/// window_starts().
PositionValues deletion(Scorer& scorer, const std::vector<float>& onehot_cl, const Mask& mask,
                        const WindowOptions& options);

}  // namespace siskin::blackbox
