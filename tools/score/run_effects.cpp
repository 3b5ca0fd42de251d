#include <cmath>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "score/names.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/score/effects.hpp"
#include "siskin/score/summary.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Sequences = std::unordered_map<std::string, std::string>;

/// What was measured on one element, in the order of the table.
struct Element {
  std::string name;
  std::size_t map_row;
  std::vector<score::Substitution> substitutions;
};

/// The measured table, ready to be paired with maps.
struct Measured {
  std::vector<Element> elements;  ///< by first appearance
  std::size_t rows = 0;           ///< of the elements that are scored
  std::size_t deletions = 0;
  std::size_t unmeasured = 0;
};

class EffectsReader {
 public:
  EffectsReader(const EffectsOptions& options, const io::MapFile& maps)
      : options_(options),
        maps_(maps),
        table_(io::read_table_file(options.effects)),
        position_column_(table_.column(options.position_column)),
        ref_column_(table_.column(options.ref_column)),
        alt_column_(table_.column(options.alt_column)),
        effect_column_(table_.column(options.effect_column)) {
    for (std::size_t i = 0; i < maps.names.size(); ++i) map_row_of_.emplace(maps.names[i], i);
    if (!options.sequences.empty()) read_sequences();
  }

  Measured read() const {
    const auto element_of_row = elements();
    check_elements(element_of_row);
    Measured measured;
    std::unordered_map<std::string, std::size_t> index_of;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const auto& name = element_of_row[row];
      const auto map = map_row_of_.find(name);
      if (!wanted(name) || map == map_row_of_.end()) continue;
      const auto [found, fresh] = index_of.try_emplace(name, measured.elements.size());
      if (fresh) measured.elements.push_back({name, map->second, {}});
      ++measured.rows;
      add_row(row, measured.elements[found->second], measured);
    }
    return measured;
  }

 private:
  bool wanted(const std::string& element) const {
    return options_.element.empty() || element == options_.element;
  }

  /// The element of every row of the table.
  std::vector<std::string> elements() const {
    std::vector<std::string> names;
    if (options_.name_column.empty()) {
      names.assign(table_.rows.size(), single_element());
      return names;
    }
    const auto column = table_.column(options_.name_column);
    for (const auto& row : table_.rows) names.push_back(row[column]);
    return names;
  }

  std::string single_element() const {
    if (!options_.element.empty()) return options_.element;
    if (maps_.names.size() == 1) return maps_.names.front();
    throw Error(options_.map + ": found " + std::to_string(maps_.names.size()) +
                " maps, expected --name-column or --element to choose among them");
  }

  void check_elements(const std::vector<std::string>& element_of_row) const {
    const NameList known{options_.map, maps_.names};
    require_unique(known);
    NameList asked{table_.source, {}};
    std::unordered_set<std::string> seen;
    for (const auto& name : element_of_row) {
      if (wanted(name) && seen.insert(name).second) asked.names.push_back(name);
    }
    if (asked.names.empty()) {
      throw Error(
          table_.source + ": no line to score" +
          (options_.element.empty() ? "" : " of element " + util::quoted(options_.element)));
    }
    require_shared(asked, known);
    if (!options_.allow_missing) require_known(asked, known, "--allow-missing leaves them out");
  }

  void add_row(std::size_t row, Element& element, Measured& measured) const {
    const auto& cells = table_.rows[row];
    if (cells[alt_column_] == "-") {
      ++measured.deletions;
      return;
    }
    score::Substitution one;
    one.position = position(row);
    one.reference = base(row, ref_column_);
    one.alternative = base(row, alt_column_);
    one.measured = table_.number(row, effect_column_);
    if (!options_.sequences.empty()) check_reference(row, element.name, one);
    if (std::isnan(one.measured)) {
      ++measured.unmeasured;
    } else {
      element.substitutions.push_back(one);
    }
  }

  std::string where(std::size_t row) const {
    return table_.source + ":" + std::to_string(table_.lines[row]);
  }

  std::size_t position(std::size_t row) const {
    const auto first = options_.position_offset;
    const auto last = first + static_cast<std::int64_t>(maps_.length) - 1;
    const std::string expected_in = where(row) + ": column " +
                                    util::quoted(options_.position_column) +
                                    " (--position-offset is the position of the first base)";
    return static_cast<std::size_t>(
        util::require_integer(table_.rows[row][position_column_], expected_in, first, last) -
        first);
  }

  std::uint8_t base(std::size_t row, std::size_t column) const {
    const auto& cell = table_.rows[row][column];
    if (cell.size() == 1 && seq::code(cell[0]) != seq::kAmbiguous) return seq::code(cell[0]);
    throw Error(where(row) + ": column " + util::quoted(table_.columns[column]) + ": found " +
                util::quoted(cell) + ", expected A, C, G or T");
  }

  void check_reference(std::size_t row, const std::string& name,
                       const score::Substitution& one) const {
    const auto found = sequences_.find(name);
    if (found == sequences_.end())
      throw Error(options_.sequences + ": no sequence " + util::quoted(name));
    const auto& sequence = found->second;
    if (one.position < sequence.size() && seq::code(sequence[one.position]) == one.reference)
      return;
    const auto letter = one.position < sequence.size()
                            ? util::quoted(sequence.substr(one.position, 1))
                            : "only " + std::to_string(sequence.size()) + " bases";
    throw Error(where(row) + ": found the reference base " +
                util::quoted(table_.rows[row][ref_column_]) + ", but " + options_.sequences +
                " has " + letter + " at base " + std::to_string(one.position) + " of " +
                util::quoted(name) + "; check --position-offset");
  }

  void read_sequences() {
    io::FastaStream fasta(options_.sequences);
    io::FastaRecord record;
    while (fasta.next(record)) sequences_.emplace(record.name, record.sequence);
  }

  const EffectsOptions& options_;
  const io::MapFile& maps_;
  io::Table table_;
  std::size_t position_column_;
  std::size_t ref_column_;
  std::size_t alt_column_;
  std::size_t effect_column_;
  std::unordered_map<std::string, std::size_t> map_row_of_;
  Sequences sequences_;
};

void append(const std::string& group, const std::vector<double>& predicted,
            const std::vector<double>& effects, std::vector<Metric>& metrics) {
  metrics.push_back({"pearson", group, score::pearson(predicted, effects), effects.size()});
  metrics.push_back({"spearman", group, score::spearman(predicted, effects), effects.size()});
}

void append_mean(const std::string& name, std::vector<Metric>& metrics) {
  std::vector<double> values;
  for (const Metric& metric : metrics) {
    if (metric.name == name && metric.group != "mean") values.push_back(metric.value);
  }
  const auto mean = score::mean_of_defined(values);
  metrics.push_back({name, "mean", mean.value, mean.count});
}

}  // namespace

void run_effects(const EffectsOptions& options) {
  const auto maps = io::read_map_file(options.map);
  const auto measured = EffectsReader(options, maps).read();
  std::vector<Metric> metrics;
  std::vector<double> all_predicted;
  std::vector<double> all_effects;
  for (const auto& element : measured.elements) {
    const auto predicted =
        score::predicted_effects(maps.map(element.map_row), maps.length, element.substitutions);
    const auto effects = score::measured_effects(element.substitutions);
    append(element.name, predicted, effects, metrics);
    all_predicted.insert(all_predicted.end(), predicted.begin(), predicted.end());
    all_effects.insert(all_effects.end(), effects.begin(), effects.end());
  }
  append_mean("pearson", metrics);
  append_mean("spearman", metrics);
  append("all", all_predicted, all_effects, metrics);
  metrics.push_back(
      {"skipped", "deletions", static_cast<double>(measured.deletions), measured.rows});
  metrics.push_back(
      {"skipped", "unmeasured", static_cast<double>(measured.unmeasured), measured.rows});
  write_metrics(options.output, metrics);
}

}  // namespace siskin::tools
