#include "train/describe.hpp"

#include <ostream>

#include "siskin/architecture/describe.hpp"

namespace siskin::tools {

void describe_network(const NetworkOptions& network, std::ostream& out) {
  const auto rows = architecture::describe(read_architecture(network), network.shape);
  out << "layer\ttype\toutput\tparameters\n";
  for (const auto& row : rows) {
    out << row.name << '\t' << row.type << '\t' << row.output << '\t' << row.parameters << '\n';
  }
  out << "parameters " << architecture::parameter_count(rows) << '\n';
}

}  // namespace siskin::tools
