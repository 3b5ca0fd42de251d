#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/attribute/reduction.hpp"

namespace siskin::attribute {

/// What has to be known of a sequence to write it: K outputs, M models, R references.
struct RecordResult {
  std::vector<float> maps_kcl;          ///< mean over the models
  std::vector<float> tracks_kl;         ///< reduce() of that mean
  std::vector<float> spread_maps_kcl;   ///< standard deviation (n-1) over the models
  std::vector<float> spread_tracks_kl;  ///< of the models' own tracks
  std::vector<double> prediction_mk;    ///< f(x)
  std::vector<double> reference_mrk;    ///< f(x'), empty for methods without sums
  std::vector<double> sum_mrk;          ///< of contributions
  std::vector<double> magnitude_mrk;    ///< sum of their absolute values
  std::vector<double> r_squared_mk;     ///< of methods that fit a model, else empty
  std::vector<std::string> engine_m;    ///< gradient::Explanation::engine_n, or empty
};

/// Which of them are written; the numbers are always there.
struct ResultParts {
  bool maps = false;
  bool tracks = false;
  bool spread_maps = false;
  bool spread_tracks = false;
  Reduction reduction = Reduction::kObserved;
};

/// Bytes from which unpack() makes the same results again, on the same kind of machine.
std::string pack(const std::vector<RecordResult>& results);
/// Throws Error, beginning with `source`, for bytes that pack() did not make.
std::vector<RecordResult> unpack(std::string_view bytes, const std::string& source);

}  // namespace siskin::attribute
