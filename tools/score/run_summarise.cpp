#include <ostream>
#include <string>
#include <vector>

#include "score/number_cell.hpp"
#include "score/run.hpp"
#include "score/score_tables.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/description.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {

void run_summarise(const SummariseOptions& options) {
  io::Output output(options.tables.output);
  const auto joined = join_tables(options.tables);
  output.stream() << "# " << util::provenance() << '\n';
  io::write_row(output.stream(), {"metric", "group", "value", "n", "condition", "sd", "median",
                                  "q1", "q3", "low", "high", "min", "max"});
  for (const auto& metric : joined.metrics) {
    for (std::size_t i = 0; i < joined.conditions.size(); ++i) {
      const auto found =
          score::describe(metric.by_condition[i].values(), options.tables.confidence);
      std::vector<std::string> row = {metric.metric, metric.group, number_cell(found.mean),
                                      std::to_string(found.count), joined.conditions[i]};
      for (const double value :
           {found.deviation, found.median, found.lower_quartile, found.upper_quartile, found.low,
            found.high, found.minimum, found.maximum})
        row.push_back(number_cell(value));
      io::write_row(output.stream(), row);
    }
  }
  output.close();
}

}  // namespace siskin::tools
