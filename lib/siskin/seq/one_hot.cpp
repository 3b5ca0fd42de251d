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

// 1 for the letters `first` and `second` in either case, else 0.
template <char first, char second>
void fill_channel(std::string_view letters, float* out) {
  constexpr char kLowerCase = 0x20;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char letter = static_cast<char>(letters[i] | kLowerCase);
    out[i] = static_cast<int>(letter == first) | static_cast<int>(letter == second) ? 1.0F : 0.0F;
  }
}

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
  // One comparison a letter and channel, without look-up or branch: the compiler turns this into
  // vector instructions and the stores are what it takes. Blocks keep the letters in the cache.
  constexpr std::size_t kBlock = 8192;
  const std::size_t length = sequence.size();
  for (std::size_t begin = 0; begin < length; begin += kBlock) {
    const auto letters = sequence.substr(begin, kBlock);
    fill_channel<'a', 'a'>(letters, onehot_cl + begin);
    fill_channel<'c', 'c'>(letters, onehot_cl + length + begin);
    fill_channel<'g', 'g'>(letters, onehot_cl + 2 * length + begin);
    fill_channel<'t', 'u'>(letters, onehot_cl + 3 * length + begin);
  }
  if (ambiguous != Ambiguous::kZero) fill_ambiguous(sequence, onehot_cl, ambiguous);
}

}  // namespace siskin::seq
