#include <torch/torch.h>

#include <algorithm>
#include <map>

#include "attribute/marginal_run.hpp"
#include "attribute/sample_pass.hpp"
#include "siskin/attribute/function_scorer.hpp"
#include "siskin/blackbox/ablation.hpp"
#include "siskin/blackbox/insertion.hpp"
#include "siskin/blackbox/moments.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using blackbox::AblationSite;
using blackbox::Moments;

constexpr const char* kAll = "all";

// Sites that are replaced together: one, or all of a sequence.
struct Ablation {
  std::vector<AblationSite> sites;
  std::string name;
};

class AblationRun {
 public:
  explicit AblationRun(const AttributeOptions& options)
      : options_(options),
        replacement_(blackbox::parse_replacement(options.sample.replacement)),
        count_(blackbox::is_random(replacement_)
                   ? static_cast<std::size_t>(options.sample.replacement_count)
                   : 1),
        pass_(options),
        table_(options.outputs, {"sequence", "start", "end", "name", "strand", "output", "before",
                                 "after", "delta", "sd"}),
        report_(path_list(options.report),
                {"name", "output", "n", "mean_delta", "sd", "standard_error"}) {
    read_sites();
  }

  void run() {
    pass_.run(
        1, [this](const at::Tensor& onehot_ncl, LayerBatch& batch) { ablate(onehot_ncl, batch); },
        [this](const LayerBatch& batch) { add(batch); });
    table_.close();
    write_summary();
    if (!summary_.empty()) return;
    cli::remark("siskin-attribute", options_.common.quiet, "no sequence has such a site");
  }

 private:
  void read_sites() {
    pattern_ = blackbox::MotifPattern::from_letters(options_.sample.match);
    if (pattern_) return;
    for (const auto& site : io::read_bed_file(options_.sample.sites)) {
      sites_[site.interval.chrom].push_back(site);
    }
  }

  // Sites of the file that lie within the sequence.
  std::vector<AblationSite> sites_of(const io::SequenceRecord& record) const {
    if (pattern_) return blackbox::find_sites(record.sequence, *pattern_);
    std::vector<AblationSite> found;
    const auto sites = sites_.find(record.chrom);
    if (sites == sites_.end()) return found;
    const auto length = static_cast<std::int64_t>(record.sequence.size());
    for (const auto& site : sites->second) {
      const auto start = site.interval.start - record.start;
      const auto end = site.interval.end - record.start;
      if (start < 0 || end > length) continue;
      found.push_back({static_cast<std::size_t>(start), static_cast<std::size_t>(end),
                       site.name.empty() ? "." : site.name, site.strand});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.start < b.start; });
    return found;
  }

  void ablate(const at::Tensor& onehot_ncl, LayerBatch& batch) const {
    const auto& record = batch.records[0];
    const auto sites = sites_of(record);
    batch.values = torch::empty({0}, torch::kDouble);
    if (sites.empty()) return;
    std::vector<Ablation> ablations;
    ablations.reserve(sites.size() + 1);
    for (const auto& site : sites) ablations.push_back({{site}, site.name});
    if (sites.size() > 1) ablations.push_back({sites, kAll});
    util::Random random(options_.seed, batch.first);
    std::vector<blackbox::Edit> edits;
    for (const auto& ablation : ablations) {
      const auto found =
          blackbox::ablations(record.sequence, ablation.sites, replacement_, count_, random);
      edits.insert(edits.end(), found.begin(), found.end());
    }
    ask(map_of(onehot_ncl, 0), ablations, edits, batch);
  }

  void ask(const std::vector<float>& onehot_cl, const std::vector<Ablation>& ablations,
           const std::vector<blackbox::Edit>& edits, LayerBatch& batch) const {
    auto scorer = pass_.make_scorer();
    const auto& outputs = pass_.output_names();
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      scorer.select(static_cast<std::int64_t>(k));
      const auto found = blackbox::edit_effects(scorer, onehot_cl, edits);
      for (std::size_t a = 0; a < ablations.size(); ++a) {
        Moments after;
        for (std::size_t i = 0; i < count_; ++i) after.add(found.after[a * count_ + i]);
        batch.output += line(batch.records[0], ablations[a], outputs[k], found.before, after);
        batch.report += ablations[a].name + '\t' + outputs[k] + '\t' +
                        util::format_double(after.mean() - found.before) + '\n';
      }
    }
    batch.engine = scorer.remark();
  }

  static std::string line(const io::SequenceRecord& record, const Ablation& ablation,
                          const std::string& output, double before, const Moments& after) {
    const auto& site = ablation.sites.front();
    const bool is_one = ablation.sites.size() == 1;
    const auto place = [&](std::size_t position) {
      return is_one ? std::to_string(record.start + static_cast<std::int64_t>(position)) : "NA";
    };
    return table_line({record.name, place(site.start), place(site.end), ablation.name,
                       is_one ? std::string(1, site.strand) : ".", output, number_cell(before),
                       number_cell(after.mean()), number_cell(after.mean() - before),
                       number_cell(after.deviation())});
  }

  // The lines of the report are name, output and difference.
  void add(const LayerBatch& batch) {
    table_.write(batch.output);
    report_.tell_engine(batch.engine);
    for (const auto line : util::split(batch.report, '\n')) {
      if (line.empty()) continue;
      const auto end = line.rfind('\t');
      summary_[std::string(line.substr(0, end))].add(
          util::require_real(line.substr(end + 1), "difference"));
    }
  }

  void write_summary() {
    for (const auto& [cells, moments] : summary_) {
      report_.write(table_line({cells, std::to_string(moments.count()), number_cell(moments.mean()),
                                number_cell(moments.deviation()), number_cell(moments.error())}));
    }
    report_.close();
  }

  const AttributeOptions& options_;
  blackbox::Replacement replacement_;
  std::size_t count_;
  std::optional<blackbox::MotifPattern> pattern_;
  std::map<std::string, std::vector<io::BedRecord>> sites_;
  SamplePass pass_;
  TextFiles table_;
  TextFiles report_;
  std::map<std::string, Moments> summary_;  // by "name <tab> output"
};

}  // namespace

void run_ablation(const AttributeOptions& options) { AblationRun(options).run(); }

}  // namespace siskin::tools
