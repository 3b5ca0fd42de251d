#include "score/names.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_set>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

std::string examples(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, names.size()); ++i)
    text += (i == 0 ? "" : ", ") + util::quoted(names[i]);
  if (names.empty()) return "none";
  return names.size() > kShown ? text + ", ..." : text;
}

std::vector<std::string> missing_from(const NameList& known, const NameList& asked) {
  const std::unordered_set<std::string> index(known.names.begin(), known.names.end());
  std::vector<std::string> missing;
  for (const auto& name : asked.names) {
    if (index.count(name) == 0) missing.push_back(name);
  }
  return missing;
}

[[noreturn]] void refuse(const NameList& asked, const std::vector<std::string>& missing,
                         const NameList& known, const std::string& remedy) {
  throw Error(asked.source + ": found " + std::to_string(missing.size()) + " of " +
              std::to_string(asked.names.size()) + " names that " + known.source +
              " does not have (" + examples(missing) + "; it has " + examples(known.names) + ")" +
              (remedy.empty() ? "" : "; " + remedy));
}

}  // namespace

void require_unique(const NameList& list) {
  std::unordered_set<std::string> seen;
  for (const auto& name : list.names) {
    if (!seen.insert(name).second)
      throw Error(list.source + ": found the name " + util::quoted(name) + " twice, expected once");
  }
}

void refuse_summary_names(const NameList& list, const std::vector<std::string>& groups) {
  for (const auto& name : list.names) {
    if (std::find(groups.begin(), groups.end(), name) == groups.end()) continue;
    throw Error(list.source + ": found the name " + util::quoted(name) +
                ", expected another, as the summary goes by it");
  }
}

void require_known(const NameList& asked, const NameList& known, const std::string& remedy) {
  const auto missing = missing_from(known, asked);
  if (!missing.empty()) refuse(asked, missing, known, remedy);
}

void require_shared(const NameList& asked, const NameList& known) {
  const auto missing = missing_from(known, asked);
  if (missing.size() == asked.names.size()) refuse(asked, missing, known, "");
}

}  // namespace siskin::tools
