#include "attribute/run.hpp"

#include <array>
#include <cstring>
#include <memory>
#include <optional>

#include "attribute/faithfulness_table.hpp"
#include "attribute/filters_run.hpp"
#include "attribute/journal_head.hpp"
#include "attribute/marginal_run.hpp"
#include "attribute/maxent_run.hpp"
#include "attribute/optimize_run.hpp"
#include "attribute/pairwise_run.hpp"
#include "attribute/settings.hpp"
#include "attribute/units_run.hpp"
#include "common/open_model.hpp"
#include "siskin/attribute/attribution_writer.hpp"
#include "siskin/attribute/ensemble.hpp"
#include "siskin/attribute/functions.hpp"
#include "siskin/attribute/journal.hpp"
#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/util/checksum.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/ordered_work.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kTool = "siskin-attribute";

// A chunk on its way from the input to the files.
struct Parcel {
  attribute::RecordChunk chunk;
  std::vector<attribute::RecordResult> results;  // in the order of the input
  std::string tests;                             // lines of the table of --faithfulness
  std::string entry;                             // of the journal
  bool replayed = false;
};

class AttributeRun {
 public:
  explicit AttributeRun(const AttributeOptions& options)
      : options_(options),
        paths_{options.outputs, options.spread, options.onehot, options.report},
        parts_(attribute::parts_of(paths_, options.reduce)),
        functions_(options.models, model_options(options.model)),
        settings_(attribute_settings(options)),
        attributor_(options.method, settings_),
        source_(options.sequences),
        chunks_([this](auto& record) { return source_.next(record); },
                attributor_.sequences_per_batch()),
        tally_(options.tolerance),
        progress_("sequences", -1, options.common.quiet) {}

  void run() {
    const auto threads = static_cast<int>(options_.common.threads);
    parcels_.resize(threads > 1 ? 2 * static_cast<std::size_t>(threads) : 1);
    if (!chunks_.next(parcels_[0].chunk)) {
      throw Error("no sequence left to attribute (see --split, --label and --edge)");
    }
    open(parcels_[0].chunk.record(0));
    bool first_is_waiting = true;
    util::run_in_order(threads, parcels_.size(),
                       {[&](std::size_t slot) {
                          const bool waiting = first_is_waiting;
                          first_is_waiting = false;
                          return produce(parcels_[slot], waiting);
                        },
                        [&](std::size_t slot) { work(parcels_[slot]); },
                        [&](std::size_t slot) { consume(parcels_[slot]); }});
    finish();
  }

 private:
  void open(const io::SequenceRecord& first) {
    functions_.open(target_of(options_), first.sequence.size(), first.where);
    names_.outputs = functions_.output_names();
    names_.models = functions_.model_paths();
    writer_ = std::make_unique<attribute::AttributionWriter>(
        paths_, names_.outputs, source_.genome_sizes(), io::parse_overlap(options_.overlap));
    if (!options_.faithfulness.path.empty()) {
      tests_ = std::make_unique<FaithfulnessTable>(options_, settings_);
      tests_->open(functions_, first);
    }
    const auto path = journal_path(options_);
    if (path.empty()) return;
    auto head = journal_head(options_);
    for (const auto& model : options_.models) {
      head.emplace_back("the content of " + model, util::file_checksum(model));
    }
    const auto& groups = options_.perturb.groups;
    if (!groups.empty()) {
      head.emplace_back("the content of " + groups, util::file_checksum(groups));
    }
    journal_ = std::make_unique<attribute::Journal>(path, head, options_.resume);
  }

  bool produce(Parcel& parcel, bool filled) {
    if (!filled && !chunks_.next(parcel.chunk)) return false;
    parcel.replayed = journal_ && journal_->replay(parcel.entry);
    return true;
  }

  void work(Parcel& parcel) const {
    encode(parcel.chunk, seq::parse_ambiguous(options_.model.ambiguous));
    if (parcel.replayed) {
      from_entry(parcel);
      return;
    }
    model::prepare_thread();
    explain(parcel);
    if (journal_) parcel.entry = to_entry(parcel);
  }

  void explain(Parcel& parcel) const {
    std::vector<std::vector<attribute::RecordResult>> by_batch;
    std::vector<std::vector<std::string>> tests;
    auto parts = parts_;
    if (tests_) parts.maps = parts.tracks = true;
    for (const auto& batch : parcel.chunk.batches) {
      std::vector<gradient::Explanation> by_model;
      for (const auto& function : functions_.all()) {
        by_model.push_back(attributor_.attribute(function, batch));
      }
      by_batch.push_back(attribute::combine(batch, by_model, attributor_.map_kind(), parts));
      if (tests_) tests.push_back(tests_->lines(functions_, batch, by_batch.back()));
    }
    parcel.results.clear();
    parcel.tests.clear();
    for (const auto place : parcel.chunk.order) {
      parcel.results.push_back(std::move(by_batch[place.batch][place.row]));
      if (!tests_) continue;
      parcel.tests += tests[place.batch][place.row];
      if (!parts_.maps) parcel.results.back().maps_kcl = {};
      if (!parts_.tracks) parcel.results.back().tracks_kl = {};
    }
  }

  // Which sequences it speaks of, how long the lines of the tests are, these lines, the results.
  static std::string to_entry(const Parcel& parcel) {
    const std::array<std::uint64_t, 2> head{attribute::checksum(parcel.chunk), parcel.tests.size()};
    return std::string(reinterpret_cast<const char*>(head.data()), sizeof head) + parcel.tests +
           attribute::pack(parcel.results);
  }

  // The journal says of which sequences it speaks, so that a changed input is not taken for it.
  void from_entry(Parcel& parcel) const {
    std::string_view entry = parcel.entry;
    std::array<std::uint64_t, 2> head{};
    if (entry.size() >= sizeof head) std::memcpy(head.data(), entry.data(), sizeof head);
    if (head[0] != attribute::checksum(parcel.chunk)) {
      throw Error(journal_->path() + ": is left from other sequences than those from " +
                  parcel.chunk.record(0).where +
                  "; expected the same, or that the file is removed to begin again");
    }
    entry.remove_prefix(sizeof head);
    parcel.tests = entry.substr(0, head[1]);
    entry.remove_prefix(parcel.tests.size());
    parcel.results = attribute::unpack(entry, journal_->path());
    if (parcel.results.size() != parcel.chunk.order.size()) {
      throw Error(journal_->path() + ": damaged, expected one result a sequence");
    }
  }

  void consume(Parcel& parcel) {
    if (journal_ && !parcel.replayed) journal_->append(parcel.entry);
    if (tests_) tests_->write(parcel.tests);
    const std::size_t sums = names_.models.size() * names_.outputs.size();
    for (std::size_t i = 0; i < parcel.results.size(); ++i) {
      const auto& record = parcel.chunk.record(i);
      const auto& result = parcel.results[i];
      if (names_.references.empty()) {
        names_.references = attributor_.reference_names(result.sum_mrk.size() / sums);
      }
      const auto rows = attribute::completeness_rows(record.name, result, names_);
      writer_->add(record, parcel.chunk.onehot(i), result, rows);
      tally_.add(rows);
    }
    progress_.advance(static_cast<std::int64_t>(parcel.results.size()));
  }

  void finish() {
    if (tally_.missed() && !options_.allow_incomplete) {
      writer_->close_report();
      throw Error(tally_.summary() + " (" + advice() + ")");
    }
    writer_->close();
    if (tests_) tests_->close();
    if (journal_) journal_->remove();
    if (source_.skipped() > 0) {
      remark("left out " + std::to_string(source_.skipped()) +
             " windows that leave their chromosome");
    }
    if (tally_.missed()) remark(tally_.summary());
    // What a journal holds was not computed here.
    const bool all_here = !journal_ || journal_->kept() == 0;
    const auto complaint = attributor_.groups_complaint();
    if (all_here && !complaint.empty()) remark(complaint);
    for (const auto& use : attributor_.fallbacks()) {
      remark("--fallback: " + use.operation + " was integrated numerically, worst relative error " +
             util::format_double(use.relative_error));
    }
  }

  std::string advice() const {
    if (journal_) return "--resume --allow-incomplete writes the files without computing again";
    return "--allow-incomplete lets it pass";
  }

  void remark(const std::string& text) const { cli::remark(kTool, options_.common.quiet, text); }

  const AttributeOptions& options_;
  attribute::AttributionPaths paths_;
  attribute::ResultParts parts_;
  attribute::Functions functions_;
  attribute::AttributeSettings settings_;
  attribute::Attributor attributor_;
  io::SequenceSource source_;
  attribute::RecordChunks chunks_;
  attribute::ReportNames names_;
  attribute::CompletenessTally tally_;
  cli::Progress progress_;
  std::unique_ptr<attribute::AttributionWriter> writer_;
  std::unique_ptr<FaithfulnessTable> tests_;
  std::unique_ptr<attribute::Journal> journal_;
  std::vector<Parcel> parcels_;
};

}  // namespace

void run_attribute(const AttributeOptions& options) {
  if (options.list_layers) return run_list_layers(options);
  if (options.method == "activations" || options.method == "conductance") return run_units(options);
  if (options.method == "filters") return run_filters(options);
  if (options.method == "maxent") return run_maxent(options);
  if (options.method == "optimize") return run_optimize(options);
  if (options.method == "marginal") return run_marginal(options);
  if (options.method == "ablation") return run_ablation(options);
  if (options.method == "spacing") return run_spacing(options);
  if (options.method == "pairwise") return run_pairwise(options);
  model::prepare_runtime(1);  // threads take batches, not parts of operations
  AttributeRun(options).run();
}

}  // namespace siskin::tools
