#include "siskin/util/permutation.hpp"

#include "siskin/util/random.hpp"

namespace siskin::util {
namespace {

// The finaliser of SplitMix64: every bit of the result depends on every bit of x.
std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace

Permutation::Permutation(std::uint64_t size, std::uint64_t seed) : size_(size) {
  int bits = 0;
  while (bits < 63 && (std::uint64_t{1} << bits) < size) ++bits;
  low_bits_ = (bits + 1) / 2;
  low_mask_ = (std::uint64_t{1} << low_bits_) - 1;
  high_mask_ = (std::uint64_t{1} << (bits - low_bits_)) - 1;
  Random random(seed);
  for (auto& key : keys_) key = random.next();
}

std::uint64_t Permutation::operator()(std::uint64_t index) const {
  do {
    std::uint64_t low = index & low_mask_;
    std::uint64_t high = index >> low_bits_;
    for (std::size_t round = 0; round < keys_.size(); round += 2) {
      low ^= mix(high ^ keys_[round]) & low_mask_;
      high ^= mix(low ^ keys_[round + 1]) & high_mask_;
    }
    index = high << low_bits_ | low;
  } while (index >= size_);
  return index;
}

}  // namespace siskin::util
