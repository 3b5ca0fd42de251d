#include "attribute/optimize_run.hpp"

#include <torch/torch.h>

#include <map>
#include <sstream>

#include "attribute/sample_pass.hpp"
#include "common/open_model.hpp"
#include "siskin/attribute/function_scorer.hpp"
#include "siskin/gradient/logit_design.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/fasta_writer.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

// Keeps the streams of random starts apart from those of the ascent.
constexpr std::uint64_t kStartStream = 0x737461727473;

blackbox::DesignGoal goal_of(const SampleOptions& sample) {
  blackbox::DesignGoal goal;
  goal.gc_penalty = sample.gc_penalty;
  goal.gc = sample.gc;
  if (sample.goal == "minimise") goal.kind = blackbox::DesignGoal::Kind::kMinimise;
  if (const auto value = goal_value(sample.goal)) {
    goal.kind = blackbox::DesignGoal::Kind::kTarget;
    goal.target = *value;
  }
  return goal;
}

std::size_t length_of_starts(const AttributeOptions& options) {
  const auto& sample = options.sample;
  if (sample.length) return static_cast<std::size_t>(*sample.length);
  if (!sample.fixed.empty()) return sample.fixed.size();
  const model::Model model(options.model.path, model_options(options.model));
  if (model.metadata().input_length) {
    return static_cast<std::size_t>(*model.metadata().input_length);
  }
  throw UsageError(
      "option --starts: the model does not say how long its input is, expected --length N");
}

// Random sequences, each from a stream of its own.
std::function<bool(io::SequenceRecord&)> random_starts(const AttributeOptions& options) {
  const auto length = length_of_starts(options);
  return [&options, length, number = std::uint64_t{0}](io::SequenceRecord& record) mutable {
    if (number == static_cast<std::uint64_t>(*options.sample.starts)) return false;
    util::Random random(options.seed ^ kStartStream, number++);
    record = {};
    record.name = record.chrom = "start" + std::to_string(number);
    record.where = "--starts";
    for (std::size_t i = 0; i < length; ++i) record.sequence += seq::kLetters[random.below(4)];
    return true;
  };
}

// What --fixed says of each sequence.
class FixedPositions {
 public:
  explicit FixedPositions(const std::string& text) {
    if (text.empty()) return;
    if (!is_fixed_file(text)) {
      template_ = text;
      return;
    }
    for (const auto& site : io::read_bed_file(text)) sites_[site.interval.chrom].push_back(site);
  }

  // Throws Error for a template of another length.
  std::vector<bool> of(const io::SequenceRecord& record) const {
    const auto length = static_cast<std::int64_t>(record.sequence.size());
    std::vector<bool> fixed(record.sequence.size(), false);
    for (std::size_t i = 0; i < template_.size(); ++i) {
      if (template_.size() != fixed.size()) {
        throw Error(record.where + ": found " + std::to_string(fixed.size()) +
                    " bases, expected the " + std::to_string(template_.size()) +
                    " of the template --fixed");
      }
      fixed[i] = seq::code(template_[i]) != seq::kAmbiguous;
    }
    const auto found = sites_.find(record.chrom);
    if (found == sites_.end()) return fixed;
    for (const auto& site : found->second) {
      const auto first = std::max<std::int64_t>(site.interval.start - record.start, 0);
      const auto last = std::min(site.interval.end - record.start, length);
      for (auto i = first; i < last; ++i) fixed[static_cast<std::size_t>(i)] = true;
    }
    return fixed;
  }

  // Letters of the template in the place of those of a one-hot map.
  void write(float* map_cl) const {
    for (std::size_t i = 0; i < template_.size(); ++i) {
      const auto base = seq::code(template_[i]);
      if (base == seq::kAmbiguous) continue;
      for (std::size_t other = 0; other < 4; ++other) {
        map_cl[other * template_.size() + i] = other == base ? 1.0F : 0.0F;
      }
    }
  }

 private:
  std::string template_;
  std::map<std::string, std::vector<io::BedRecord>> sites_;
};

class OptimizeRun {
 public:
  OptimizeRun(const AttributeOptions& options, SamplePass& pass)
      : options_(options),
        goal_(goal_of(options.sample)),
        fixed_(options.sample.fixed),
        pass_(pass),
        sequences_(options.outputs, {}, false),
        report_(path_list(options.report), {"sequence", "step", "best_score"}) {
    pass_.require_one_output();
  }

  void run() {
    pass_.run(
        options_.model.batch_size,
        [this](const at::Tensor& onehot_ncl, LayerBatch& batch) { design(onehot_ncl, batch); },
        [this](const LayerBatch& batch) {
          sequences_.write(batch.output);
          report_.tell_engine(batch.engine);
          report_.write(batch.report);
        });
    sequences_.close();
    report_.close();
  }

 private:
  void design(const at::Tensor& onehot_ncl, LayerBatch& batch) const {
    std::vector<std::vector<bool>> fixed;
    for (std::size_t row = 0; row < batch.records.size(); ++row) {
      fixed.push_back(fixed_.of(batch.records[row]));
      fixed_.write(onehot_ncl[static_cast<std::int64_t>(row)].data_ptr<float>());
    }
    const auto& kind = options_.sample.parametrisation;
    const auto designs = kind == "greedy" || kind == "beam"
                             ? by_substitutions(onehot_ncl, fixed, batch)
                             : by_logits(onehot_ncl, fixed, batch.first);
    for (std::size_t row = 0; row < designs.size(); ++row) {
      tell(batch.records[row], designs[row], batch);
    }
  }

  std::vector<blackbox::Design> by_logits(const at::Tensor& onehot_ncl,
                                          const std::vector<std::vector<bool>>& fixed,
                                          std::uint64_t first) const {
    gradient::LogitDesignOptions settings;
    settings.parametrisation = gradient::parse_parametrisation(options_.sample.parametrisation);
    settings.goal = goal_;
    settings.steps = *options_.steps;
    settings.learning_rate = options_.sample.learning_rate;
    settings.seed = options_.seed;
    settings.batch_size = options_.model.batch_size;
    gradient::DesignStarts starts{onehot_ncl, {}, fixed};
    for (std::size_t row = 0; row < fixed.size(); ++row) starts.numbers.push_back(first + row);
    return gradient::design_by_logits(pass_.function(), starts, settings);
  }

  std::vector<blackbox::Design> by_substitutions(const at::Tensor& onehot_ncl,
                                                 const std::vector<std::vector<bool>>& fixed,
                                                 LayerBatch& batch) const {
    blackbox::SubstitutionOptions settings;
    settings.goal = goal_;
    settings.max_steps = static_cast<std::size_t>(*options_.steps);
    if (options_.sample.parametrisation == "beam") {
      settings.beam_width = static_cast<std::size_t>(options_.sample.beam_width);
    }
    std::vector<blackbox::Design> designs;
    for (std::size_t row = 0; row < fixed.size(); ++row) {
      auto scorer = pass_.make_scorer();
      settings.fixed = fixed[row];
      designs.push_back(blackbox::substitution_search(scorer, map_of(onehot_ncl, row), settings));
      batch.engine = scorer.remark();
    }
    return designs;
  }

  static void tell(const io::SequenceRecord& record, const blackbox::Design& design,
                   LayerBatch& batch) {
    const std::string comment =
        "score=" + util::format_double(design.score) +
        " start_score=" + util::format_double(design.start_score) +
        " step=" + std::to_string(design.step) + " gc=" +
        util::format_double(blackbox::gc_share(design.onehot_cl.data(), record.sequence.size()));
    std::ostringstream fasta;
    io::write_fasta(fasta, record.name, comment, letters_of(design.onehot_cl, record.sequence));
    batch.output += fasta.str();
    for (std::size_t step = 0; step < design.best_scores.size(); ++step) {
      batch.report += table_line(
          {record.name, std::to_string(step), util::format_double(design.best_scores[step])});
    }
  }

  const AttributeOptions& options_;
  blackbox::DesignGoal goal_;
  FixedPositions fixed_;
  SamplePass& pass_;
  TextFiles sequences_;
  TextFiles report_;
};

}  // namespace

void run_optimize(const AttributeOptions& options) {
  if (options.sample.starts) {
    SamplePass pass(options, random_starts(options));
    OptimizeRun(options, pass).run();
  } else {
    SamplePass pass(options);
    OptimizeRun(options, pass).run();
  }
}

}  // namespace siskin::tools
