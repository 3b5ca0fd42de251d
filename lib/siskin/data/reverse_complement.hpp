#pragma once

#include <cstddef>
#include <cstdint>

#include "siskin/data/example_set.hpp"

namespace siskin::data {

/// Reads `count` codes (seq::code) on the other strand, in place.
void reverse_complement(std::uint8_t* codes, std::size_t count);

/// Turns example `row` in place: the sequence as above; profiles and controls from end to start,
/// with plus and minus exchanged when there are two strands. Labels stay.
void reverse_complement(const Shape& shape, Examples& examples, std::size_t row);

}  // namespace siskin::data
