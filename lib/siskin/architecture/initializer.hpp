#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/util/random.hpp"

namespace siskin::architecture {

/// How the weights of a convolution or a dense layer are drawn first. Variances: Glorot & Bengio
/// 2010: 2 / (inputs + outputs); He et al. 2015: 2 / inputs; LeCun et al. 1998: 1 / inputs. Their
/// normal forms are truncated at two standard deviations and widened so that the variance holds, as
/// Keras does; kNormal is not truncated. Biases are 0, except for kPyTorch.
struct Initializer {
  enum class Scheme {
    kGlorotUniform,
    kGlorotNormal,
    kHeUniform,
    kHeNormal,
    kLecunUniform,
    kLecunNormal,
    kNormal,   ///< N(0, deviation^2)
    kPyTorch,  ///< PyTorch's default: weights and biases uniform in +-1/sqrt(inputs)
  };
  Scheme scheme = Scheme::kGlorotUniform;
  double deviation = 0;  ///< of kNormal

  bool operator==(const Initializer& other) const {
    return scheme == other.scheme && deviation == other.deviation;
  }
  bool operator!=(const Initializer& other) const { return !(*this == other); }
};

/// "glorot-uniform", "he-normal", ..., "pytorch", or "normal:0.05". Throws Error.
Initializer parse_initializer(const std::string& word);
std::string to_string(const Initializer& initializer);
/// The words, with "normal:SD" for the one that takes a number.
const std::vector<std::string>& initializer_words();

/// What a layer's variance is reckoned from: the inputs and outputs of one of its units, times the
/// width of a kernel.
struct Fans {
  std::int64_t in = 0;
  std::int64_t out = 0;
};

std::vector<float> draw_weights(const Initializer& initializer, const Fans& fans,
                                std::int64_t count, util::Random& random);
std::vector<float> draw_biases(const Initializer& initializer, const Fans& fans, std::int64_t count,
                               util::Random& random);

}  // namespace siskin::architecture
