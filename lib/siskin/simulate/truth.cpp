#include "siskin/simulate/truth.hpp"

#include <algorithm>

namespace siskin::simulate {

void write_model(const SimulatedSequence& sequence, const std::array<double, 4>& background,
                 float* model_cl) {
  const std::size_t length = sequence.letters.size();
  for (std::size_t base = 0; base < 4; ++base) {
    float* channel = model_cl + base * length;
    std::fill_n(channel, length, static_cast<float>(background[base]));
    for (const Site& site : sequence.sites) {
      float* column = channel + site.start;
      for (const auto& row : site.motif->rows) *column++ = static_cast<float>(row[base]);
    }
  }
}

std::vector<float> information_track(const SimulatedSequence& sequence) {
  std::vector<float> bits(sequence.letters.size(), 0.0F);
  for (const Site& site : sequence.sites) {
    std::copy(site.motif->row_bits.begin(), site.motif->row_bits.end(), bits.begin() + site.start);
  }
  return bits;
}

}  // namespace siskin::simulate
