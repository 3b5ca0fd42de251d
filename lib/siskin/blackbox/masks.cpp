#include "siskin/blackbox/masks.hpp"

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::blackbox {
namespace {

constexpr Column kUniformColumn{0.25F, 0.25F, 0.25F, 0.25F};

Column shares(const std::array<double, 4>& counts) {
  const double total = counts[0] + counts[1] + counts[2] + counts[3];
  if (total == 0) return kUniformColumn;
  Column column{};
  for (std::size_t base = 0; base < 4; ++base) {
    column[base] = static_cast<float>(counts[base] / total);
  }
  return column;
}

}  // namespace

MaskKind parse_mask_kind(const std::string& word) {
  if (word == "uniform") return MaskKind::kUniform;
  if (word == "zero") return MaskKind::kZero;
  if (word == "base-frequency") return MaskKind::kBaseFrequency;
  if (word == "position-mean") return MaskKind::kPositionMean;
  throw UsageError("found " + util::quoted(word) +
                   ", expected uniform, zero, base-frequency or position-mean");
}

MaskSource MaskSource::of_frequencies(const std::array<double, 4>& frequencies) {
  double sum = 0;
  for (const double frequency : frequencies) {
    if (!(frequency >= 0)) throw Error("base frequencies: expected numbers of at least 0");
    sum += frequency;
  }
  if (sum == 0) throw Error("base frequencies: all four are 0");
  MaskSource source(MaskKind::kBaseFrequency);
  source.counts_ = {frequencies};
  return source;
}

bool MaskSource::needs_counts() const {
  return counts_.empty() && (kind_ == MaskKind::kBaseFrequency || kind_ == MaskKind::kPositionMean);
}

void MaskSource::count(std::string_view sequence, const std::string& where) {
  const bool each = kind_ == MaskKind::kPositionMean;
  if (counts_.empty()) counts_.resize(each ? sequence.size() : 1);
  if (each && counts_.size() != sequence.size()) {
    throw Error(where + ": found " + std::to_string(sequence.size()) + " bases, expected the " +
                std::to_string(counts_.size()) + " of the first sequence for --mask position-mean");
  }
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const std::size_t base = seq::code(sequence[i]);
    if (base != seq::kAmbiguous) counts_[each ? i : 0].at(base) += 1;
  }
}

Mask MaskSource::mask(std::size_t length) const {
  if (kind_ == MaskKind::kUniform) return constant_mask(length, kUniformColumn);
  if (kind_ == MaskKind::kZero) return constant_mask(length, {});
  if (kind_ == MaskKind::kBaseFrequency) {
    return constant_mask(length, counts_.empty() ? kUniformColumn : shares(counts_.front()));
  }
  if (counts_.size() != length) {
    throw Error("--mask position-mean was counted in sequences of " +
                std::to_string(counts_.size()) + " bases, found " + std::to_string(length));
  }
  Mask columns;
  columns.reserve(length);
  for (const auto& counts : counts_) columns.push_back(shares(counts));
  return columns;
}

}  // namespace siskin::blackbox
