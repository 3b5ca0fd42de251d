#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sis/explained.hpp"
#include "siskin/blackbox/sis.hpp"
#include "siskin/io/line_reader.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// One back-selection of a sequence, as --order writes it.
struct OrderRow {
  io::SequenceRecord record;  ///< name, chrom, start, sequence and where
  blackbox::Decision decision = blackbox::Decision::kMaximise;
  std::size_t index = 0;  ///< of the subset that was searched by it
  std::vector<blackbox::Unit> units;
  std::vector<std::string> unit_names;  ///< one a unit, or none
  blackbox::Elimination elimination;
};

/// The header line; `groups` adds their names.
void write_order_header(std::ostream& out, bool groups);
/// All back-selections of a sequence. Numbers read back as the same, so that later thresholds
/// decide as a search would.
void write_orders(std::ostream& out, const io::SequenceRecord& record, const Subject& subject,
                  const blackbox::SisResult& result, blackbox::Decision decision);

/// Reads such a file row by row.
class OrderReader {
 public:
  /// Throws Error when it cannot be opened or its header lacks a column.
  explicit OrderReader(const std::string& path);
  /// False at the end. Throws Error, naming file, line and column.
  bool next(OrderRow& row);
  bool has_groups() const { return groups_.has_value(); }

 private:
  using Cells = std::vector<std::string_view>;

  std::size_t find_column(const std::string& name) const;
  void parse_units(const Cells& cells, OrderRow& row) const;
  std::string at(const std::string& column) const;

  std::unique_ptr<std::istream> in_;
  io::LineReader lines_;
  std::vector<std::string> header_;
  std::optional<std::size_t> groups_;
};

}  // namespace siskin::tools
