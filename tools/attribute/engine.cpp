#include <algorithm>

#include "attribute/options.hpp"
#include "attribute/run.hpp"
#include "siskin/cli/run_tool.hpp"
#include "siskin/util/provenance.hpp"

int main(int argc, char** argv) {
  using namespace siskin;
  constexpr const char* kTool = "siskin-attribute";
  return cli::run_tool(kTool, argc, argv, [](const auto& arguments, auto& out) {
    const auto options = tools::parse_attribute_options(arguments, out);
    if (!options) return;
    // A run that was interrupted writes the same bytes as one that was not.
    auto words = arguments;
    words.erase(std::remove(words.begin(), words.end(), "--resume"), words.end());
    util::set_provenance(kTool, words);
    tools::run_attribute(*options);
  });
}
