#include "siskin/util/provenance.hpp"

#include <gtest/gtest.h>

#include "siskin/util/version.hpp"
#include "support/run_command.hpp"

namespace siskin::util {
namespace {

std::string after_tool(const std::vector<std::string>& arguments) {
  set_provenance("tool", arguments);
  const std::string start = std::string("tool ") + version() + " tool";
  EXPECT_EQ(provenance().substr(0, start.size()), start);
  return provenance().substr(start.size());
}

TEST(Provenance, RepeatsTheCommandLine) {
  EXPECT_EQ(after_tool({"-m", "model.pt", "--threshold", "-0.5"}), " -m model.pt --threshold -0.5");
  EXPECT_EQ(after_tool({}), "");
}

TEST(Provenance, StaysOnOneLine) {
  EXPECT_EQ(after_tool({"a\nb", "c\rd", "e\tf"}), " 'a b' 'c d' 'e f'");
}

TEST(Provenance, QuotesSoThatAShellReadsItBack) {
  const std::vector<std::string> arguments = {"it's", "$HOME", "", "a b", "x;y", "\"q\"", "*"};
  const test::TemporaryFolder folder;
  const auto result = test::run_command("printf '<%s>' " + after_tool(arguments), folder.path());
  EXPECT_EQ(result.out, "<it's><$HOME><><a b><x;y><\"q\"><*>");
}

}  // namespace
}  // namespace siskin::util
