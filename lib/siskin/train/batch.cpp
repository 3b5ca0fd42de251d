#include "siskin/train/batch.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "siskin/seq/alphabet.hpp"

namespace siskin::train {
namespace {

at::Tensor tensor_of(const std::vector<float>& values, std::initializer_list<std::int64_t> sizes) {
  if (values.empty()) return {};
  auto tensor = torch::empty(sizes);
  std::copy(values.begin(), values.end(), tensor.data_ptr<float>());
  return tensor;
}

at::Tensor one_hot_of(const data::Examples& examples, std::size_t length,
                      seq::Ambiguous ambiguous) {
  auto onehot_ncl = torch::zeros(
      {static_cast<std::int64_t>(examples.rows), seq::kBases, static_cast<std::int64_t>(length)});
  auto* map = onehot_ncl.data_ptr<float>();
  const auto* codes = examples.codes_nl.data();
  for (std::size_t row = 0; row < examples.rows; ++row) {
    for (std::size_t position = 0; position < length; ++position) {
      if (codes[position] != seq::kAmbiguous) {
        map[codes[position] * length + position] = 1.0F;
      } else if (ambiguous == seq::Ambiguous::kUniform) {
        for (std::size_t base = 0; base < 4; ++base) map[base * length + position] = 0.25F;
      }
    }
    map += seq::kBases * length;
    codes += length;
  }
  return onehot_ncl;
}

}  // namespace

Batch make_batch(const data::Examples& examples, const data::Shape& shape,
                 seq::Ambiguous ambiguous) {
  const auto rows = static_cast<std::int64_t>(examples.rows);
  const auto tasks = static_cast<std::int64_t>(shape.tasks);
  Batch batch;
  batch.onehot_ncl = one_hot_of(examples, shape.length, ambiguous);
  batch.labels_nt = tensor_of(examples.labels_nt, {rows, tasks});
  batch.profiles_ntos = tensor_of(examples.profiles_ntos,
                                  {rows, tasks, static_cast<std::int64_t>(shape.profile_length),
                                   static_cast<std::int64_t>(shape.strands)});
  batch.controls_ncl = tensor_of(
      examples.controls_ncl,
      {rows, static_cast<std::int64_t>(shape.controls), static_cast<std::int64_t>(shape.length)});
  batch.positive_n = torch::zeros({rows}, torch::kBool);
  std::copy(examples.positive_n.begin(), examples.positive_n.end(),
            batch.positive_n.data_ptr<bool>());
  return batch;
}

Batch to_device(const Batch& batch, const std::string& device) {
  const auto move = [&](const at::Tensor& tensor) {
    return tensor.defined() ? tensor.to(torch::Device(device)) : tensor;
  };
  return {move(batch.onehot_ncl), move(batch.labels_nt), move(batch.profiles_ntos),
          move(batch.controls_ncl), move(batch.positive_n)};
}

}  // namespace siskin::train
