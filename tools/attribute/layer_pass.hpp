#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "attribute/options.hpp"
#include "siskin/io/sequence_source.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/model.hpp"
#include "siskin/seq/one_hot.hpp"

namespace siskin::tools {

/// Consecutive sequences of one length with what was computed of them.
struct LayerBatch {
  std::uint64_t first = 0;  ///< number of the first record in the input
  std::vector<io::SequenceRecord> records;
  at::Tensor values;   ///< float32 on the CPU, contiguous; the first dimension is the records
  std::string output;  ///< lines of --output, for methods that write text
  std::string report;  ///< lines of --report, for methods that have some
  std::string engine;  ///< how edits were evaluated, for methods that make some

  std::int64_t length() const { return static_cast<std::int64_t>(records[0].sequence.size()); }
  std::size_t row_size() const { return static_cast<std::size_t>(values[0].numel()); }
  const float* row(std::size_t record) const {
    return values.data_ptr<float>() + record * row_size();
  }
};

/// How the methods that look into one model open it. Throws UsageError for several.
model::ModelOptions layer_model_options(const AttributeOptions& options);

/// One pass over sequences, on --threads threads by batches, which are consumed in the order of the
/// input; memory is a few batches.
struct LayerPass {
  std::function<bool(io::SequenceRecord&)> next;
  /// Fills in the values of a batch that has its records; called on several threads.
  std::function<void(const at::Tensor& onehot_ncl, LayerBatch& batch)> compute;
  std::function<void(const LayerBatch&)> consume;
};

/// Throws Error for an N under --ambiguous error and for lengths that the model does not take,
/// naming the record, and when there is no sequence at all.
void run_layer_pass(const model::Model& model, const AttributeOptions& options,
                    const LayerPass& pass);

/// Says on standard error how many windows were left out under --edge skip, if any.
void tell_skipped(std::int64_t skipped, const AttributeOptions& options);

}  // namespace siskin::tools
