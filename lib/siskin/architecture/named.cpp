#include "siskin/architecture/named.hpp"

#include "siskin/architecture/architecture_json.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::architecture {

std::vector<std::string> architecture_names() {
  std::vector<std::string> names;
  names.reserve(named_files().size());
  for (const auto& file : named_files()) names.emplace_back(file.name);
  return names;
}

Architecture named_architecture(const std::string& name) {
  std::string known;
  for (const auto& file : named_files()) {
    if (name == file.name) return parse_architecture(file.text, name);
    known += std::string(known.empty() ? "" : ", ") + file.name;
  }
  throw Error("architecture: found " + util::quoted(name) + ", expected one of " + known);
}

}  // namespace siskin::architecture
