#include "sis/evaluate_run.hpp"
#include "sis/request.hpp"
#include "sis/run.hpp"
#include "siskin/cli/run_tool.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  return cli::run_tool("siskin-sis", argc, argv, [](const auto& arguments, auto& out) {
    const auto request = tools::parse_sis_request(arguments, out);
    if (!request) return;
    if (const auto* const search = std::get_if<tools::SisOptions>(&*request))
      tools::run_sis(*search);
    if (const auto* const other = std::get_if<tools::EvaluateOptions>(&*request))
      tools::run_evaluate(*other);
  });
}
