#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "siskin/io/map_reader.hpp"

namespace siskin::tools {

/// The maps of several .npz files side by side, sequence by sequence, matched by name. Files are
/// streamed as long as their sequences stand in the order of the first one; others are held in
/// memory.
class AlignedMaps {
 public:
  /// Throws Error when a file has a name twice, or when the files have no name in common; and,
  /// without `allow_missing`, when a name is not in all of them (`remedy` ends the message).
  AlignedMaps(const std::vector<std::string>& paths, bool allow_missing,
              const std::string& remedy = "");

  /// Those that are in all files, in the order of the first.
  const std::vector<std::string>& names() const { return names_; }

  /// `maps_cl` are (4, length), one a file.
  using Take = std::function<void(const std::string& name, const std::vector<const float*>& maps_cl,
                                  std::size_t length)>;
  /// Throws Error when the files have maps of different lengths.
  void for_each(const Take& take) const;

 private:
  struct Lane;
  void open_from(std::size_t file, std::vector<Lane>& lanes, const Take& take) const;
  void walk(std::vector<Lane>& lanes, const Take& take) const;

  std::vector<io::MapReader> readers_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::size_t>> rows_;  ///< by file: the row of each name
};

}  // namespace siskin::tools
