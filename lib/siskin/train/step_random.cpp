#include "siskin/train/step_random.hpp"

#include <ATen/CPUGeneratorImpl.h>

namespace siskin::train {

util::Random step_random(const StepPlace& place, Chance purpose) {
  // One derivation after the other: no two (epoch, purpose, step) share a stream.
  const auto epoch_seed = util::Random(place.seed, static_cast<std::uint64_t>(place.epoch)).next();
  const auto purpose_seed = util::Random(epoch_seed, static_cast<std::uint64_t>(purpose)).next();
  return util::Random(purpose_seed, static_cast<std::uint64_t>(place.step));
}

at::Generator step_generator(const StepPlace& place, Chance purpose) {
  return at::make_generator<at::CPUGeneratorImpl>(step_random(place, purpose).next());
}

}  // namespace siskin::train
