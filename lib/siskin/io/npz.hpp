#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "siskin/io/npy.hpp"

namespace siskin::io {

/// Writes a NumPy .npz (zip of .npy, stored or deflated, zip64 where needed). Time stamps are
/// fixed, so that the same data give the same bytes. The file appears at close().
class NpzWriter {
 public:
  explicit NpzWriter(const std::string& path, bool compress = true);
  ~NpzWriter();
  NpzWriter(const NpzWriter&) = delete;
  NpzWriter& operator=(const NpzWriter&) = delete;

  /// Starts a float32 array whose first dimension is not known yet: rows of `row_shape` follow with
  /// append(), in any number, until the next begin/add or close().
  void begin(const std::string& name, const std::vector<std::size_t>& row_shape);
  /// Whole rows: `count` is a multiple of the row size.
  void append(const float* values, std::size_t count);
  /// A complete float32 array.
  void add(const std::string& name, const std::vector<std::size_t>& shape, const float* values);
  /// A complete 1-d array of byte strings (dtype S).
  void add(const std::string& name, const std::vector<std::string>& strings);
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// All arrays by name (without ".npy"). Throws Error for a file that is no zip, is truncated, fails
/// its checksum, or holds an array that read_npy refuses.
std::map<std::string, NpyArray> read_npz(const std::string& path);

/// The map files of siskin: arr_0 (N,4,L) float32 and names (N).
struct MapFile {
  std::vector<std::string> names;
  std::size_t length = 0;
  std::vector<float> values_ncl;  ///< N * 4 * L

  const float* map(std::size_t index) const { return values_ncl.data() + index * 4 * length; }
};

/// Reads arr_0 and, where present, names (else "0", "1", ...). Throws Error when arr_0 is missing,
/// is not (N,4,L) or holds a number that is not finite.
MapFile read_map_file(const std::string& path);

/// Streams one array of named rows, of any shape: arr_0 (N, row_shape...) float32 first, names (N)
/// at close().
class RowWriter {
 public:
  RowWriter(const std::string& path, const std::vector<std::size_t>& row_shape,
            bool compress = true);
  /// `row` has as many values as the row shape says.
  void add(const std::string& name, const float* row);
  void close();

 private:
  NpzWriter file_;
  std::size_t row_size_;
  std::vector<std::string> names_;
};

/// Streams maps to a MapFile: rows of shape (4, length).
class MapWriter {
 public:
  MapWriter(const std::string& path, std::size_t length, bool compress = true);
  /// map_cl has 4 * length values.
  void add(const std::string& name, const float* map_cl) { rows_.add(name, map_cl); }
  void close() { rows_.close(); }

 private:
  RowWriter rows_;
};

}  // namespace siskin::io
