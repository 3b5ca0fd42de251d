#include "siskin/attribute/completeness.hpp"

#include <algorithm>
#include <cmath>

#include "siskin/util/text.hpp"

namespace siskin::attribute {
namespace {

// Below this, contributions are rounding of nothing, and a share of them would be noise.
constexpr double kSmallestMagnitude = 1e-6;

// A residual that is no number misses every tolerance.
bool misses(const CompletenessRow& row, double tolerance) {
  return row.relative_residual && !(*row.relative_residual <= tolerance);
}

bool is_worse(const CompletenessRow& row, const CompletenessRow& other) {
  if (!other.relative_residual) return true;
  return std::isnan(*row.relative_residual) ? !std::isnan(*other.relative_residual)
                                            : *row.relative_residual > *other.relative_residual;
}

void compare(CompletenessRow& row, double reference, double sum, double magnitude) {
  row.reference_prediction = reference;
  row.sum = sum;
  row.residual = sum - (row.prediction - reference);
  row.relative_residual = std::abs(*row.residual) / std::max(magnitude, kSmallestMagnitude);
}

}  // namespace

std::vector<CompletenessRow> completeness_rows(const std::string& sequence,
                                               const RecordResult& result,
                                               const ReportNames& names) {
  const std::size_t models = names.models.size();
  const std::size_t outputs = names.outputs.size();
  const std::size_t pairs = result.sum_mrk.size() / (models * outputs);
  std::vector<CompletenessRow> rows;
  for (std::size_t k = 0; k < outputs; ++k) {
    for (std::size_t m = 0; m < models; ++m) {
      CompletenessRow row;
      row.sequence = sequence;
      row.reference = "NA";
      row.output = names.outputs[k] + (models > 1 ? "@" + names.models[m] : "");
      row.prediction = result.prediction_mk[m * outputs + k];
      if (!result.r_squared_mk.empty()) row.r_squared = result.r_squared_mk[m * outputs + k];
      if (!result.engine_m.empty()) row.engine = result.engine_m[m];
      if (pairs == 0) rows.push_back(row);
      for (std::size_t r = 0; r < pairs; ++r) {
        const std::size_t cell = (m * pairs + r) * outputs + k;
        row.reference = names.references[r];
        compare(row, result.reference_mrk[cell], result.sum_mrk[cell], result.magnitude_mrk[cell]);
        rows.push_back(row);
      }
    }
  }
  return rows;
}

void CompletenessTally::add(const std::vector<CompletenessRow>& rows_of_sequence) {
  ++sequences_;
  if (!tolerance_) return;
  std::uint64_t missed = 0;
  for (const auto& row : rows_of_sequence) {
    if (!row.sum) continue;
    ++sums_;
    if (!misses(row, *tolerance_)) continue;
    ++missed;
    if (is_worse(row, worst_)) worst_ = row;
  }
  missed_ += missed;
  if (missed > 0) ++missed_sequences_;
}

std::string CompletenessTally::summary() const {
  std::string text = std::to_string(missed_) + " of " + std::to_string(sums_) +
                     " sums of contributions (" + std::to_string(missed_sequences_) + " of " +
                     std::to_string(sequences_) + " sequences) miss --tolerance " +
                     util::format_double(tolerance_.value_or(0)) + "; the worst is " +
                     worst_.sequence + ", output " + worst_.output;
  if (worst_.reference != "NA") text += ", reference " + worst_.reference;
  return text + ": relative residual " + util::format_double(worst_.relative_residual.value_or(0));
}

}  // namespace siskin::attribute
