#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "siskin/attribute/record_batches.hpp"
#include "siskin/attribute/reduction.hpp"
#include "siskin/gradient/integrated_gradients.hpp"
#include "siskin/gradient/references.hpp"
#include "siskin/gradient/saliency.hpp"
#include "siskin/model/model.hpp"

namespace siskin::attribute {

/// How a method is run; each reads what concerns it.
struct AttributeSettings {
  gradient::Target target;
  /// Subtract the mean over the four bases: from the map of gradients and differences, and for
  /// integrated gradients from the gradient before it is multiplied.
  bool center = false;
  gradient::ReferenceOptions references;
  gradient::PathOptions path;  ///< its batch_size and center are taken from here below
  std::int64_t batch_size = 256;
};

/// What a method gives for a batch of N sequences.
struct Attributions {
  std::vector<float> maps_ncl;                     ///< (N, 4, length), see MapKind
  std::vector<double> scores;                      ///< f(x)
  std::vector<std::optional<double>> residuals;    ///< integrated gradients: sum - (f(x) - f(x'))
  std::vector<std::optional<std::int64_t>> steps;  ///< methods along a path
};

/// Methods by name, what their maps hold (arr_0 of -o x.npz), and their share in a batch:
///
///   saliency              gradient at all four bases of every position, of the sequence or not
///   grad-x-input          the same map; the method differs in the track alone
///   integrated-gradients  contributions m * (x - x'), averaged over the references
///   mean-gradient         mean gradient along the path, averaged over the references
///   mutagenesis           f(mutant) - f(x), 0 at the observed base and at N
class Attributor {
 public:
  /// Throws UsageError for an unknown method, Error for references that cannot be read. The model
  /// must outlive the attributor.
  Attributor(model::Model& model, const std::string& method, const AttributeSettings& settings);

  MapKind map_kind() const { return kind_; }
  /// How many sequences give the model a full batch.
  std::size_t sequences_per_batch() const;
  /// Throws Error when the model does not take this length, naming the first record.
  Attributions attribute(const RecordBatch& batch);

 private:
  using Function = Attributions (Attributor::*)(const RecordBatch&);

  Attributions by_gradient(const RecordBatch& batch);
  Attributions by_integrated_gradients(const RecordBatch& batch);
  Attributions by_mean_gradient(const RecordBatch& batch);
  Attributions by_mutagenesis(const RecordBatch& batch);
  at::Tensor references_of(const RecordBatch& batch) const;
  void take(const at::Tensor& map_ncl, Attributions& into, bool center) const;

  struct Entry;
  static const std::vector<Entry>& registry();

  model::Model& model_;
  AttributeSettings settings_;
  MapKind kind_ = MapKind::kGradient;
  Function function_ = nullptr;
  std::int64_t rows_per_sequence_ = 1;
  std::optional<gradient::References> references_;
};

}  // namespace siskin::attribute
