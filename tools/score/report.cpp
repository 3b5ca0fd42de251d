#include "score/report.hpp"

#include <ostream>

#include "score/number_cell.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {
void write_metrics(const std::string& path, const std::vector<Metric>& metrics) {
  io::Output output(path);
  output.stream() << "# " << util::provenance() << '\n';
  io::write_row(output.stream(), {"metric", "group", "value", "n"});
  for (const Metric& metric : metrics) {
    io::write_row(output.stream(), {metric.name, metric.group, number_cell(metric.value),
                                    std::to_string(metric.count)});
  }
  output.close();
}

}  // namespace siskin::tools
