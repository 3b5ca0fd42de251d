#include "siskin/motif/contribution_alignment.hpp"

#include <algorithm>
#include <cmath>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::motif {

ContributionMatrix reverse_complement(const ContributionMatrix& matrix) {
  ContributionMatrix result(matrix.rbegin(), matrix.rend());
  for (auto& row : result) std::reverse(row.begin(), row.end());
  return result;
}

Regions::Regions(const ContributionTracks& tracks, const std::vector<Seqlet>& seqlets,
                 std::size_t width)
    : width_(width),
      bases_(seqlets.size() * width, seq::kAmbiguous),
      values_(seqlets.size() * width, 0) {
  const auto length = static_cast<std::int64_t>(tracks.length());
  for (std::size_t i = 0; i < seqlets.size(); ++i) {
    const Seqlet& seqlet = seqlets[i];
    const auto start = seqlet.middle() - static_cast<std::int64_t>(width / 2);
    sequences_.push_back(seqlet.sequence);
    starts_.push_back(start);
    const auto first = std::clamp<std::int64_t>(start, 0, length);
    const auto end = std::clamp<std::int64_t>(start + static_cast<std::int64_t>(width), 0, length);
    const auto to = static_cast<std::ptrdiff_t>(i * width) + (first - start);
    std::copy(tracks.bases(seqlet.sequence) + first, tracks.bases(seqlet.sequence) + end,
              bases_.begin() + to);
    std::copy(tracks.contributions(seqlet.sequence) + first,
              tracks.contributions(seqlet.sequence) + end, values_.begin() + to);
  }
}

ContributionMatrix Regions::matrix(std::size_t region, std::size_t first, std::size_t width) const {
  ContributionMatrix matrix(width, std::array<double, 4>{});
  for (std::size_t i = 0; i < width; ++i) {
    const auto base = bases(region)[first + i];
    if (base < seq::kBases) matrix[i][base] = values(region)[first + i];
  }
  return matrix;
}

ContributionAligner::ContributionAligner(const ContributionMatrix& motif, std::size_t region_width)
    : width_(motif.size()), region_width_(region_width), offsets_(region_width - motif.size() + 1) {
  if (motif.empty() || motif.size() > region_width || offsets_ > kMostOffsets) {
    throw Error("found a motif of " + std::to_string(motif.size()) + " rows for regions of " +
                std::to_string(region_width) + " bases");
  }
  for (const auto& row : motif) {
    for (const double value : row) norm_ += value * value;
  }
  norm_ = std::sqrt(norm_);
  forward_ = lay_out(motif, offsets_);
  reverse_ = lay_out(reverse_complement(motif), offsets_);
}

// Rows in reverse order, so that one base of a region meets those of all offsets side by side, with
// zeros where an offset leaves the base outside.
ContributionAligner::Table ContributionAligner::lay_out(const ContributionMatrix& motif,
                                                        std::size_t offsets) {
  const auto width = motif.size();
  Table table;
  for (auto& rows : table) rows.assign(width + 2 * (offsets - 1), 0);
  for (std::size_t i = 0; i < width; ++i) {
    for (std::size_t base = 0; base < seq::kBases; ++base)
      table[base][offsets - 1 + width - 1 - i] = static_cast<float>(motif[i][base]);
  }
  return table;
}

Alignment ContributionAligner::best(const std::uint8_t* bases, const float* values) const {
  std::array<float, kMostOffsets> forward{};
  std::array<float, kMostOffsets> reverse{};
  for (std::size_t i = 0; i < region_width_; ++i) {
    const float value = values[i];
    if (value == 0) continue;
    // Base i under offset o meets row i - o, which stands at (offsets - 1) + (width - 1) - i + o.
    const std::size_t shift = offsets_ + width_ - 2 - i;
    const float* ahead = forward_[bases[i]].data() + shift;
    const float* behind = reverse_[bases[i]].data() + shift;
    for (std::size_t o = 0; o < offsets_; ++o) {
      forward[o] += value * ahead[o];
      reverse[o] += value * behind[o];
    }
  }
  std::array<double, kMostOffsets> energies{};
  double most = 0;
  for (std::size_t o = 0; o < offsets_; ++o) {
    double energy = 0;
    for (std::size_t i = o; i < o + width_; ++i)
      energy += static_cast<double>(values[i]) * values[i];
    energies[o] = energy;
    most = std::max(most, energy);
  }
  Alignment found;
  if (!(most > 0) || !(norm_ > 0)) return found;
  found.similarity = -2;
  for (const bool reversed : {false, true}) {
    for (std::size_t o = 0; o < offsets_; ++o) {
      const double size = norm_ * std::sqrt(std::max(energies[o], most / 2));
      const double similarity = (reversed ? reverse[o] : forward[o]) / size;
      if (similarity > found.similarity) found = {similarity, o, reversed};
    }
  }
  return found;
}

}  // namespace siskin::motif
