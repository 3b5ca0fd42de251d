#include "score/report.hpp"

#include <ostream>

#include "score/number_cell.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {
void write_metrics(std::ostream& out, const std::vector<Metric>& metrics) {
  out << "# " << util::provenance() << '\n';
  io::write_row(out, {"metric", "group", "value", "n"});
  for (const Metric& metric : metrics) {
    io::write_row(
        out, {metric.name, metric.group, number_cell(metric.value), std::to_string(metric.count)});
  }
}

}  // namespace siskin::tools
