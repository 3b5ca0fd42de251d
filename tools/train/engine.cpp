#include "siskin/cli/run_tool.hpp"
#include "train/options.hpp"
#include "train/run.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_tool("siskin-train", argc, argv, [](const auto& arguments, auto& out) {
    if (const auto options = tools::parse_train_options(arguments, out)) tools::run_train(*options);
  });
}
