#include <torch/torch.h>

#include <algorithm>

#include "attribute/marginal_run.hpp"
#include "attribute/motif_patterns.hpp"
#include "attribute/sample_pass.hpp"
#include "siskin/attribute/function_scorer.hpp"
#include "siskin/blackbox/spacing.hpp"
#include "siskin/seq/one_hot.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using blackbox::SpacingEffect;

constexpr std::int64_t kDefaultGap = 50;  // largest, in bases between the motifs
constexpr std::size_t kOrientations = 4;

class SpacingRun {
 public:
  explicit SpacingRun(const AttributeOptions& options)
      : options_(options),
        patterns_(read_patterns(options.sample.insert)),
        pass_(options),
        table_(options.outputs, columns()),
        report_(path_list(options.report), row_columns()) {
    if (patterns_.size() != 2) {
      throw UsageError("option --insert: found " + std::to_string(patterns_.size()) +
                       " motifs in the files, expected two (FILE:ID names one)");
    }
    pass_.require_one_output();
    plan();
  }

  void run() {
    pass_.run(
        1, [this](const at::Tensor& onehot_ncl, LayerBatch& batch) { scan(onehot_ncl, batch); },
        [this](const LayerBatch& batch) { add(batch); });
    write();
  }

 private:
  static std::vector<std::string> columns() {
    std::vector<std::string> found{"distance", "n"};
    for (const char* orientation : {"++", "+-", "-+", "--"}) {
      for (const char* number : {"joint", "first", "second", "interaction", "error"}) {
        found.push_back(number + std::string(orientation));
      }
    }
    return found;
  }

  static std::vector<std::string> row_columns() {
    return {"sequence", "background", "distance", "orientation",
            "joint",    "first",      "second",   "interaction"};
  }

  // The distances that are asked for or fit, and where the first motif stands: with the second one
  // at the largest distance it is in the middle, or by itself where distances go both ways.
  void plan() {
    const auto length = static_cast<std::int64_t>(pass_.first().sequence.size());
    const auto first = static_cast<std::int64_t>(patterns_[0].width());
    const auto second = static_cast<std::int64_t>(patterns_[1].width());
    const auto given = options_.sample.position;
    DistanceRange range{first, first + kDefaultGap, 1};
    if (options_.sample.distances.empty()) {
      range.high = std::min(range.high, length - given.value_or(0) - second);
    } else {
      range = parse_distances(options_.sample.distances);
    }
    const auto span = range.low < 0 ? first : range.high + second;
    scan_.position =
        static_cast<std::size_t>(given.value_or(std::max<std::int64_t>(length - span, 0) / 2));
    for (auto distance = range.low; distance <= range.high; distance += range.step) {
      if (distance < first && -distance < second) continue;  // they would overlap
      scan_.distances.push_back(distance);
      const auto start = static_cast<std::int64_t>(scan_.position) + distance;
      if (start < 0 || start + second > length) break;  // refused below, before there are more
    }
    if (scan_.distances.empty()) {
      throw Error(pass_.first().where + ": found " + std::to_string(length) +
                  " bases, where no distance between the motifs fits");
    }
    scan_.first = patterns_[0].consensus();
    scan_.second = patterns_[1].consensus();
    effects_ = blackbox::spacing_effects(scan_, static_cast<std::size_t>(length));
  }

  // values (backgrounds, numbers of scan_spacing).
  void scan(const at::Tensor& /*onehot_ncl*/, LayerBatch& batch) const {
    const auto& record = batch.records[0];
    if (record.sequence.size() != pass_.first().sequence.size()) {
      throw Error(record.where + ": found " + std::to_string(record.sequence.size()) +
                  " bases, expected the " + std::to_string(pass_.first().sequence.size()) +
                  " of the sequences before");
    }
    util::Random random(options_.seed, batch.first);
    std::vector<double> numbers;
    const auto backgrounds = backgrounds_of(record.sequence, options_.sample, random);
    for (std::size_t b = 0; b < backgrounds.size(); ++b) {
      auto here = scan_;
      here.first = instance_of(patterns_[0], options_.sample.instances, random);
      here.second = instance_of(patterns_[1], options_.sample.instances, random);
      const auto found = ask(backgrounds[b], here, batch);
      numbers.insert(numbers.end(), found.begin(), found.end());
      if (!options_.report.empty()) batch.report += rows(record.name, b, found);
    }
    batch.values = torch::tensor(numbers, torch::kDouble)
                       .view({static_cast<std::int64_t>(backgrounds.size()), -1});
  }

  std::vector<double> ask(const std::string& background, const blackbox::SpacingScan& scan,
                          LayerBatch& batch) const {
    std::vector<float> onehot_cl(4 * background.size());
    seq::one_hot(background, onehot_cl.data(), seq::parse_ambiguous(options_.model.ambiguous));
    auto scorer = pass_.make_scorer();
    auto found = blackbox::scan_spacing(scorer, onehot_cl, scan);
    batch.engine = scorer.remark();
    return found;
  }

  std::string rows(const std::string& name, std::size_t background,
                   const std::vector<double>& found) const {
    std::string text;
    const auto label = options_.sample.background == "given" ? "NA" : std::to_string(background);
    for (std::size_t i = 0; i < effects_.size(); ++i) {
      const auto* const numbers = found.data() + 4 * i;
      text += table_line({name, label, std::to_string(effects_[i].distance),
                          effects_[i].orientation, number_cell(numbers[0]), number_cell(numbers[1]),
                          number_cell(numbers[2]), number_cell(numbers[3])});
    }
    return text;
  }

  void add(const LayerBatch& batch) {
    const auto size = batch.values.size(1);
    const auto* const numbers = batch.values.data_ptr<double>();
    for (std::int64_t b = 0; b < batch.values.size(0); ++b) {
      blackbox::add_spacing({numbers + b * size, numbers + (b + 1) * size}, effects_);
    }
    report_.tell_engine(batch.engine);
    report_.write(batch.report);
  }

  void write() {
    for (std::size_t i = 0; i < effects_.size(); i += kOrientations) {
      std::vector<std::string> cells{std::to_string(effects_[i].distance),
                                     std::to_string(effects_[i].joint.count())};
      for (std::size_t o = 0; o < kOrientations; ++o) {
        const SpacingEffect& effect = effects_[i + o];
        for (const double number : {effect.joint.mean(), effect.first.mean(), effect.second.mean(),
                                    effect.interaction.mean(), effect.interaction.error()}) {
          cells.push_back(number_cell(number));
        }
      }
      table_.write(table_line(cells));
    }
    table_.close();
    report_.close();
  }

  const AttributeOptions& options_;
  std::vector<blackbox::MotifPattern> patterns_;
  SamplePass pass_;
  TextFiles table_;
  TextFiles report_;
  blackbox::SpacingScan scan_;
  std::vector<SpacingEffect> effects_;
};

}  // namespace

void run_spacing(const AttributeOptions& options) { SpacingRun(options).run(); }

}  // namespace siskin::tools
