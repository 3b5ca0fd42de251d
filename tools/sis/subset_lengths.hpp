#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace siskin::tools {

/// How long the subsets of each sequence are in a table of siskin-sis.
class SubsetLengths {
 public:
  /// Throws Error as io::read_table_file() does, and for lengths that are no whole numbers.
  explicit SubsetLengths(const std::string& path);

  /// Median length, halves rounded to the even number. Throws Error for a sequence without subset.
  std::size_t of(const std::string& sequence) const;

 private:
  std::string path_;
  std::map<std::string, std::size_t> lengths_;
};

}  // namespace siskin::tools
