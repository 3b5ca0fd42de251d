#include "siskin/util/checksum.hpp"

#include <array>
#include <cstring>
#include <fstream>
#include <vector>

#include "siskin/util/error.hpp"

namespace siskin::util {
namespace {

// Fowler-Noll-Vo on words of eight bytes, with a shift because a product never carries downwards.
constexpr std::uint64_t kPrime = 0x100000001b3;
constexpr std::uint64_t kBasis = 0xcbf29ce484222325;
constexpr std::size_t kBlock = std::size_t{1} << 20;

std::uint64_t mix(std::uint64_t state, std::uint64_t word) {
  state = (state ^ word) * kPrime;
  return state ^ (state >> 32);
}

}  // namespace

std::uint64_t checksum(std::string_view data, std::uint64_t start) {
  std::uint64_t state = mix(kBasis, start);
  std::size_t done = 0;
  for (; done + sizeof(std::uint64_t) <= data.size(); done += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, data.data() + done, sizeof word);
    state = mix(state, word);
  }
  std::uint64_t rest = 0;
  if (done < data.size()) std::memcpy(&rest, data.data() + done, data.size() - done);
  return mix(mix(state, rest), data.size());
}

std::string file_checksum(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw system_error(path, "cannot be opened");
  std::vector<char> block(kBlock);
  std::uint64_t state = 0;
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    state = checksum({block.data(), static_cast<std::size_t>(in.gcount())}, state);
  }
  if (in.bad()) throw system_error(path, "cannot be read");
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[(state >> shift) & 0xf];
  return text;
}

}  // namespace siskin::util
