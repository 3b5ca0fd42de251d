#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace siskin::cli {

using Arguments = std::vector<std::string>;
using ToolBody = std::function<void(const Arguments& arguments, std::ostream& out)>;

/// The only place where errors become an exit status: 0 done, 1 failed, 2 wrong usage. Prints
/// "<name>: <message>" once on standard error, removes temporary files when interrupted (128 +
/// signal) and ends quietly when the reader of standard output has gone.
int run_tool(const std::string& name, int argc, char** argv, const ToolBody& body);

/// Reads the arguments only; false after --help or --version.
using ArgumentCheck = std::function<bool(const Arguments& arguments, std::ostream& out)>;

/// For tools that load LibTorch: checks the arguments, then replaces this process by the executable
/// of the same name in libexec/siskin beside bin/, which does the work.
int run_engine(const std::string& name, int argc, char** argv, const ArgumentCheck& check);

}  // namespace siskin::cli
