#include "siskin/blackbox/maskable_sequence.hpp"

#include <numeric>
#include <utility>

namespace siskin::blackbox {
namespace {

double score_one(Scorer& scorer, const std::vector<float>& map_cl) {
  return scorer.score(map_cl.data(), 1, map_cl.size() / 4).front();
}

// The same steps under each mask, told by the mean of their scores.
class MeanWalk : public Walk {
 public:
  explicit MeanWalk(std::vector<std::unique_ptr<Walk>> walks) : walks_(std::move(walks)) {}

  std::vector<double> scores() override {
    auto sums = walks_.front()->scores();
    for (std::size_t i = 1; i < walks_.size(); ++i) {
      const auto more = walks_[i]->scores();
      for (std::size_t place = 0; place < sums.size(); ++place) sums[place] += more[place];
    }
    for (auto& sum : sums) sum /= static_cast<double>(walks_.size());
    return sums;
  }

  void make(std::size_t place) override {
    for (const auto& walk : walks_) walk->make(place);
  }

 private:
  std::vector<std::unique_ptr<Walk>> walks_;
};

}  // namespace

Mask constant_mask(std::size_t length, const Column& column) { return Mask(length, column); }

Mask random_mask(std::size_t length, const Column& frequencies, util::Random& random) {
  const std::vector<double> probabilities(frequencies.begin(), frequencies.end());
  Mask mask(length);
  for (auto& column : mask) column[random.choose(probabilities)] = 1;
  return mask;
}

std::vector<Unit> single_positions(const float* onehot_cl, std::size_t length) {
  std::vector<Unit> units;
  for (std::size_t i = 0; i < length; ++i) {
    if (!is_ambiguous(column_of(onehot_cl, length, i))) units.push_back({i});
  }
  return units;
}

MaskableSequence every_base(std::vector<float> onehot_cl, const Mask& mask) {
  auto units = single_positions(onehot_cl.data(), onehot_cl.size() / 4);
  return {std::move(onehot_cl), {mask}, std::move(units)};
}

std::vector<std::size_t> all_units(const MaskableSequence& sequence) {
  std::vector<std::size_t> units(sequence.units.size());
  std::iota(units.begin(), units.end(), std::size_t{0});
  return units;
}

std::vector<std::size_t> other_units(const MaskableSequence& sequence,
                                     const std::vector<std::size_t>& taken) {
  std::vector<bool> is_taken(sequence.units.size(), false);
  for (const auto unit : taken) is_taken[unit] = true;
  std::vector<std::size_t> others;
  for (std::size_t unit = 0; unit < is_taken.size(); ++unit) {
    if (!is_taken[unit]) others.push_back(unit);
  }
  return others;
}

std::vector<std::size_t> positions_of(const std::vector<Unit>& units,
                                      const std::vector<std::size_t>& numbers) {
  std::vector<std::size_t> positions;
  for (const auto number : numbers) {
    positions.insert(positions.end(), units[number].begin(), units[number].end());
  }
  return positions;
}

Edit masking_edit(const MaskableSequence& sequence, const Mask& mask, std::size_t unit) {
  Edit edit;
  for (const auto position : sequence.units[unit]) edit.push_back({position, mask[position]});
  return edit;
}

std::vector<float> masked_map(const MaskableSequence& sequence, const Mask& mask,
                              const std::vector<std::size_t>& masked) {
  auto map_cl = sequence.onehot_cl;
  for (const auto unit : masked) {
    apply(masking_edit(sequence, mask, unit), map_cl.data(), sequence.length());
  }
  return map_cl;
}

double score_masked(Scorer& scorer, const MaskableSequence& sequence,
                    const std::vector<std::size_t>& masked) {
  if (masked.empty()) return score_one(scorer, sequence.onehot_cl);
  double sum = 0;
  for (const auto& mask : sequence.masks) {
    sum += score_one(scorer, masked_map(sequence, mask, masked));
  }
  return sum / static_cast<double>(sequence.masks.size());
}

std::unique_ptr<Walk> masking_walk(Scorer& scorer, const MaskableSequence& sequence,
                                   const std::vector<std::size_t>& candidates) {
  const auto masked = other_units(sequence, candidates);
  std::vector<std::unique_ptr<Walk>> walks;
  for (const auto& mask : sequence.masks) {
    std::vector<Edit> edits;
    edits.reserve(candidates.size());
    for (const auto unit : candidates) edits.push_back(masking_edit(sequence, mask, unit));
    walks.push_back(scorer.walk(masked_map(sequence, mask, masked), std::move(edits)));
  }
  if (walks.size() == 1) return std::move(walks.front());
  return std::make_unique<MeanWalk>(std::move(walks));
}

}  // namespace siskin::blackbox
