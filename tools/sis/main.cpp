#include "sis/cluster_run.hpp"
#include "sis/request.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_engine("siskin-sis", argc, argv, [](const auto& arguments, auto& out) {
    const auto request = tools::parse_sis_request(arguments, out);
    if (!request) return false;
    // Clusters need no model: they are made here, and no engine is started.
    const auto* const cluster = std::get_if<tools::ClusterOptions>(&*request);
    if (cluster != nullptr) tools::run_cluster(*cluster);
    return cluster == nullptr;
  });
}
