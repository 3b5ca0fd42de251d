#include "sis/options.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_engine("siskin-sis", argc, argv, [](const auto& arguments, auto& out) {
    return tools::parse_sis_options(arguments, out).has_value();
  });
}
