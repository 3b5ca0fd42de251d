#include "plot/options.hpp"
#include "plot/run.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_tool("siskin-plot", argc, argv, [](const auto& arguments, auto& out) {
    if (const auto options = tools::parse_plot_options(arguments, out)) tools::run_plot(*options);
  });
}
