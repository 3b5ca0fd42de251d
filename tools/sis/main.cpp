#include "sis/cluster_run.hpp"
#include "sis/compare_run.hpp"
#include "sis/from_order_run.hpp"
#include "sis/request.hpp"
#include "siskin/cli/run_tool.hpp"

namespace siskin::tools {
namespace {

// What needs no model is done here, and no engine is started.
bool run_without_model(const SisRequest& request) {
  if (const auto* const cluster = std::get_if<ClusterOptions>(&request)) {
    run_cluster(*cluster);
    return true;
  }
  if (const auto* const compare = std::get_if<CompareOptions>(&request)) {
    run_compare(*compare);
    return true;
  }
  const auto* const search = std::get_if<SisOptions>(&request);
  if (search == nullptr || search->from_order.empty()) return false;
  run_from_order(*search);
  return true;
}

}  // namespace
}  // namespace siskin::tools

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_engine("siskin-sis", argc, argv, [](const auto& arguments, auto& out) {
    const auto request = tools::parse_sis_request(arguments, out);
    return request && !tools::run_without_model(*request);
  });
}
