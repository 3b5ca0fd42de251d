#include "siskin/train/history.hpp"

#include <ostream>

#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {

void write_history(std::ostream& out, const std::vector<EpochRecord>& history) {
  out << "# " << util::provenance() << '\n';
  if (history.empty()) return;
  std::vector<std::string> header = {"epoch", "train_loss", "valid_loss"};
  for (const auto& metric : history.front().valid) header.push_back("valid_" + metric.first);
  header.emplace_back("learning_rate");
  io::write_row(out, header);
  for (const auto& record : history) {
    std::vector<std::string> row = {std::to_string(record.epoch),
                                    util::format_double(record.train_loss),
                                    util::format_double(record.valid_loss)};
    for (const auto& metric : record.valid) row.push_back(util::format_double(metric.second));
    row.push_back(util::format_double(record.learning_rate));
    io::write_row(out, row);
  }
}

}  // namespace siskin::train
