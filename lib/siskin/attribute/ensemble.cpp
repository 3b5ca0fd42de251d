#include "siskin/attribute/ensemble.hpp"

#include <ATen/ATen.h>

#include <cmath>

namespace siskin::attribute {
namespace {

using gradient::Explanation;

// Of the models' values for one sequence: size values each.
struct Rows {
  std::vector<const float*> models;
  std::size_t size = 0;
};

std::vector<float> mean(const Rows& rows) {
  if (rows.models.size() == 1) return {rows.models[0], rows.models[0] + rows.size};
  std::vector<float> means(rows.size);
  for (std::size_t i = 0; i < rows.size; ++i) {
    double sum = 0;
    for (const float* values : rows.models) sum += static_cast<double>(values[i]);
    means[i] = static_cast<float>(sum / static_cast<double>(rows.models.size()));
  }
  return means;
}

// Standard deviation with n - 1; there are two models or more.
std::vector<float> spread(const Rows& rows) {
  const auto count = static_cast<double>(rows.models.size());
  std::vector<float> deviations(rows.size);
  for (std::size_t i = 0; i < rows.size; ++i) {
    double sum = 0;
    for (const float* values : rows.models) sum += static_cast<double>(values[i]);
    double squares = 0;
    for (const float* values : rows.models) {
      const double distance = static_cast<double>(values[i]) - sum / count;
      squares += distance * distance;
    }
    deviations[i] = static_cast<float>(std::sqrt(squares / (count - 1)));
  }
  return deviations;
}

// maps_kcl -> (K, length)
std::vector<float> tracks(const float* maps_kcl, std::size_t outputs, const float* onehot_cl,
                          std::size_t length, MapKind kind, Reduction reduction) {
  std::vector<float> values;
  for (std::size_t k = 0; k < outputs; ++k) {
    const auto track = reduce(maps_kcl + k * 4 * length, onehot_cl, length, kind, reduction);
    values.insert(values.end(), track.begin(), track.end());
  }
  return values;
}

void append(std::vector<double>& into, const at::Tensor& numbers_n, std::size_t row) {
  if (!numbers_n.defined()) return;
  const auto numbers = numbers_n[static_cast<std::int64_t>(row)].contiguous();
  const auto* const first = numbers.data_ptr<double>();
  into.insert(into.end(), first, first + numbers.numel());
}

std::vector<float> spread_of_tracks(const Rows& maps, std::size_t outputs, const float* onehot_cl,
                                    std::size_t length, MapKind kind, Reduction reduction) {
  std::vector<std::vector<float>> values;
  Rows rows;
  for (const float* map : maps.models) {
    values.push_back(tracks(map, outputs, onehot_cl, length, kind, reduction));
  }
  for (const auto& track : values) rows.models.push_back(track.data());
  rows.size = outputs * length;
  return spread(rows);
}

}  // namespace

std::vector<RecordResult> combine(const RecordBatch& batch,
                                  const std::vector<Explanation>& by_model, MapKind kind,
                                  const ResultParts& parts) {
  std::vector<at::Tensor> maps_nkcl;
  maps_nkcl.reserve(by_model.size());
  for (const auto& found : by_model) maps_nkcl.push_back(found.map_nkcl.contiguous());
  const auto outputs = static_cast<std::size_t>(maps_nkcl.front().size(1));
  std::vector<RecordResult> results(batch.records.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    auto& result = results[i];
    const float* const onehot_cl = batch.onehot_ncl.data() + i * 4 * batch.length;
    Rows rows;
    rows.size = outputs * 4 * batch.length;
    for (const auto& map : maps_nkcl) rows.models.push_back(map.data_ptr<float>() + i * rows.size);
    result.maps_kcl = mean(rows);
    if (parts.tracks) {
      result.tracks_kl =
          tracks(result.maps_kcl.data(), outputs, onehot_cl, batch.length, kind, parts.reduction);
    }
    if (parts.spread_maps) result.spread_maps_kcl = spread(rows);
    if (parts.spread_tracks) {
      result.spread_tracks_kl =
          spread_of_tracks(rows, outputs, onehot_cl, batch.length, kind, parts.reduction);
    }
    if (!parts.maps) result.maps_kcl = {};
    for (const auto& found : by_model) {
      append(result.prediction_mk, found.prediction_nk, i);
      append(result.reference_mrk, found.reference_prediction_nrk, i);
      append(result.sum_mrk, found.sum_nrk, i);
      append(result.magnitude_mrk, found.magnitude_nrk, i);
      append(result.r_squared_mk, found.r_squared_nk, i);
      if (!found.engine_n.empty()) result.engine_m.push_back(found.engine_n[i]);
    }
  }
  return results;
}

}  // namespace siskin::attribute
