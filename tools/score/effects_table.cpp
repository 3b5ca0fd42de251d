#include "score/effects_table.hpp"

#include <cmath>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "score/names.hpp"
#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/table.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Sequences = std::unordered_map<std::string, std::string>;

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
    for (const auto& name : options.replicate_columns)
      replicate_columns_.push_back(table_.column(name));
    if (!options.p_column.empty()) p_column_ = table_.column(options.p_column);
    for (std::size_t i = 0; i < maps.names.size(); ++i) map_row_of_.emplace(maps.names[i], i);
    if (!options.sequences.empty()) read_sequences();
  }

  Measured read() const {
    const auto element_of_row = elements();
    check_elements(element_of_row);
    Measured measured;
    std::unordered_map<std::string, std::size_t> index_of;
    std::vector<std::unordered_set<std::size_t>> seen;  // by element: what was substituted
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const auto& name = element_of_row[row];
      const auto map = map_row_of_.find(name);
      if (!wanted(name) || map == map_row_of_.end()) continue;
      const auto [found, fresh] = index_of.try_emplace(name, measured.elements.size());
      if (fresh) {
        measured.elements.push_back({name, map->second, {}, {}, {}});
        measured.elements.back().replicates.resize(replicate_columns_.size());
        seen.emplace_back();
      }
      ++measured.rows;
      add_row(row, measured.elements[found->second], seen[found->second], measured);
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
    refuse_summary_names(asked, {"mean", "all"});
    if (!options_.allow_missing) require_known(asked, known, "--allow-missing leaves them out");
  }

  void add_row(std::size_t row, Element& element, std::unordered_set<std::size_t>& seen,
               Measured& measured) const {
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
    if (one.alternative == one.reference)
      throw Error(where(row) + ": found the same base as reference and alternative");
    if (std::isnan(one.measured)) {
      ++measured.unmeasured;
      return;
    }
    const bool fresh = seen.insert(4 * one.position + one.alternative).second;
    if (!fresh) {
      throw Error(where(row) + ": found the substitution of base " + std::to_string(one.position) +
                  " of " + util::quoted(element.name) + " twice, expected it once (the mean)");
    }
    element.substitutions.push_back(one);
    element.strong.push_back(is_strong(row, one.measured) ? 1 : 0);
    for (std::size_t i = 0; i < replicate_columns_.size(); ++i)
      element.replicates[i].push_back(table_.number(row, replicate_columns_[i]));
  }

  /// A p-value that is NA makes no effect strong.
  bool is_strong(std::size_t row, double effect) const {
    if (!options_.strong || std::abs(effect) < *options_.strong) return false;
    return !p_column_ || table_.number(row, *p_column_) <= options_.maximum_p;
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
    while (fasta.next(record)) {
      if (!sequences_.emplace(record.name, record.sequence).second)
        throw Error(options_.sequences + ": found the name " + util::quoted(record.name) +
                    " twice, expected once");
    }
  }

  const EffectsOptions& options_;
  const io::MapFile& maps_;
  io::Table table_;
  std::size_t position_column_;
  std::size_t ref_column_;
  std::size_t alt_column_;
  std::size_t effect_column_;
  std::vector<std::size_t> replicate_columns_;
  std::optional<std::size_t> p_column_;
  std::unordered_map<std::string, std::size_t> map_row_of_;
  Sequences sequences_;
};

}  // namespace

Measured read_effects(const EffectsOptions& options, const io::MapFile& maps) {
  return EffectsReader(options, maps).read();
}

}  // namespace siskin::tools
