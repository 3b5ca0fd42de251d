#include "siskin/cli/run_tool.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>

#include "siskin/cli/openblas.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/output_file.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::cli {
namespace {

extern "C" void end_on_signal(int signal) {
  util::remove_temporary_files();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void install_signal_handlers() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, end_on_signal);
}

std::string first_line(const char* message) {
  const std::string text = message;
  return text.substr(0, text.find('\n'));
}

std::filesystem::path engine_path(const std::string& name) {
  std::error_code code;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", code);
  if (code) throw Error("cannot find this executable: " + code.message());
  return self.parent_path().parent_path() / SISKIN_ENGINE_DIR / name;
}

}  // namespace

int run_tool(const std::string& name, int argc, char** argv, const ToolBody& body) {
  install_signal_handlers();
  std::ios::sync_with_stdio(false);
  try {
    const Arguments arguments(argv + 1, argv + argc);
    util::set_provenance(name, arguments);
    body(arguments, std::cout);
    if (!std::cout.flush()) throw Error("standard output: write failed");
    return 0;
  } catch (const UsageError& error) {
    std::cerr << name << ": " << error.what() << "\nTry '" << name << " --help'.\n";
    return 2;
  } catch (const std::bad_alloc&) {
    std::cerr << name << ": out of memory\n";
  } catch (const std::exception& error) {
    std::cerr << name << ": " << first_line(error.what()) << '\n';
  }
  util::remove_temporary_files();
  return 1;
}

int run_engine(const std::string& name, int argc, char** argv, const ArgumentCheck& check) {
  bool wanted = false;
  const int status = run_tool(name, argc, argv, [&](const Arguments& arguments, std::ostream& out) {
    wanted = check(arguments, out);
  });
  if (status != 0 || !wanted) return status;
  return run_tool(name, argc, argv, [&](const Arguments&, std::ostream&) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, SIG_DFL);
    prepare_openblas();
    const auto engine = engine_path(name);
    ::execv(engine.c_str(), argv);
    throw system_error(engine.string(), "cannot be run");
  });
}

}  // namespace siskin::cli
