#include "attribute/layer_pass.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/ordered_work.hpp"

namespace siskin::tools {
namespace {

// Hands out consecutive records of one length.
class Batches {
 public:
  Batches(std::function<bool(io::SequenceRecord&)> next, std::size_t size)
      : next_(std::move(next)), size_(size) {}

  bool next(LayerBatch& batch) {
    batch.first = count_;
    batch.records.clear();
    io::SequenceRecord record;
    while (batch.records.size() < size_ && take(record)) {
      if (!batch.records.empty() && record.sequence.size() != batch.records[0].sequence.size()) {
        waiting_ = std::move(record);
        break;
      }
      batch.records.push_back(std::move(record));
    }
    count_ += batch.records.size();
    return !batch.records.empty();
  }

 private:
  bool take(io::SequenceRecord& record) {
    if (!waiting_) return next_(record);
    record = std::move(*waiting_);
    waiting_.reset();
    return true;
  }

  std::function<bool(io::SequenceRecord&)> next_;
  std::size_t size_;
  std::uint64_t count_ = 0;
  std::optional<io::SequenceRecord> waiting_;
};

at::Tensor encode(const LayerBatch& batch, seq::Ambiguous ambiguous) {
  const std::int64_t length = batch.length();
  auto onehot_ncl = torch::empty({static_cast<std::int64_t>(batch.records.size()), 4, length});
  auto* row = onehot_ncl.data_ptr<float>();
  for (const auto& record : batch.records) {
    try {
      seq::one_hot(record.sequence, row, ambiguous);
    } catch (const Error& error) {
      throw Error(record.where + ": " + error.what());
    }
    row += 4 * length;
  }
  return onehot_ncl;
}

}  // namespace

model::ModelOptions layer_model_options(const AttributeOptions& options) {
  if (options.models.size() > 1) {
    throw UsageError("option --model: given " + std::to_string(options.models.size()) +
                     " times, but layers are those of one model");
  }
  const auto& settings = options.model;
  return {settings.device, settings.output_kind, settings.head, settings.precision};
}

void run_layer_pass(const model::Model& model, const AttributeOptions& options,
                    const LayerPass& pass) {
  const auto ambiguous = seq::parse_ambiguous(options.model.ambiguous);
  const auto threads = static_cast<int>(options.common.threads);
  const auto slots = 2 * static_cast<std::size_t>(threads);
  std::vector<LayerBatch> batches(slots);
  Batches source(pass.next, static_cast<std::size_t>(options.model.batch_size));
  cli::Progress progress("sequences", -1, options.common.quiet);
  bool any = false;
  util::OrderedWork steps;
  steps.produce = [&](std::size_t slot) { return source.next(batches[slot]); };
  steps.work = [&](std::size_t slot) {
    model::prepare_thread();
    auto& batch = batches[slot];
    model.check_length(batch.length(), batch.records[0].where);
    pass.compute(encode(batch, ambiguous), batch);
  };
  steps.consume = [&](std::size_t slot) {
    any = true;
    pass.consume(batches[slot]);
    progress.advance(static_cast<std::int64_t>(batches[slot].records.size()));
  };
  util::run_in_order(threads, slots, steps);
  if (!any) throw Error("no sequence left to look at (see --split, --label and --edge)");
}

void tell_skipped(std::int64_t skipped, const AttributeOptions& options) {
  if (skipped == 0) return;
  cli::remark("siskin-attribute", options.common.quiet,
              "left out " + std::to_string(skipped) + " windows that leave their chromosome");
}

}  // namespace siskin::tools
