#include "attribute/faithfulness_table.hpp"

#include "attribute/settings.hpp"
#include "common/open_model.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

attribute::FaithfulnessSettings test_settings(const AttributeOptions& options) {
  const auto& asked = options.faithfulness;
  const auto has = [&asked](const char* test) { return asked.tests.count(test) > 0; };
  attribute::FaithfulnessSettings settings;
  settings.infidelity = has("infidelity");
  settings.sensitivity = has("sensitivity");
  settings.completeness = has("completeness");
  settings.randomisation = has("randomisation");
  settings.reduction = attribute::parse_reduction(options.reduce);
  auto& curves = settings.curves;
  curves.deletion = has("deletion");
  curves.insertion = has("insertion");
  curves.fractions = asked.fractions;
  curves.orders = static_cast<std::size_t>(asked.orders);
  curves.samples = static_cast<std::size_t>(asked.samples);
  curves.changes = static_cast<std::size_t>(asked.changes);
  return settings;
}

std::string cell(const std::optional<double>& value) { return value ? number_cell(*value) : "NA"; }

}  // namespace

FaithfulnessTable::FaithfulnessTable(const AttributeOptions& options,
                                     const attribute::AttributeSettings& attribution)
    : options_(options),
      tests_(options.method, attribution, test_settings(options)),
      file_({options.faithfulness.path}, {"name", "test", "fraction", "value", "expected"}) {}

void FaithfulnessTable::open(const attribute::Functions& functions,
                             const io::SequenceRecord& first) {
  const auto count = functions.output_names().size();
  if (count != 1) {
    throw Error("option --faithfulness: takes one output, found " + std::to_string(count));
  }
  if (tests_.open(functions.model_paths(), model_options(options_.model), target_of(options_),
                  first.sequence.size(), first.where)) {
    return;
  }
  const std::string fault = "a model is frozen: it has no parameters that could be made random";
  if (!options_.faithfulness.test_list.empty()) {
    throw Error("option --faithfulness-tests: " + fault + ", expected no randomisation");
  }
  cli::remark("siskin-attribute", options_.common.quiet,
              "left out randomisation, because " + fault);
}

std::vector<std::string> FaithfulnessTable::lines(
    const attribute::Functions& functions, const attribute::RecordBatch& batch,
    const std::vector<attribute::RecordResult>& results) const {
  std::vector<std::string> lines(results.size());
  const auto rows = tests_.rows(functions.all(), batch, results);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const auto& row : rows[i]) {
      lines[i] += table_line({batch.records[i].name, row.test, cell(row.fraction),
                              number_cell(row.value), cell(row.expected)});
    }
  }
  return lines;
}

}  // namespace siskin::tools
