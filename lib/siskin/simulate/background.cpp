#include "siskin/simulate/background.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "siskin/seq/alphabet.hpp"
#include "siskin/seq/shuffle.hpp"
#include "siskin/util/error.hpp"

namespace siskin::simulate {
namespace {

using Counts = std::array<double, 4>;

double sum(const Counts& counts) { return counts[0] + counts[1] + counts[2] + counts[3]; }

Counts normalised(const Counts& counts) {
  const double total = sum(counts);
  return {counts[0] / total, counts[1] / total, counts[2] / total, counts[3] / total};
}

// Calls take(context, base) for every letter with `order` plain letters before it.
template <typename Take>
void for_each_word(const std::vector<std::string>& sequences, int order, Take take) {
  const std::size_t mask = (std::size_t{1} << (2 * order)) - 1;
  for (const std::string& sequence : sequences) {
    std::size_t context = 0;
    int known = 0;
    for (const char letter : sequence) {
      const std::uint8_t base = seq::code(letter);
      if (base == seq::kAmbiguous) {
        known = 0;
        continue;
      }
      if (known >= order) take(context, base);
      context = ((context << 2) | base) & mask;
      ++known;
    }
  }
}

}  // namespace

Thresholds make_thresholds(const std::array<double, 4>& probabilities) {
  Thresholds thresholds{};
  double cumulative = 0;
  for (std::size_t base = 0; base < 3; ++base) {
    cumulative += probabilities[base];
    // Rounding must not leave a sliver for bases that cannot occur.
    const bool last = std::all_of(probabilities.begin() + static_cast<std::ptrdiff_t>(base) + 1,
                                  probabilities.end(), [](double p) { return p <= 0; });
    thresholds[base] = last ? 1 : cumulative;
  }
  return thresholds;
}

MarkovBackground::MarkovBackground(const std::array<double, 4>& composition)
    : composition_(composition), next_{make_thresholds(composition)}, word_cumulative_{1} {}

MarkovBackground::MarkovBackground(const std::vector<std::string>& sequences, int order,
                                   const std::string& source)
    : order_(order), composition_{} {
  std::vector<Counts> counts(std::size_t{1} << (2 * order), Counts{});
  for_each_word(sequences, order,
                [&](std::size_t context, std::uint8_t base) { ++counts[context][base]; });
  for_each_word(sequences, 0, [&](std::size_t, std::uint8_t base) { ++composition_[base]; });
  double total = 0;
  for (const Counts& row : counts) total += sum(row);
  if (total <= 0) {
    throw Error(source + ": found no word of " + std::to_string(order + 1) +
                " letters A, C, G, T, expected some to estimate the background");
  }
  composition_ = normalised(composition_);
  double cumulative = 0;
  for (const Counts& row : counts) {
    cumulative += sum(row) / total;
    word_cumulative_.push_back(cumulative);
    next_.push_back(make_thresholds(sum(row) > 0 ? normalised(row) : composition_));
  }
}

void MarkovBackground::fill(std::string& sequence, util::Random& random) const {
  if (order_ == 0) {
    const Thresholds thresholds = next_.front();
    for (char& letter : sequence) letter = draw_letter(thresholds, random);
    return;
  }
  const auto first =
      std::upper_bound(word_cumulative_.begin(), word_cumulative_.end() - 1, random.uniform());
  auto context = static_cast<std::size_t>(first - word_cumulative_.begin());
  const std::size_t mask = next_.size() - 1;
  const auto order = static_cast<std::size_t>(order_);
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    if (i < order) {
      sequence[i] = seq::kLetters[(context >> (2 * (order - 1 - i))) & 3];
      continue;
    }
    sequence[i] = draw_letter(next_[context], random);
    context = ((context << 2) | seq::code(sequence[i])) & mask;
  }
}

ShuffledBackground::ShuffledBackground(std::vector<std::string> sequences, std::size_t length,
                                       const std::string& source)
    : sequences_(std::move(sequences)) {
  std::size_t windows = 0;
  Counts counts{};
  for (const std::string& sequence : sequences_) {
    std::size_t start = 0;
    for (std::size_t i = 0; i <= sequence.size(); ++i) {
      if (i < sequence.size() && seq::code(sequence[i]) != seq::kAmbiguous) continue;
      if (i - start >= length) {
        runs_.push_back(std::string_view(sequence).substr(start, i - start));
        windows += i - start - length + 1;
        windows_up_to_.push_back(windows);
        for (const char letter : runs_.back()) ++counts[seq::code(letter)];
      }
      start = i + 1;
    }
  }
  if (runs_.empty()) {
    throw Error(source + ": found no stretch of " + std::to_string(length) +
                " letters A, C, G, T, expected some to shuffle");
  }
  composition_ = normalised(counts);
}

void ShuffledBackground::fill(std::string& sequence, util::Random& random) const {
  const auto pick = static_cast<std::size_t>(random.below(windows_up_to_.back()));
  const auto run = static_cast<std::size_t>(
      std::upper_bound(windows_up_to_.begin(), windows_up_to_.end(), pick) -
      windows_up_to_.begin());
  const std::size_t before = run == 0 ? 0 : windows_up_to_[run - 1];
  std::string window(runs_[run].substr(pick - before, sequence.size()));
  for (char& letter : window) letter = seq::kLetters[seq::code(letter)];
  sequence = seq::shuffle_dinucleotides(window, random);
}

}  // namespace siskin::simulate
