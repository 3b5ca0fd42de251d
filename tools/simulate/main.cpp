#include "simulate/options.hpp"
#include "simulate/run.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_tool("siskin-simulate", argc, argv, [](const auto& arguments, auto& out) {
    if (const auto options = tools::parse_simulate_options(arguments, out)) {
      tools::run_simulate(*options, out);
    }
  });
}
