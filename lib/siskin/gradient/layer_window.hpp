#pragma once

#include <cstdint>
#include <string>

#include "siskin/model/function.hpp"
#include "siskin/motif/activation_alignment.hpp"

namespace siskin::gradient {

/// Which bases each position of a layer (see find_layer) depends on, in sequences of `length`
/// bases. Whatever the layer is computed by: bases are made NaN, which every operation passes on to
/// all that depends on it, and the ends of what becomes NaN are found by bisection (some 3 log2
/// length runs of one sequence). Throws Error, naming the layer, when its positions have no regular
/// windows: every one sees the whole sequence, or the sequence is too short to tell.
motif::ReceptiveWindow layer_window(const model::Function& function, std::int64_t length,
                                    const std::string& layer);

}  // namespace siskin::gradient
