#include "support/run_command.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace siskin::test {
namespace {

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("no file " + path.string());
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string quote(const std::string& text) {
  std::string result = "'";
  for (const char letter : text)
    result += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return result + "'";
}

}  // namespace

CommandResult run_command(const std::string& command, const std::filesystem::path& folder,
                          const std::string& input) {
  const TemporaryFolder capture;
  capture.write("in", input);
  capture.write("script", "set -o pipefail\ncd " + quote(folder.string()) + "\nexport PATH=" +
                              quote(SISKIN_BIN_DIR) + ":\"$PATH\"\n" + command + "\n");
  const std::string base = capture.path().string();
  const std::string line = "bash " + quote(base + "/script") + " <" + quote(base + "/in") + " >" +
                           quote(base + "/out") + " 2>" + quote(base + "/err");
  const int raw = std::system(line.c_str());
  CommandResult result;
  result.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
  result.out = slurp(capture.path() / "out");
  result.err = slurp(capture.path() / "err");
  return result;
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "siskin-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(const std::string& name,
                                             const std::string& content) const {
  auto path = path_ / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << content;
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
  return path;
}

std::string TemporaryFolder::read(const std::string& name) const { return slurp(path_ / name); }

}  // namespace siskin::test
