#include "sis/cluster_run.hpp"
#include "sis/compare_run.hpp"
#include "sis/request.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_engine("siskin-sis", argc, argv, [](const auto& arguments, auto& out) {
    const auto request = tools::parse_sis_request(arguments, out);
    if (!request) return false;
    // What needs no model is done here, and no engine is started.
    const auto* const cluster = std::get_if<tools::ClusterOptions>(&*request);
    const auto* const compare = std::get_if<tools::CompareOptions>(&*request);
    if (cluster != nullptr) tools::run_cluster(*cluster);
    if (compare != nullptr) tools::run_compare(*compare);
    return cluster == nullptr && compare == nullptr;
  });
}
