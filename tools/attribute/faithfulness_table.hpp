#pragma once

#include <string>
#include <vector>

#include "attribute/options.hpp"
#include "attribute/sample_pass.hpp"
#include "siskin/attribute/faithfulness.hpp"
#include "siskin/attribute/functions.hpp"

namespace siskin::tools {

/// The tests of the maps of one run, and the table they are written to.
class FaithfulnessTable {
 public:
  FaithfulnessTable(const AttributeOptions& options,
                    const attribute::AttributeSettings& attribution);

  /// Throws Error unless one output is explained, when randomisation was asked for of a frozen
  /// model, and as attribute::Faithfulness::open.
  void open(const attribute::Functions& functions, const io::SequenceRecord& first);

  /// Lines of each sequence of a batch; several threads may ask at once.
  std::vector<std::string> lines(const attribute::Functions& functions,
                                 const attribute::RecordBatch& batch,
                                 const std::vector<attribute::RecordResult>& results) const;

  void write(const std::string& lines) { file_.write(lines); }
  void close() { file_.close(); }

 private:
  const AttributeOptions& options_;
  attribute::Faithfulness tests_;
  TextFiles file_;
};

}  // namespace siskin::tools
