#include "siskin/seq/one_hot.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::seq {

Ambiguous parse_ambiguous(std::string_view word) {
  if (word == "zero") return Ambiguous::kZero;
  if (word == "uniform") return Ambiguous::kUniform;
  if (word == "error") return Ambiguous::kError;
  throw UsageError("option --ambiguous: found " + util::quoted(word) +
                   ", expected zero, uniform or error");
}

namespace {

void fill_ambiguous(std::string_view sequence, float* onehot_cl, Ambiguous ambiguous) {
  const std::size_t length = sequence.size();
  for (std::size_t i = 0; i < length; ++i) {
    if (code(sequence[i]) != kAmbiguous) continue;
    if (ambiguous == Ambiguous::kError) {
      throw Error("position " + std::to_string(i) + " is " + util::quoted(sequence.substr(i, 1)) +
                  ", expected A, C, G or T (see --ambiguous)");
    }
    for (std::size_t channel = 0; channel < 4; ++channel) onehot_cl[channel * length + i] = 0.25F;
  }
}

}  // namespace

void one_hot(std::string_view sequence, float* onehot_cl, Ambiguous ambiguous) {
  const std::size_t length = sequence.size();
  bool found_ambiguous = false;
  // Comparing whole channels lets the compiler use vector instructions; the codes of a block stay
  // in the first-level cache.
  constexpr std::size_t kBlock = 4096;
  std::uint8_t codes[kBlock];
  for (std::size_t begin = 0; begin < length; begin += kBlock) {
    const std::size_t count = std::min(kBlock, length - begin);
    std::uint8_t highest = 0;
    for (std::size_t i = 0; i < count; ++i) {
      codes[i] = code(sequence[begin + i]);
      highest = static_cast<std::uint8_t>(highest | codes[i]);
    }
    found_ambiguous = found_ambiguous || (highest & kAmbiguous) != 0;
    for (std::uint8_t channel = 0; channel < 4; ++channel) {
      float* const out = onehot_cl + channel * length + begin;
      for (std::size_t i = 0; i < count; ++i) out[i] = codes[i] == channel ? 1.0F : 0.0F;
    }
  }
  if (found_ambiguous && ambiguous != Ambiguous::kZero) {
    fill_ambiguous(sequence, onehot_cl, ambiguous);
  }
}

}  // namespace siskin::seq
