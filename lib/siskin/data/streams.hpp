#pragma once

#include <cstdint>

#include "siskin/util/random.hpp"

namespace siskin::data {

/// What random numbers are drawn for; each use has streams of its own, so that an option that draws
/// more does not change what the others draw.
enum class Purpose : std::uint64_t {
  kOrder,
  kNegativeOrder,
  kJitter,
  kStrand,
  kAugmentation,
  kNegatives,
  kSplit,
  kMatch,
};

/// The seed for one purpose in one epoch.
inline std::uint64_t stream_seed(std::uint64_t seed, std::int64_t epoch, Purpose purpose) {
  constexpr std::uint64_t kPurposes = 16;
  const auto number =
      static_cast<std::uint64_t>(epoch) * kPurposes + static_cast<std::uint64_t>(purpose);
  return util::Random(seed, number).next();
}

}  // namespace siskin::data
