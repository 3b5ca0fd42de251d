#include "train/metrics_table.hpp"

#include <ostream>
#include <string>

#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {

void write_metrics_table(std::ostream& out, const std::vector<train::SetResult>& sets) {
  out << "# " << util::provenance() << '\n';
  io::write_row(out, {"metric", "group", "value", "n"});
  for (const auto& set : sets) {
    const auto count = std::to_string(set.examples);
    io::write_row(out, {"loss", set.name, util::format_double(set.loss), count});
    for (const auto& [name, value] : set.metrics) {
      io::write_row(out, {name, set.name, util::format_double(value), count});
    }
  }
}

}  // namespace siskin::tools
