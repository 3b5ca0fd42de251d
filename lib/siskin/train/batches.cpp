#include "siskin/train/batches.hpp"

#include <torch/torch.h>

#include <algorithm>

#include "siskin/seq/alphabet.hpp"

namespace siskin::train {

LabelledBatch make_batch(const LabelledSet& set, const std::vector<std::size_t>& order,
                         std::size_t begin, std::size_t count, seq::Ambiguous ambiguous) {
  const auto rows = static_cast<std::int64_t>(count);
  const auto length = static_cast<std::int64_t>(set.length);
  LabelledBatch batch;
  batch.onehot_ncl = torch::zeros({rows, seq::kBases, length});
  batch.labels_nt = torch::empty({rows, static_cast<std::int64_t>(set.tasks)});
  auto* map = batch.onehot_ncl.data_ptr<float>();
  auto* labels = batch.labels_nt.data_ptr<float>();
  for (std::size_t i = begin; i < begin + count; ++i, map += seq::kBases * set.length) {
    const auto* const codes = set.codes_nl.data() + order[i] * set.length;
    for (std::size_t position = 0; position < set.length; ++position) {
      if (codes[position] != seq::kAmbiguous) {
        map[codes[position] * set.length + position] = 1.0F;
      } else if (ambiguous == seq::Ambiguous::kUniform) {
        for (std::size_t base = 0; base < 4; ++base) map[base * set.length + position] = 0.25F;
      }
    }
    labels = std::copy_n(set.labels_nt.data() + order[i] * set.tasks, set.tasks, labels);
  }
  return batch;
}

}  // namespace siskin::train
