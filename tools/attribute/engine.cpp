#include "attribute/options.hpp"
#include "attribute/run.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_tool("siskin-attribute", argc, argv, [](const auto& arguments, auto& out) {
    if (const auto options = tools::parse_attribute_options(arguments, out))
      tools::run_attribute(*options);
  });
}
