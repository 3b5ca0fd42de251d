#pragma once

#include <string>
#include <vector>

namespace siskin::tools {

/// The names that one file uses. Names that do not match between files are the mistake that users
/// make most, so every refusal here counts them and shows some of both sides.
struct NameList {
  std::string source;  ///< file name for messages
  std::vector<std::string> names;
};

/// Throws Error when a name stands twice.
void require_unique(const NameList& list);

/// Throws Error when one of the names is that of a group which sums up all others.
void refuse_summary_names(const NameList& list, const std::vector<std::string>& groups);

/// Throws Error when any name of `asked` is not in `known`; `remedy` ends the message.
void require_known(const NameList& asked, const NameList& known, const std::string& remedy);

/// Throws Error when the lists have no name in common.
void require_shared(const NameList& asked, const NameList& known);

}  // namespace siskin::tools
