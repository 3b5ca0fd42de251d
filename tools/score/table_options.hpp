#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace siskin::tools {

/// Which score tables to join, and how.
struct TableOptions {
  std::vector<std::string> tables;  ///< FILE or LABEL=FILE
  std::vector<std::string> by;      ///< columns that make the condition, behind the label
  std::string unit;                 ///< column that names what a value is of; empty: see the page
  std::vector<std::string> metrics;
  std::vector<std::string> groups;
  double confidence = 0.95;
  std::string output;
};

struct SummariseOptions {
  TableOptions tables;
};

struct CompareOptions {
  TableOptions tables;
  std::string against;  ///< the condition that all others are held against; empty: all pairs
  std::string pairing = "auto";
  std::string alternative = "two-sided";
  std::string correction = "holm";
};

std::optional<SummariseOptions> parse_summarise(const std::vector<std::string>& arguments,
                                                std::ostream& out);
std::optional<CompareOptions> parse_compare(const std::vector<std::string>& arguments,
                                            std::ostream& out);

}  // namespace siskin::tools
