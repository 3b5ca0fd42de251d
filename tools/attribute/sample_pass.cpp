#include "attribute/sample_pass.hpp"

#include <torch/torch.h>

#include <cmath>
#include <utility>

#include "attribute/settings.hpp"
#include "common/open_model.hpp"
#include "siskin/model/runtime.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
SamplePass::SamplePass(const AttributeOptions& options)
    : options_(options),
      functions_({options.model.path}, model_options(options.model)),
      source_(options.sequences) {
  open();
}

SamplePass::SamplePass(const AttributeOptions& options,
                       std::function<bool(io::SequenceRecord&)> next)
    : options_(options),
      functions_({options.model.path}, model_options(options.model)),
      next_(std::move(next)) {
  open();
}

void SamplePass::open() {
  model::prepare_runtime(1);  // threads take sequences, not parts of operations
  if (!read(first_)) {
    throw Error("no sequence left to look at (see --split, --label and --edge)");
  }
  functions_.open(target_of(options_), first_.sequence.size(), first_.where);
}

bool SamplePass::read(io::SequenceRecord& record) {
  return source_ ? source_->next(record) : next_(record);
}

attribute::FunctionScorer SamplePass::make_scorer() const {
  return {function(), static_cast<std::size_t>(options_.model.batch_size),
          model::parse_engine(options_.model.engine)};
}

void SamplePass::require_one_output() const {
  const auto count = output_names().size();
  if (count == 1) return;
  throw Error("option --target: method " + options_.method + " takes one output, found " +
              std::to_string(count));
}

bool SamplePass::next(io::SequenceRecord& record) {
  if (!std::exchange(first_is_waiting_, false)) return read(record);
  record = first_;
  return true;
}

void SamplePass::run(std::int64_t batch_size, const Compute& compute, const Consume& consume) {
  auto options = options_;
  options.model.batch_size = batch_size;
  run_layer_pass(function().model(), options,
                 {[this](auto& record) { return next(record); },
                  [&compute](const at::Tensor& onehot_ncl, LayerBatch& batch) {
                    batch.output.clear();  // batches are used again
                    batch.report.clear();
                    batch.engine.clear();
                    compute(onehot_ncl, batch);
                  },
                  consume});
  if (source_) tell_skipped(source_->skipped(), options_);
}

TextFiles::TextFiles(const std::vector<std::string>& paths, const std::vector<std::string>& columns,
                     bool comment) {
  for (const auto& path : paths) {
    files_.push_back(std::make_unique<io::Output>(path));
    if (comment) files_.back()->stream() << "# " << util::provenance() << '\n';
  }
  if (!columns.empty()) header_ = table_line(columns);
}

void TextFiles::tell_engine(const std::string& remark) {
  if (remark.empty() || remark == engine_) return;
  engine_ = remark;
  write_everywhere("# engine: " + remark + '\n');
}

void TextFiles::write(const std::string& text) {
  write_everywhere(std::exchange(header_, "") + text);
}

void TextFiles::write_everywhere(const std::string& text) {
  for (const auto& file : files_) file->stream() << text;
}

void TextFiles::close() {
  write("");
  for (const auto& file : files_) file->close();
}

std::vector<std::string> path_list(const std::string& path) {
  if (path.empty()) return {};
  return {path};
}

std::string table_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const auto& cell : cells) line += (line.empty() ? "" : "\t") + cell;
  return line + '\n';
}

std::string number_cell(double value) {
  return std::isnan(value) ? "NA" : util::format_double(value);
}

std::vector<float> map_of(const at::Tensor& onehot_ncl, std::size_t row) {
  const auto map_cl = onehot_ncl[static_cast<std::int64_t>(row)].contiguous();
  return {map_cl.data_ptr<float>(), map_cl.data_ptr<float>() + map_cl.numel()};
}

std::string letters_of(const std::vector<float>& onehot_cl, const std::string& original) {
  auto letters = original;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    for (std::size_t base = 0; base < 4; ++base) {
      if (onehot_cl[base * letters.size() + i] == 1) letters[i] = seq::kLetters[base];
    }
  }
  return letters;
}

}  // namespace siskin::tools
