#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace siskin::io {

/// An array of numbers or of byte strings as NumPy stores it, C order.
struct NpyArray {
  std::vector<std::size_t> shape;
  std::vector<float> values;         ///< numeric sources, converted to float
  std::vector<std::string> strings;  ///< for S and U sources; then `values` is empty

  std::size_t size() const;
};

/// Reads one .npy, versions 1 to 3, little endian, C order, dtypes f4 f8 i1-i8 u1-u8 b1 S U
/// (ASCII). Throws Error ("name: ...") for anything else or a truncated file.
NpyArray read_npy(std::istream& in, const std::string& name);

/// The numbers of one .npy row by row, for arrays that need not fit into memory. A row is one item
/// of the first dimension.
class NpyRows {
 public:
  /// Reads the header. Throws Error as read_npy() does, and for strings.
  NpyRows(std::istream& in, std::string name);

  const std::vector<std::size_t>& shape() const { return shape_; }
  /// False behind the last row. Throws Error for a truncated file.
  bool next(std::vector<float>& row);

 private:
  std::istream& in_;
  std::string name_;
  std::vector<std::size_t> shape_;
  std::size_t rows_left_ = 0;
  std::size_t row_size_ = 1;
  std::size_t item_size_ = 0;
  void (*convert_)(const char* data, std::size_t count, std::vector<float>& values) = nullptr;
  std::vector<char> bytes_;
};

/// Header (version 1, padded to 64 bytes) of a C-order array; dtype such as "<f4" or "|S12".
std::string npy_header(const std::string& dtype, const std::vector<std::size_t>& shape);

}  // namespace siskin::io
