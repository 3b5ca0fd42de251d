#pragma once

#include <cstddef>
#include <optional>

#include "siskin/architecture/architecture.hpp"

namespace siskin::train {

/// Whether a layer is linear in each of finitely many regions of its input, in evaluation mode: its
/// derivative by its input then does not change with the input, but at the borders.
bool is_piecewise_linear(const architecture::Layer& layer);

/// How many layers of the trunk stand in front of the part that is piecewise linear to the end of
/// the heads; nothing when a head itself is not.
std::optional<std::size_t> curved_layers(const architecture::Architecture& architecture);

}  // namespace siskin::train
