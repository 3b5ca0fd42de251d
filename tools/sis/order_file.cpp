#include "sis/order_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <ostream>
#include <set>

#include "sis/join.hpp"
#include "sis/missing.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr std::array<const char*, 9> kColumns = {"name",  "chrom", "start", "sequence", "decision",
                                                 "index", "score", "order", "values"};
constexpr std::int64_t kLargestStart = 1'000'000'000'000;

// The shortest decimal that reads back as the same double.
std::string exact(double value) {
  if (std::isnan(value)) return kMissing;
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

}  // namespace

void write_order_header(std::ostream& out, bool groups) {
  std::vector<std::string> header(kColumns.begin(), kColumns.end());
  if (groups) header.emplace_back("groups");
  io::write_row(out, header);
}

void write_orders(std::ostream& out, const io::SequenceRecord& record, const Subject& subject,
                  const blackbox::SisResult& result, blackbox::Decision decision) {
  const auto unit_text = [&subject](std::size_t unit) {
    return join(subject.sequence.units[unit], '+',
                [](std::size_t position) { return std::to_string(position); });
  };
  for (std::size_t i = 0; i < result.eliminations.size(); ++i) {
    const auto& elimination = result.eliminations[i];
    std::vector<std::string> row{record.name,
                                 record.chrom,
                                 std::to_string(record.start),
                                 record.sequence,
                                 blackbox::decision_word(decision),
                                 std::to_string(i),
                                 exact(elimination.initial),
                                 join(elimination.order, ',', unit_text),
                                 join(elimination.values, ',', exact)};
    if (!subject.unit_names.empty()) {
      row.push_back(join(elimination.order, ',',
                         [&subject](std::size_t unit) { return subject.unit_names[unit]; }));
    }
    io::write_row(out, row);
  }
}

OrderReader::OrderReader(const std::string& path)
    : in_(io::open_input(path)), lines_(*in_, io::input_name(path)) {
  std::string_view line;
  bool found = false;
  while (!found && lines_.next(line)) found = line.empty() || line.front() != '#';
  if (!found) throw Error(lines_.name() + ": found no header, expected a file made by --order");
  for (const auto word : util::split(line, '\t')) header_.emplace_back(word);
  for (const char* const name : kColumns) find_column(name);
  const auto groups = std::find(header_.begin(), header_.end(), "groups");
  if (groups != header_.end()) groups_ = static_cast<std::size_t>(groups - header_.begin());
}

std::size_t OrderReader::find_column(const std::string& name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  if (found == header_.end()) {
    throw Error(lines_.name() + ":" + std::to_string(lines_.number()) + ": found no column " +
                name + ", expected a file made by --order");
  }
  return static_cast<std::size_t>(found - header_.begin());
}

std::string OrderReader::at(const std::string& column) const {
  return lines_.where() + ": column " + column;
}

bool OrderReader::next(OrderRow& row) {
  std::string_view line;
  do {
    if (!lines_.next(line)) return false;
  } while (line.empty() || line.front() == '#');
  const auto cells = util::split(line, '\t');
  if (cells.size() != header_.size()) {
    throw Error(lines_.where() + ": found " + std::to_string(cells.size()) + " columns, expected " +
                std::to_string(header_.size()));
  }
  const auto cell = [&](const char* name) { return cells[find_column(name)]; };
  row = {};
  row.record.name = cell("name");
  row.record.chrom = cell("chrom");
  row.record.start =
      util::require_integer(cell("start"), at("start"), -kLargestStart, kLargestStart);
  row.record.sequence = cell("sequence");
  row.record.where = lines_.where();
  const auto decision = cell("decision");
  if (decision != "maximise" && decision != "minimise") {
    throw Error(at("decision") + ": found " + util::quoted(decision) +
                ", expected maximise or minimise");
  }
  row.decision = blackbox::parse_decision(std::string(decision));
  row.index =
      static_cast<std::size_t>(util::require_integer(cell("index"), at("index"), 0, kLargestStart));
  row.elimination.initial = util::require_real(cell("score"), at("score"));
  parse_units(cells, row);
  return true;
}

void OrderReader::parse_units(const Cells& cells, OrderRow& row) const {
  const auto length = static_cast<std::int64_t>(row.record.sequence.size());
  std::set<std::size_t> seen;
  for (const auto word : util::split(cells[find_column("order")], ',')) {
    blackbox::Unit unit;
    for (const auto token : util::split(word, '+')) {
      const auto position = util::require_integer(token, at("order"), 0, length - 1);
      unit.push_back(static_cast<std::size_t>(position));
      if (!seen.insert(unit.back()).second) {
        throw Error(at("order") + ": found position " + std::to_string(position) + " twice");
      }
    }
    row.elimination.order.push_back(row.units.size());
    row.units.push_back(std::move(unit));
  }
  for (const auto word : util::split(cells[find_column("values")], ',')) {
    row.elimination.values.push_back(word == kMissing ? std::numeric_limits<double>::quiet_NaN()
                                                      : util::require_real(word, at("values")));
  }
  if (groups_) {
    for (const auto word : util::split(cells[*groups_], ',')) row.unit_names.emplace_back(word);
  }
  const std::size_t units = row.units.size();
  if (row.elimination.values.size() != units || (groups_ && row.unit_names.size() != units)) {
    throw Error(lines_.where() + ": found " + std::to_string(row.elimination.values.size()) +
                " values, expected one (and one name of a group) for each of the " +
                std::to_string(units) + " steps in column order");
  }
  if (std::isnan(row.elimination.values.back())) {
    throw Error(at("values") + ": found NA at the end, expected the score with all masked");
  }
}

}  // namespace siskin::tools
