#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "siskin/attribute/record_result.hpp"

namespace siskin::attribute {

/// One sum of contributions held against what it should be; a line of the report. Without a sum
/// there is the prediction alone.
struct CompletenessRow {
  std::string sequence;
  std::string reference;  ///< "NA" without
  std::string output;
  double prediction = 0;                       ///< f(x)
  std::optional<double> reference_prediction;  ///< f(x')
  std::optional<double> sum;
  std::optional<double> residual;           ///< sum - (f(x) - f(x'))
  std::optional<double> relative_residual;  ///< |residual| / max(sum of |contributions|, 1e-6)
  std::optional<double> r_squared;          ///< weighted, of a fitted model
  std::string engine;                       ///< how edits were evaluated; empty without
};

/// Names of what the numbers of a result belong to.
struct ReportNames {
  std::vector<std::string> outputs;     ///< K
  std::vector<std::string> models;      ///< M; a single one is not named in rows
  std::vector<std::string> references;  ///< R of methods with sums
};

/// All rows of a sequence: by output, model, reference.
std::vector<CompletenessRow> completeness_rows(const std::string& sequence,
                                               const RecordResult& result,
                                               const ReportNames& names);

/// Counts sums that miss a tolerance and keeps the worst.
class CompletenessTally {
 public:
  explicit CompletenessTally(std::optional<double> tolerance) : tolerance_(tolerance) {}

  void add(const std::vector<CompletenessRow>& rows_of_sequence);
  bool missed() const { return missed_ > 0; }
  /// "3 of 40 sums (2 of 10 sequences) miss --tolerance 0.001; the worst is ..."
  std::string summary() const;

 private:
  std::optional<double> tolerance_;
  std::uint64_t sums_ = 0;
  std::uint64_t missed_ = 0;
  std::uint64_t sequences_ = 0;
  std::uint64_t missed_sequences_ = 0;
  CompletenessRow worst_;
};

}  // namespace siskin::attribute
