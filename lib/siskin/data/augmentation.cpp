#include "siskin/data/augmentation.hpp"

#include <algorithm>
#include <cmath>

#include "siskin/data/reverse_complement.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::data {
namespace {

using Codes = std::vector<std::uint8_t>;
using Kind = Augmentation::Kind;
using Difference = Codes::difference_type;

constexpr double kShareThatChanges = 0.75;  // of bases replaced by one of all four

std::uint8_t random_base(util::Random& random) {
  return static_cast<std::uint8_t>(random.below(4));
}

Codes random_bases(std::size_t count, util::Random& random) {
  Codes bases(count);
  for (auto& base : bases) base = random_base(random);
  return bases;
}

std::size_t up_to(std::size_t largest, util::Random& random) {
  return static_cast<std::size_t>(random.below(largest + 1));
}

void mutate(double rate, Codes& codes, util::Random& random) {
  const double draws = rate * static_cast<double>(codes.size()) / kShareThatChanges;
  const auto count = static_cast<std::size_t>(std::round(draws));
  for (std::size_t i = 0; i < count; ++i) {
    const auto place = static_cast<std::size_t>(random.below(codes.size()));
    codes[place] = random_base(random);
  }
}

void insert(std::size_t count, Codes& codes, util::Random& random) {
  const std::size_t length = codes.size();
  const auto place = static_cast<Difference>(up_to(length, random));
  const Codes bases = random_bases(count, random);
  codes.insert(codes.begin() + place, bases.begin(), bases.end());
  codes.erase(codes.begin(), codes.begin() + static_cast<Difference>(count / 2));
  codes.resize(length);
}

void remove(std::size_t count, Codes& codes, util::Random& random) {
  const auto place = static_cast<Difference>(up_to(codes.size() - count, random));
  codes.erase(codes.begin() + place, codes.begin() + place + static_cast<Difference>(count));
  const Codes left = random_bases(count / 2, random);
  const Codes right = random_bases(count - count / 2, random);
  codes.insert(codes.begin(), left.begin(), left.end());
  codes.insert(codes.end(), right.begin(), right.end());
}

void invert(std::size_t count, Codes& codes, util::Random& random) {
  const std::size_t place = up_to(codes.size() - count, random);
  reverse_complement(codes.data() + place, count);
}

void translocate(std::size_t count, Codes& codes, util::Random& random) {
  const bool left = random.below(2) == 0;
  const std::size_t first = left ? count : codes.size() - count;
  std::rotate(codes.begin(), codes.begin() + static_cast<Difference>(first), codes.end());
}

void apply(Kind kind, const Augmentation& settings, Codes& codes, util::Random& random) {
  if (kind == Kind::kMutation) return mutate(settings.mutation_rate, codes, random);
  const std::size_t most = std::min(static_cast<std::size_t>(settings.most_bases), codes.size());
  const std::size_t count = up_to(most, random);
  if (kind == Kind::kInsertion) insert(count, codes, random);
  if (kind == Kind::kDeletion) remove(count, codes, random);
  if (kind == Kind::kInversion) invert(count, codes, random);
  if (kind == Kind::kTranslocation) translocate(count, codes, random);
}

}  // namespace

Kind parse_augmentation(const std::string& word) {
  if (word == "mutation") return Kind::kMutation;
  if (word == "insertion") return Kind::kInsertion;
  if (word == "deletion") return Kind::kDeletion;
  if (word == "inversion") return Kind::kInversion;
  if (word == "translocation") return Kind::kTranslocation;
  throw UsageError("option --augment: found " + util::quoted(word) +
                   ", expected mutation, insertion, deletion, inversion or translocation");
}

void augment(const Augmentation& settings, Codes& codes, util::Random& random) {
  if (settings.empty() || codes.empty()) return;
  std::size_t count = std::min(settings.most, settings.kinds.size());
  if (!settings.exact && count > 1) count = 1 + up_to(count - 1, random);
  std::vector<Kind> kinds = settings.kinds;
  random.shuffle(kinds);
  for (std::size_t i = 0; i < count; ++i) apply(kinds[i], settings, codes, random);
}

}  // namespace siskin::data
