#include "siskin/blackbox/deletion.hpp"

#include <algorithm>

namespace siskin::blackbox {
namespace {

struct Deleted {
  std::size_t start = 0;
  std::size_t end = 0;
};

// Which position of the sequence stands at `place` after the deletion; `length` for the mask.
std::size_t source_of(std::size_t place, const Deleted& deleted, std::size_t length) {
  const std::size_t width = deleted.end - deleted.start;
  const bool left_moves = deleted.start < length - deleted.end;
  if (left_moves) {
    if (place >= deleted.end) return place;
    return place < width ? length : place - width;
  }
  if (place < deleted.start) return place;
  return place + width < length ? place + width : length;
}

void write_shortened(const std::vector<float>& onehot_cl, const Mask& mask, const Deleted& deleted,
                     float* into_cl) {
  const std::size_t length = mask.size();
  for (std::size_t place = 0; place < length; ++place) {
    const std::size_t source = source_of(place, deleted, length);
    write_column(into_cl, length, place,
                 source == length ? mask[place] : column_of(onehot_cl.data(), length, source));
  }
}

bool has_base(const std::vector<float>& onehot_cl, const Deleted& deleted) {
  for (std::size_t i = deleted.start; i < deleted.end; ++i) {
    if (!is_ambiguous(column_of(onehot_cl.data(), onehot_cl.size() / 4, i))) return true;
  }
  return false;
}

}  // namespace

PositionValues deletion(Scorer& scorer, const std::vector<float>& onehot_cl, const Mask& mask,
                        const WindowOptions& options) {
  const std::size_t length = mask.size();
  const auto starts = window_starts(length, options);
  std::vector<double> scores;
  std::vector<float> maps_ncl;
  const std::size_t total = starts.size() + 1;  // the sequence itself comes first
  for (std::size_t begin = 0; begin < total; begin += scorer.batch_size()) {
    const std::size_t count = std::min(scorer.batch_size(), total - begin);
    maps_ncl.resize(count * onehot_cl.size());
    for (std::size_t i = 0; i < count; ++i) {
      float* const map_cl = maps_ncl.data() + i * onehot_cl.size();
      std::copy(onehot_cl.begin(), onehot_cl.end(), map_cl);
      if (begin + i == 0) continue;
      const std::size_t start = starts[begin + i - 1];
      const Deleted deleted{start, start + options.width};
      if (has_base(onehot_cl, deleted)) write_shortened(onehot_cl, mask, deleted, map_cl);
    }
    const auto part = scorer.score(maps_ncl.data(), count, length);
    scores.insert(scores.end(), part.begin(), part.end());
  }
  PositionValues result;
  result.score = scores.front();
  std::vector<double> effects;
  effects.reserve(starts.size());
  for (std::size_t i = 1; i < total; ++i) effects.push_back(result.score - scores[i]);
  result.values = mean_over_windows(effects, length, options);
  return result;
}

}  // namespace siskin::blackbox
