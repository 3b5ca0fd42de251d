#pragma once

#include <ATen/core/Generator.h>

#include <cstdint>

#include "siskin/train/loss_terms.hpp"
#include "siskin/util/random.hpp"

namespace siskin::train {

/// What chance is needed for in a step; each has a stream of its own.
enum class Chance : std::uint64_t { kMixup = 1, kInputNoise, kProjection, kPowerIteration };

/// The stream of a step: a function of place and purpose alone, so that a resumed run draws what an
/// uninterrupted one draws.
util::Random step_random(const StepPlace& place, Chance purpose);
/// The same for LibTorch: a generator on the CPU, so that all devices see the same numbers.
at::Generator step_generator(const StepPlace& place, Chance purpose);

}  // namespace siskin::train
