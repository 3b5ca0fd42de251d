#include "score/options.hpp"
#include "score/run.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  return siskin::cli::run_tool(
      "siskin-score", argc, argv, [](const siskin::cli::Arguments& arguments, std::ostream& out) {
        if (const auto options = siskin::tools::parse_score_options(arguments, out))
          siskin::tools::run_score(*options);
      });
}
