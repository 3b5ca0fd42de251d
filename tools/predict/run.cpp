#include "predict/run.hpp"

#include <torch/torch.h>

#include "common/open_model.hpp"
#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/model/model.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/seq/one_hot.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

// Collects sequences of one length and writes their outputs when a batch is full or the length
// changes.
class Predictor {
 public:
  Predictor(const PredictOptions& options, std::ostream& out)
      : options_(options),
        out_(out),
        model_(options.model.path, model_options(options.model)),
        space_(model::parse_output_space(options.model.output_space)),
        ambiguous_(seq::parse_ambiguous(options.model.ambiguous)) {}

  void add(const io::SequenceRecord& record) {
    model_.check_length(static_cast<std::int64_t>(record.sequence.size()), record.where);
    const bool full = names_.size() == static_cast<std::size_t>(options_.model.batch_size);
    if (full || (!names_.empty() && record.sequence.size() != length_)) flush();
    length_ = record.sequence.size();
    names_.push_back(record.name);
    onehot_ncl_.resize(names_.size() * 4 * length_);
    try {
      seq::one_hot(record.sequence, onehot_ncl_.data() + (names_.size() - 1) * 4 * length_,
                   ambiguous_);
    } catch (const Error& error) {
      throw Error(record.where + ": " + error.what());
    }
  }

  void flush() {
    if (names_.empty()) return;
    const torch::NoGradGuard no_grad;
    const auto rows = static_cast<std::int64_t>(names_.size());
    const auto batch_ncl =
        torch::from_blob(onehot_ncl_.data(), {rows, 4, static_cast<std::int64_t>(length_)});
    const auto outputs_nt =
        model_.forward(batch_ncl, space_).to(torch::kCPU, torch::kFloat).contiguous();
    write(outputs_nt);
    names_.clear();
  }

 private:
  void write(const torch::Tensor& outputs_nt) {
    const auto outputs = outputs_nt.size(1);
    if (!header_written_) {
      std::vector<std::string> header = model_.output_names(outputs);
      header.insert(header.begin(), "name");
      io::write_row(out_, header);
      header_written_ = true;
    }
    const auto* value = outputs_nt.data_ptr<float>();
    for (const auto& name : names_) {
      std::vector<std::string> row = {name};
      for (std::int64_t i = 0; i < outputs; ++i) row.push_back(util::format_float(*value++));
      io::write_row(out_, row);
    }
  }

  const PredictOptions& options_;
  std::ostream& out_;
  model::Model model_;
  model::OutputSpace space_;
  seq::Ambiguous ambiguous_;
  std::size_t length_ = 0;
  std::vector<std::string> names_;
  std::vector<float> onehot_ncl_;
  bool header_written_ = false;
};

}  // namespace

void run_predict(const PredictOptions& options) {
  model::prepare_runtime(static_cast<int>(options.common.threads));
  io::Output output(options.output);
  output.stream() << "# " << util::provenance() << '\n';
  Predictor predictor(options, output.stream());
  io::SequenceSource source(options.sequences);
  cli::Progress progress("sequences", -1, options.common.quiet);
  io::SequenceRecord record;
  std::int64_t count = 0;
  for (; source.next(record); ++count) {
    predictor.add(record);
    progress.advance();
  }
  if (count == 0) throw Error("no sequence left to predict (see --split, --label and --edge)");
  predictor.flush();
  output.close();
  if (source.skipped() > 0) {
    cli::remark(
        "siskin-predict", options.common.quiet,
        "left out " + std::to_string(source.skipped()) + " windows that leave their chromosome");
  }
}

}  // namespace siskin::tools
