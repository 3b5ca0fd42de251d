#include "siskin/motif/contribution_tracks.hpp"

#include <cmath>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::motif {
namespace {

float contribution_at(const float* map_cl, std::size_t length, std::size_t position,
                      std::uint8_t base, Contribution kind) {
  double sum = 0;
  for (std::size_t c = 0; c < seq::kBases; ++c) sum += map_cl[c * length + position];
  if (!std::isfinite(sum)) return static_cast<float>(sum);
  if (base >= seq::kBases) return 0;
  if (kind == Contribution::kSum) return static_cast<float>(sum);
  const float observed = map_cl[base * length + position];
  return kind == Contribution::kObserved ? observed : static_cast<float>(observed - sum / 4);
}

}  // namespace

Contribution parse_contribution(const std::string& word) {
  if (word == "observed") return Contribution::kObserved;
  if (word == "centered") return Contribution::kCentered;
  if (word == "sum") return Contribution::kSum;
  throw UsageError("found contribution " + util::quoted(word) +
                   ", expected observed, centered or sum");
}

ContributionTracks::ContributionTracks(std::size_t length) : length_(length) {}

void ContributionTracks::add(const float* map_cl, const std::uint8_t* bases, Contribution kind) {
  std::vector<float> contributions(length_);
  for (std::size_t i = 0; i < length_; ++i)
    contributions[i] = contribution_at(map_cl, length_, i, bases[i], kind);
  add(contributions.data(), bases);
}

void ContributionTracks::add(const float* contributions, const std::uint8_t* bases) {
  for (std::size_t i = 0; i < length_; ++i) {
    if (!std::isfinite(contributions[i]))
      throw Error("sequence " + std::to_string(count()) + ", base " + std::to_string(i) +
                  ": found a contribution that is not finite");
  }
  for (std::size_t i = 0; i < length_; ++i)
    contributions_nl_.push_back(bases[i] < seq::kBases ? contributions[i] : 0.0F);
  bases_nl_.insert(bases_nl_.end(), bases, bases + length_);
}

ContributionTracks ContributionTracks::negated() const {
  ContributionTracks result = *this;
  for (float& value : result.contributions_nl_) value = -value;
  return result;
}

}  // namespace siskin::motif
