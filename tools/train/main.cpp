#include "siskin/cli/run_tool.hpp"
#include "train/options.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_engine("siskin-train", argc, argv, [](const auto& arguments, auto& out) {
    return tools::parse_train_options(arguments, out).has_value();
  });
}
