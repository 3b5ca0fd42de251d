#include "attribute/marginal_run.hpp"

#include <torch/torch.h>

#include "attribute/motif_patterns.hpp"
#include "attribute/sample_pass.hpp"
#include "siskin/attribute/function_scorer.hpp"
#include "siskin/blackbox/insertion.hpp"
#include "siskin/blackbox/moments.hpp"
#include "siskin/seq/one_hot.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

class MarginalRun {
 public:
  explicit MarginalRun(const AttributeOptions& options)
      : options_(options),
        patterns_(read_patterns(options.sample.insert)),
        pass_(options),
        table_(options.outputs, {"sequence", "background", "motif", "position", "instance",
                                 "output", "before", "after", "delta"}),
        report_(path_list(options.report),
                {"motif", "output", "n", "mean_delta", "sd", "standard_error"}),
        summary_(pass_.output_names().size() * patterns_.size()) {}

  void run() {
    pass_.run(
        1, [this](const at::Tensor& onehot_ncl, LayerBatch& batch) { insert(onehot_ncl, batch); },
        [this](const LayerBatch& batch) { add(batch); });
    table_.close();
    write_summary();
  }

 private:
  struct Placed {
    std::string letters;
    std::size_t position = 0;
  };

  std::size_t position_of(const blackbox::MotifPattern& pattern,
                          const io::SequenceRecord& record) const {
    const std::size_t length = record.sequence.size();
    const auto given = options_.sample.position;
    const auto start =
        given ? static_cast<std::size_t>(*given) : (length - std::min(length, pattern.width())) / 2;
    if (start + pattern.width() <= length) return start;
    throw Error(record.where + ": motif " + pattern.name() + " of " +
                std::to_string(pattern.width()) + " bases at " + std::to_string(start) +
                " leaves the sequence of " + std::to_string(length));
  }

  // values (outputs, motifs, backgrounds): differences.
  void insert(const at::Tensor& /*onehot_ncl*/, LayerBatch& batch) const {
    const auto& record = batch.records[0];
    util::Random random(options_.seed, batch.first);
    const auto backgrounds = backgrounds_of(record.sequence, options_.sample, random);
    const auto& outputs = pass_.output_names();
    batch.values = torch::empty(
        {static_cast<std::int64_t>(outputs.size()), static_cast<std::int64_t>(patterns_.size()),
         static_cast<std::int64_t>(backgrounds.size())},
        torch::kDouble);
    for (std::size_t b = 0; b < backgrounds.size(); ++b) {
      std::vector<Placed> placed;
      std::vector<blackbox::Edit> edits;
      for (const auto& pattern : patterns_) {
        placed.push_back({instance_of(pattern, options_.sample.instances, random),
                          position_of(pattern, record)});
        edits.push_back(blackbox::insertion(placed.back().letters, placed.back().position));
      }
      ask(backgrounds[b], b, edits, placed, batch);
    }
  }

  void ask(const std::string& background, std::size_t b, const std::vector<blackbox::Edit>& edits,
           const std::vector<Placed>& placed, LayerBatch& batch) const {
    std::vector<float> onehot_cl(4 * background.size());
    seq::one_hot(background, onehot_cl.data(), seq::parse_ambiguous(options_.model.ambiguous));
    auto scorer = pass_.make_scorer();
    const auto& outputs = pass_.output_names();
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      scorer.select(static_cast<std::int64_t>(k));
      const auto found = blackbox::edit_effects(scorer, onehot_cl, edits);
      for (std::size_t m = 0; m < patterns_.size(); ++m) {
        const double delta = found.after[m] - found.before;
        batch.values[static_cast<std::int64_t>(k)][static_cast<std::int64_t>(m)]
                    [static_cast<std::int64_t>(b)] = delta;
        batch.output += table_line(
            {batch.records[0].name,
             options_.sample.background == "given" ? "NA" : std::to_string(b), patterns_[m].name(),
             std::to_string(placed[m].position), placed[m].letters, outputs[k],
             number_cell(found.before), number_cell(found.after[m]), number_cell(delta)});
      }
    }
    batch.engine = scorer.remark();
  }

  void add(const LayerBatch& batch) {
    table_.write(batch.output);
    report_.tell_engine(batch.engine);
    const auto* delta = batch.values.data_ptr<double>();
    for (auto& moments : summary_) {
      for (std::int64_t b = 0; b < batch.values.size(2); ++b) moments.add(*delta++);
    }
  }

  void write_summary() {
    for (std::size_t i = 0; i < summary_.size(); ++i) {
      const auto& moments = summary_[i];
      report_.write(table_line({patterns_[i % patterns_.size()].name(),
                                pass_.output_names()[i / patterns_.size()],
                                std::to_string(moments.count()), number_cell(moments.mean()),
                                number_cell(moments.deviation()), number_cell(moments.error())}));
    }
    report_.close();
  }

  const AttributeOptions& options_;
  std::vector<blackbox::MotifPattern> patterns_;
  SamplePass pass_;
  TextFiles table_;
  TextFiles report_;
  std::vector<blackbox::Moments> summary_;  // outputs x motifs
};

}  // namespace

void run_marginal(const AttributeOptions& options) { MarginalRun(options).run(); }

}  // namespace siskin::tools
