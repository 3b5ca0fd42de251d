#include "attribute/pairwise_run.hpp"

#include <string>
#include <utility>
#include <vector>

#include "attribute/layer_pass.hpp"
#include "attribute/settings.hpp"
#include "common/open_model.hpp"
#include "siskin/attribute/blackbox_methods.hpp"
#include "siskin/attribute/functions.hpp"
#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/ordered_work.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

struct PairwiseParcel {
  attribute::RecordChunk chunk;
  std::string rows;
};

class PairwiseRun {
 public:
  explicit PairwiseRun(const AttributeOptions& options)
      : options_(options),
        settings_(attribute_settings(options).blackbox),
        functions_(options.models, model_options(options.model)),
        source_(options.sequences),
        chunks_([this](auto& record) { return source_.next(record); }, 1),
        output_(options.outputs.front()),
        progress_("sequences", -1, options.common.quiet) {}

  void run() {
    const auto threads = static_cast<int>(options_.common.threads);
    std::vector<PairwiseParcel> parcels(2 * static_cast<std::size_t>(threads));
    if (!chunks_.next(parcels[0].chunk)) {
      throw Error("no sequence left to mutate (see --split, --label and --edge)");
    }
    const auto& first = parcels[0].chunk.record(0);
    functions_.open(target_of(options_), first.sequence.size(), first.where);
    output_.stream() << "# " << util::provenance() << '\n';
    io::write_row(output_.stream(), {"sequence", "output", "position1", "base1", "position2",
                                     "base2", "delta1", "delta2", "delta12", "epistasis"});
    bool is_first = true;
    util::run_in_order(threads, parcels.size(),
                       {[&](std::size_t slot) {
                          if (std::exchange(is_first, false)) return true;
                          return chunks_.next(parcels[slot].chunk);
                        },
                        [&](std::size_t slot) { work(parcels[slot]); },
                        [&](std::size_t slot) {
                          output_.stream() << parcels[slot].rows;
                          progress_.advance(1);
                        }});
    output_.close();
    tell_skipped(source_.skipped(), options_);
    const auto complaint = settings_.groups ? settings_.groups->complaint() : "";
    if (!complaint.empty()) cli::remark("siskin-attribute", options_.common.quiet, complaint);
  }

 private:
  void work(PairwiseParcel& parcel) const {
    model::prepare_thread();
    encode(parcel.chunk, seq::parse_ambiguous(options_.model.ambiguous));
    parcel.rows.clear();
    const auto& batch = parcel.chunk.batches.front();
    const auto& function = functions_.all().front();
    const auto& name = batch.records.front().name;
    function.model().check_length(static_cast<std::int64_t>(batch.length),
                                  batch.records.front().where);
    attribute::pairwise(function, batch, 0, settings_, [&](std::int64_t output, const auto& pair) {
      parcel.rows += name + '\t' + functions_.output_names()[static_cast<std::size_t>(output)];
      add_place(parcel.rows, pair.position1, pair.base1);
      add_place(parcel.rows, pair.position2, pair.base2);
      for (const double value : {pair.delta1, pair.delta2, pair.delta12, pair.epistasis}) {
        parcel.rows += '\t';
        util::append_float(parcel.rows, static_cast<float>(value));
      }
      parcel.rows += '\n';
    });
  }

  static void add_place(std::string& row, std::size_t position, std::size_t base) {
    row += '\t' + std::to_string(position) + '\t' + seq::kLetters[base];
  }

  const AttributeOptions& options_;
  attribute::BlackboxSettings settings_;
  attribute::Functions functions_;
  io::SequenceSource source_;
  attribute::RecordChunks chunks_;
  io::Output output_;
  cli::Progress progress_;
};

}  // namespace

void run_pairwise(const AttributeOptions& options) {
  model::prepare_runtime(1);  // threads take sequences, not parts of operations
  PairwiseRun(options).run();
}

}  // namespace siskin::tools
