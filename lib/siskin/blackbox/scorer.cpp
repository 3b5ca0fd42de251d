#include "siskin/blackbox/scorer.hpp"

#include <algorithm>
#include <utility>

namespace siskin::blackbox {
namespace {

class PlainWalk : public Walk {
 public:
  PlainWalk(Scorer& scorer, std::vector<float> base_cl, std::vector<Edit> edits)
      : scorer_(scorer), base_cl_(std::move(base_cl)), edits_(std::move(edits)) {}

  std::vector<double> scores() override {
    return scorer_.score_edits(base_cl_.data(), base_cl_.size() / 4, edits_);
  }

  void make(std::size_t place) override {
    apply(edits_.at(place), base_cl_.data(), base_cl_.size() / 4);
    edits_.erase(edits_.begin() + static_cast<std::ptrdiff_t>(place));
  }

 private:
  Scorer& scorer_;
  std::vector<float> base_cl_;
  std::vector<Edit> edits_;
};

}  // namespace

std::vector<double> Scorer::score_edits(const float* base_cl, std::size_t length,
                                        const std::vector<Edit>& edits) {
  std::vector<double> scores;
  scores.reserve(edits.size());
  const std::size_t map_size = 4 * length;
  std::vector<float> edited_ncl(std::min(batch_size(), edits.size()) * map_size);
  for (std::size_t begin = 0; begin < edits.size(); begin += batch_size()) {
    const std::size_t count = std::min(batch_size(), edits.size() - begin);
    apply_each(edits, begin, count, base_cl, length, edited_ncl.data());
    const auto part = score(edited_ncl.data(), count, length);
    scores.insert(scores.end(), part.begin(), part.end());
  }
  return scores;
}

std::unique_ptr<Walk> Scorer::walk(std::vector<float> base_cl, std::vector<Edit> edits) {
  return std::make_unique<PlainWalk>(*this, std::move(base_cl), std::move(edits));
}

void apply(const Edit& edit, float* map_cl, std::size_t length) {
  for (const auto& [position, column] : edit) write_column(map_cl, length, position, column);
}

void apply_each(const std::vector<Edit>& edits, std::size_t begin, std::size_t count,
                const float* base_cl, std::size_t length, float* edited_ncl) {
  for (std::size_t i = begin; i < begin + count; ++i, edited_ncl += 4 * length) {
    std::copy_n(base_cl, 4 * length, edited_ncl);
    apply(edits[i], edited_ncl, length);
  }
}

}  // namespace siskin::blackbox
