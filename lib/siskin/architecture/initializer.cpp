#include "siskin/architecture/initializer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::architecture {
namespace {

using Scheme = Initializer::Scheme;

constexpr const char* kNormalPrefix = "normal:";
// Standard deviation of a standard normal truncated at +-2: sqrt(1 - 4 phi(2) / (2 Phi(2) - 1)).
constexpr double kTruncatedDeviation = 0.87962566103423978;

struct Word {
  const char* word;
  Scheme scheme;
};

constexpr std::array<Word, 7> kWords = {{
    {"glorot-uniform", Scheme::kGlorotUniform},
    {"glorot-normal", Scheme::kGlorotNormal},
    {"he-uniform", Scheme::kHeUniform},
    {"he-normal", Scheme::kHeNormal},
    {"lecun-uniform", Scheme::kLecunUniform},
    {"lecun-normal", Scheme::kLecunNormal},
    {"pytorch", Scheme::kPyTorch},
}};

double uniform(double limit, util::Random& random) { return (2 * random.uniform() - 1) * limit; }

double truncated_normal(double variance, util::Random& random) {
  double value = random.normal();
  while (std::abs(value) > 2) value = random.normal();
  return value * std::sqrt(variance) / kTruncatedDeviation;
}

double draw(const Initializer& initializer, const Fans& fans, util::Random& random) {
  const auto in = static_cast<double>(fans.in);
  const auto both = static_cast<double>(fans.in + fans.out);
  switch (initializer.scheme) {
    case Scheme::kGlorotUniform:
      return uniform(std::sqrt(6.0 / both), random);
    case Scheme::kGlorotNormal:
      return truncated_normal(2.0 / both, random);
    case Scheme::kHeUniform:
      return uniform(std::sqrt(6.0 / in), random);
    case Scheme::kHeNormal:
      return truncated_normal(2.0 / in, random);
    case Scheme::kLecunUniform:
      return uniform(std::sqrt(3.0 / in), random);
    case Scheme::kLecunNormal:
      return truncated_normal(1.0 / in, random);
    case Scheme::kNormal:
      return initializer.deviation * random.normal();
    case Scheme::kPyTorch:
      return uniform(1.0 / std::sqrt(in), random);
  }
  return 0;
}

}  // namespace

const std::vector<std::string>& initializer_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> list;
    list.reserve(kWords.size() + 1);
    for (const auto& one : kWords) list.emplace_back(one.word);
    list.push_back(std::string(kNormalPrefix) + "SD");
    return list;
  }();
  return words;
}

Initializer parse_initializer(const std::string& word) {
  for (const auto& one : kWords) {
    if (word == one.word) return {one.scheme, 0};
  }
  if (util::starts_with(word, kNormalPrefix)) {
    const auto deviation = util::parse_real(word.substr(std::string(kNormalPrefix).size()));
    if (deviation && *deviation > 0) return {Scheme::kNormal, *deviation};
  }
  std::string known;
  for (const auto& one : initializer_words()) known += (known.empty() ? "" : ", ") + one;
  throw Error("initializer: found " + util::quoted(word) + ", expected one of " + known);
}

std::string to_string(const Initializer& initializer) {
  if (initializer.scheme == Scheme::kNormal) {
    return kNormalPrefix + util::format_double(initializer.deviation);
  }
  const auto* const found = std::find_if(kWords.begin(), kWords.end(), [&](const Word& one) {
    return one.scheme == initializer.scheme;
  });
  return found->word;
}

std::vector<float> draw_weights(const Initializer& initializer, const Fans& fans,
                                std::int64_t count, util::Random& random) {
  std::vector<float> weights(static_cast<std::size_t>(count));
  for (auto& weight : weights) weight = static_cast<float>(draw(initializer, fans, random));
  return weights;
}

std::vector<float> draw_biases(const Initializer& initializer, const Fans& fans, std::int64_t count,
                               util::Random& random) {
  if (initializer.scheme == Scheme::kPyTorch) {
    return draw_weights(initializer, fans, count, random);
  }
  return std::vector<float>(static_cast<std::size_t>(count), 0.0F);
}

}  // namespace siskin::architecture
