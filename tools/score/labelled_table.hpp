#pragma once

#include <string>

namespace siskin::tools {

/// "LABEL=FILE" in two; the label is empty without one.
struct LabelledPath {
  std::string label;
  std::string path;
};
LabelledPath split_label(const std::string& table);

/// As split_label(), but a file may have '=' in its name: where there is one of the whole name, no
/// label was meant. Throws Error for a label in front of a file that is not there.
LabelledPath find_labelled(const std::string& table);

}  // namespace siskin::tools
