#include "siskin/train/history.hpp"

#include <ostream>
#include <string>

#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {
namespace {

using Row = std::vector<std::string>;

// The first of the terms is the loss itself, which has its own column.
Metrics penalties(const EpochRecord& record) {
  return {record.train.begin() + 1, record.train.end()};
}

void add_names(Row& row, const std::string& prefix, const Metrics& metrics) {
  for (const auto& metric : metrics) row.push_back(prefix + metric.first);
}

// As many cells as the header has: an epoch that broke off has no metrics.
void add_values(Row& row, const Metrics& metrics, std::size_t count) {
  for (const auto& metric : metrics) row.push_back(util::format_double(metric.second));
  for (std::size_t i = metrics.size(); i < count; ++i) row.emplace_back("NA");
}

Row header_of(const EpochRecord& first) {
  Row row = {"epoch", "train_loss", "valid_loss"};
  add_names(row, "valid_", first.valid);
  row.emplace_back("learning_rate");
  add_names(row, "train_", penalties(first));
  add_names(row, "truth_", first.truth);
  row.emplace_back("status");
  return row;
}

}  // namespace

void write_history(std::ostream& out, const std::vector<EpochRecord>& history) {
  out << "# " << util::provenance() << '\n';
  if (history.empty()) return;
  const auto& first = history.front();
  io::write_row(out, header_of(first));
  for (const auto& record : history) {
    Row row = {std::to_string(record.epoch), util::format_double(record.train.front().second),
               util::format_double(record.valid_loss)};
    add_values(row, record.valid, first.valid.size());
    row.push_back(util::format_double(record.learning_rate));
    add_values(row, penalties(record), first.train.size() - 1);
    add_values(row, record.truth, first.truth.size());
    row.push_back(to_string(record.status));
    io::write_row(out, row);
  }
}

}  // namespace siskin::train
