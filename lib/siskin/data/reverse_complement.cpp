#include "siskin/data/reverse_complement.hpp"

#include <algorithm>

#include "siskin/seq/alphabet.hpp"

namespace siskin::data {

void reverse_complement(std::uint8_t* codes, std::size_t count) {
  std::reverse(codes, codes + count);
  for (std::size_t i = 0; i < count; ++i) {
    if (codes[i] != seq::kAmbiguous) codes[i] = static_cast<std::uint8_t>(3 - codes[i]);
  }
}

void reverse_complement(const Shape& shape, Examples& examples, std::size_t row) {
  reverse_complement(examples.codes_nl.data() + row * shape.length, shape.length);
  // Strand is the fastest axis of a profile: turning (position, strand) as one turns both.
  const std::size_t profile = shape.profile_length * shape.strands;
  float* values = examples.profiles_ntos.data() + row * shape.tasks * profile;
  for (std::size_t task = 0; task < shape.tasks && profile > 0; ++task, values += profile) {
    std::reverse(values, values + profile);
  }
  float* const controls = examples.controls_ncl.data() + row * shape.controls * shape.length;
  const std::size_t group = shape.strands * shape.length;
  for (std::size_t track = 0; track < shape.controls; track += shape.strands) {
    std::reverse(controls + track * shape.length, controls + track * shape.length + group);
  }
}

}  // namespace siskin::data
