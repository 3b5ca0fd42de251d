#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attribute/layer_pass.hpp"
#include "attribute/options.hpp"
#include "siskin/attribute/function_scorer.hpp"
#include "siskin/attribute/functions.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// The model and the sequences of a method that asks about other sequences than those given: opens
/// them and runs over them batch by batch.
class SamplePass {
 public:
  /// Reads the sequences of the query. Throws as attribute::Functions::open() does.
  explicit SamplePass(const AttributeOptions& options);
  /// Takes sequences from `next`, which are made here and not read.
  SamplePass(const AttributeOptions& options, std::function<bool(io::SequenceRecord&)> next);

  const model::Function& function() const { return functions_.all().front(); }
  /// Scores sequences as --batch-size and --engine say.
  attribute::FunctionScorer make_scorer() const;
  const std::vector<std::string>& output_names() const { return functions_.output_names(); }
  /// Throws Error unless one output is explained.
  void require_one_output() const;
  const io::SequenceRecord& first() const { return first_; }
  /// Of sequences that are read.
  const io::ChromosomeSizes& genome_sizes() const { return source_->genome_sizes(); }

  using Compute = std::function<void(const at::Tensor& onehot_ncl, LayerBatch& batch)>;
  using Consume = std::function<void(const LayerBatch&)>;
  /// As run_layer_pass, with at most `batch_size` sequences together.
  void run(std::int64_t batch_size, const Compute& compute, const Consume& consume);

 private:
  void open();
  bool read(io::SequenceRecord& record);
  bool next(io::SequenceRecord& record);

  AttributeOptions options_;
  attribute::Functions functions_;
  std::optional<io::SequenceSource> source_;  // empty: next_ makes the sequences
  std::function<bool(io::SequenceRecord&)> next_;
  io::SequenceRecord first_;
  bool first_is_waiting_ = true;
};

/// A table that appears under several names, or none.
class TextFiles {
 public:
  /// Writes the line of provenance, unless `comment` is false, and before the first row the names
  /// of the columns, unless there are none.
  TextFiles(const std::vector<std::string>& paths, const std::vector<std::string>& columns,
            bool comment = true);
  /// The comment "# engine: ..." when it is another than the last one; nothing for an empty one.
  void tell_engine(const std::string& remark);
  void write(const std::string& text);
  void close();

 private:
  void write_everywhere(const std::string& text);

  std::vector<std::unique_ptr<io::Output>> files_;
  std::string header_;  // until it is written
  std::string engine_;
};

/// One path as a list, none for an empty one.
std::vector<std::string> path_list(const std::string& path);

/// Cells joined by tabs, with a line end.
std::string table_line(const std::vector<std::string>& cells);

/// util::format_double, or NA for what is no number.
std::string number_cell(double value);

/// onehot_ncl[row] as numbers.
std::vector<float> map_of(const at::Tensor& onehot_ncl, std::size_t row);

/// `onehot_cl` as letters; those of `original` where a column is no base.
std::string letters_of(const std::vector<float>& onehot_cl, const std::string& original);

}  // namespace siskin::tools
