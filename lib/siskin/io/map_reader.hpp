#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "siskin/io/npy.hpp"

namespace siskin::io {

/// Throws Error, naming file, sequence and place, when a map (4, length) holds NaN or an infinite
/// number: figures of such a map would be wrong without a word.
void require_finite_map(const float* map_cl, std::size_t length, const std::string& path,
                        const std::string& name);

/// The maps of a MapFile (siskin/io/npz.hpp) one by one, for files that need not fit into memory.
class MapReader {
 public:
  /// Reads the names ("0", "1", ... where the file has none). Throws Error as read_map_file() does.
  explicit MapReader(std::string path);

  const std::string& path() const { return path_; }
  const std::vector<std::string>& names() const { return names_; }

  /// Calls `take` with the maps from the first one on; what it leaves is skipped. Their shape is
  /// (N,4,L). Readers of several files may be nested. Throws Error for another shape or a damaged
  /// file.
  void open(const std::function<void(NpyRows& maps)>& take) const;

 private:
  std::string path_;
  std::vector<std::string> names_;
};

}  // namespace siskin::io
