#include "predict/options.hpp"
#include "predict/run.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_tool("siskin-predict", argc, argv, [](const auto& arguments, auto& out) {
    if (const auto options = tools::parse_predict_options(arguments, out))
      tools::run_predict(*options);
  });
}
