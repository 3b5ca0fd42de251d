#include "sis/run.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/sequence_passes.hpp"
#include "sis/explainer.hpp"
#include "sis/option_checks.hpp"
#include "sis/search_report.hpp"
#include "sis/sis_entry.hpp"
#include "sis/sis_writer.hpp"
#include "sis/subjects.hpp"
#include "siskin/attribute/journal.hpp"
#include "siskin/attribute/record_batches.hpp"
#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/util/checksum.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/ordered_work.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/quantile.hpp"
#include "siskin/util/version.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kTool = "siskin-sis";

// A chunk on its way from the input to the files; subjects and results in the order of the input.
struct Parcel {
  attribute::RecordChunk chunk;
  std::vector<double> predictions;  // of the first pass
  std::vector<Subject> subjects;
  std::vector<Explained> results;
  std::string entry;  // of the journal
  bool replayed = false;
};

std::size_t slots_for(std::int64_t threads) {
  return threads > 1 ? 2 * static_cast<std::size_t>(threads) : 1;
}

class SisRun {
 public:
  explicit SisRun(const SisOptions& options)
      : options_(options),
        subjects_(options.mask, options.seed),
        explainer_(options),
        decision_(blackbox::parse_decision(options.decision.decision)),
        parcels_(slots_for(options.common.threads)) {}

  void run() {
    threshold_ = options_.decision.threshold;
    if (needs_first_pass()) {
      passes_.emplace(options_.sequences);
      first_pass();
    } else {
      source_.emplace(options_.sequences);
    }
    explain();
    if (!options_.report.empty()) report_.write(options_.report, threshold_, engine_);
    for (const auto& text : report_.remarks(threshold_)) {
      cli::remark(kTool, options_.common.quiet, text);
    }
    if (!has_units_) {
      cli::remark(kTool, options_.common.quiet,
                  options_.mask.groups.empty()
                      ? "no sequence has a base that could be masked"
                      : "no sequence has a group of " + options_.mask.groups +
                            ", whose first column names FASTA records or chromosomes");
    }
    const auto skipped = passes_ ? passes_->skipped() : source_->skipped();
    if (skipped > 0) {
      cli::remark(kTool, options_.common.quiet,
                  "left out " + std::to_string(skipped) + " windows that leave their chromosome");
    }
  }

 private:
  bool needs_quantile() const { return options_.decision.threshold_quantile.has_value(); }
  bool needs_first_pass() const { return needs_quantile() || subjects_.columns().needs_counts(); }

  attribute::RecordChunks chunks(std::size_t size) {
    if (passes_) return {passes_->start(), size};
    return {[this](io::SequenceRecord& record) { return source_->next(record); }, size};
  }

  // Runs the sequences through work and consume, chunk by chunk.
  void for_each_parcel(attribute::RecordChunks chunks, const std::function<void(Parcel&)>& produced,
                       const std::function<void(Parcel&)>& work,
                       const std::function<void(Parcel&)>& consume) {
    bool is_first = true;
    util::run_in_order(static_cast<int>(options_.common.threads), parcels_.size(),
                       {[&](std::size_t slot) {
                          auto& parcel = parcels_[slot];
                          if (!chunks.next(parcel.chunk)) return false;
                          if (is_first) open(parcel.chunk.record(0));
                          is_first = false;
                          produced(parcel);
                          return true;
                        },
                        [&](std::size_t slot) {
                          model::prepare_thread();
                          encode(parcels_[slot].chunk,
                                 seq::parse_ambiguous(options_.model.ambiguous));
                          work(parcels_[slot]);
                        },
                        [&](std::size_t slot) { consume(parcels_[slot]); }});
    if (is_first) throw Error("no sequence left to explain (see --split, --label and --edge)");
  }

  void open(const io::SequenceRecord& first) {
    if (is_open_) return;
    explainer_.open(first.sequence.size(), first.where);
    is_open_ = true;
  }

  void first_pass() {
    const bool counts = subjects_.columns().needs_counts();
    for_each_parcel(
        chunks(static_cast<std::size_t>(options_.model.batch_size)), [](Parcel&) {},
        [this](Parcel& parcel) {
          if (needs_quantile()) predict(parcel);
        },
        [this, counts](Parcel& parcel) {
          for (std::size_t i = 0; counts && i < parcel.chunk.order.size(); ++i) {
            subjects_.columns().count(parcel.chunk.record(i));
          }
          predictions_.insert(predictions_.end(), parcel.predictions.begin(),
                              parcel.predictions.end());
        });
    if (needs_quantile()) {
      threshold_ = util::quantile(predictions_, *options_.decision.threshold_quantile);
    }
  }

  void predict(Parcel& parcel) {
    std::vector<std::vector<double>> by_batch;
    for (const auto& batch : parcel.chunk.batches) by_batch.push_back(explainer_.predict(batch));
    parcel.predictions.clear();
    for (const auto place : parcel.chunk.order) {
      parcel.predictions.push_back(by_batch[place.batch][place.row]);
    }
  }

  void explain() {
    open_journal();
    SisWriter writer({options_.output, options_.table, options_.order,
                      !options_.mask.groups.empty(), options_.perturbation});
    cli::Progress progress(
        "sequences", predictions_.empty() ? -1 : static_cast<std::int64_t>(predictions_.size()),
        options_.common.quiet);
    for_each_parcel(
        chunks(explainer_.sequences_at_once()),
        [this](Parcel& parcel) { parcel.replayed = journal_ && journal_->replay(parcel.entry); },
        [this](Parcel& parcel) { explain(parcel); },
        [&](Parcel& parcel) {
          if (journal_ && !parcel.replayed) journal_->append(parcel.entry);
          for (std::size_t i = 0; i < parcel.results.size(); ++i) {
            writer.add(parcel.chunk.record(i), parcel.subjects[i], parcel.results[i], decision_);
            report_.add(parcel.results[i]);
            has_units_ = has_units_ || !parcel.subjects[i].sequence.units.empty();
          }
          progress.advance(static_cast<std::int64_t>(parcel.results.size()));
        });
    writer.close();
    if (journal_) journal_->remove();
  }

  void explain(Parcel& parcel) {
    const auto& chunk = parcel.chunk;
    std::vector<std::vector<Subject>> subjects(chunk.batches.size());
    for (std::size_t i = 0; i < subjects.size(); ++i) {
      for (std::size_t row = 0; row < chunk.batches[i].records.size(); ++row) {
        subjects[i].push_back(subjects_.of(chunk.batches[i], row));
      }
    }
    if (chunk.first == 0 && !options_.report.empty()) engine_ = explainer_.engine(subjects[0][0]);
    std::vector<std::vector<Explained>> results(subjects.size());
    for (std::size_t i = 0; i < subjects.size() && !parcel.replayed; ++i) {
      const auto& batch = chunk.batches[i];
      results[i] = explainer_.explain(batch, subjects[i], thresholds(batch));
    }
    parcel.subjects.clear();
    parcel.results.clear();
    for (const auto place : chunk.order) {
      parcel.subjects.push_back(std::move(subjects[place.batch][place.row]));
      if (!parcel.replayed) parcel.results.push_back(std::move(results[place.batch][place.row]));
    }
    if (parcel.replayed) {
      parcel.results = from_entry(parcel);
    } else if (journal_) {
      parcel.entry = mark_of(chunk) + pack(parcel.results);
    }
  }

  Thresholds thresholds(const attribute::RecordBatch& batch) const {
    Thresholds thresholds{threshold_, {}};
    for (const auto number : batch.numbers) {
      if (!predictions_.empty()) thresholds.scores.push_back(predictions_.at(number));
    }
    return thresholds;
  }

  void open_journal() {
    if (is_stream(options_.output)) return;
    attribute::JournalHead head{{"version", std::string(util::version())}};
    head.insert(head.end(), options_.request.begin(), options_.request.end());
    for (const auto& path : {options_.model.path, options_.mask.groups, options_.search.lengths}) {
      if (!path.empty()) head.emplace_back("the content of " + path, util::file_checksum(path));
    }
    journal_ = std::make_unique<attribute::Journal>(options_.output + ".journal", head,
                                                    options_.resume, kTool);
  }

  // The journal says of which sequences it speaks, and by which threshold and masks, because those
  // may come from all of the input.
  std::string mark_of(const attribute::RecordChunk& chunk) const {
    std::uint64_t state = attribute::checksum(chunk) ^ subjects_.columns().checksum();
    const double threshold = threshold_.value_or(0);
    std::string bytes(sizeof threshold, '\0');
    std::memcpy(bytes.data(), &threshold, sizeof threshold);
    state = util::checksum(bytes, state);
    return {reinterpret_cast<const char*>(&state), sizeof state};
  }

  std::vector<Explained> from_entry(const Parcel& parcel) const {
    const auto mark = mark_of(parcel.chunk);
    const std::string_view entry = parcel.entry;
    if (entry.substr(0, mark.size()) != mark) {
      throw Error(journal_->path() + ": is left from other sequences than those from " +
                  parcel.chunk.record(0).where +
                  "; expected the same, or that the file is removed to begin again");
    }
    auto results = unpack(entry.substr(mark.size()), journal_->path());
    if (results.size() != parcel.chunk.order.size()) {
      throw Error(journal_->path() + ": damaged, expected one result a sequence");
    }
    return results;
  }

  const SisOptions& options_;
  Subjects subjects_;
  Explainer explainer_;
  blackbox::Decision decision_;
  std::optional<SequencePasses> passes_;      // when there are two
  std::optional<io::SequenceSource> source_;  // when there is one
  std::optional<double> threshold_;           // empty for a fraction of each score
  std::vector<double> predictions_;
  std::unique_ptr<attribute::Journal> journal_;
  std::vector<Parcel> parcels_;
  bool is_open_ = false;
  SearchReport report_{decision_};
  bool has_units_ = false;
  std::string engine_;  // known after the first chunk, also where that is replayed
};

}  // namespace

void run_sis(const SisOptions& options) {
  util::set_provenance(kTool, options.words);  // a resumed run writes the same bytes
  model::prepare_runtime(1);                   // threads take sequences, not parts of operations
  SisRun(options).run();
}

}  // namespace siskin::tools
