#include "sis/options.hpp"
#include "sis/run.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_tool("siskin-sis", argc, argv, [](const auto& arguments, auto& out) {
    if (const auto options = tools::parse_sis_options(arguments, out)) tools::run_sis(*options);
  });
}
