#include "sis/table_options.hpp"

#include <algorithm>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

std::string name_of(const std::string& path) {
  std::string name = path.substr(path.find_last_of('/') + 1);
  for (const std::string suffix : {".gz", ".tsv"}) {
    if (name.size() > suffix.size() && util::ends_with(name, suffix))
      name.resize(name.size() - suffix.size());
  }
  return name;
}

}  // namespace

SubsetTables name_tables(const std::vector<std::string>& paths, const std::string& names) {
  for (const auto& path : paths) {
    if (!util::ends_with(path, ".bed") && !util::ends_with(path, ".bed.gz")) continue;
    throw UsageError("found " + util::quoted(path) +
                     ", expected what siskin-sis has written with --table, not with --output");
  }
  if (std::count(paths.begin(), paths.end(), "-") > 1)
    throw UsageError("found '-' for two inputs, expected standard input once");
  SubsetTables tables{paths, {}};
  if (names.empty()) {
    for (const auto& path : paths) tables.names.push_back(name_of(path));
  } else {
    for (const auto name : util::split(names, ',')) tables.names.emplace_back(name);
  }
  if (tables.names.size() != paths.size()) {
    throw UsageError("option --names: found " + std::to_string(tables.names.size()) +
                     " names, expected one for each of " + std::to_string(paths.size()) +
                     " tables");
  }
  auto sorted = tables.names;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end()) {
    throw UsageError("found the name " + util::quoted(*twice) +
                     " for two tables, expected different --names");
  }
  if (sorted.front().empty()) throw UsageError("option --names: found an empty name");
  return tables;
}

void refuse_shared_stdout(const std::vector<std::pair<std::string, std::string>>& outputs) {
  const auto& [first, taken] = outputs.front();
  bool used = taken.empty() || taken == "-";
  for (auto output = outputs.begin() + 1; output != outputs.end(); ++output) {
    if (output->second != "-") continue;
    if (used) {
      throw UsageError("option --" + output->first +
                       ": standard output is taken, expected a file, or another one for --" +
                       first);
    }
    used = true;
  }
}

}  // namespace siskin::tools
