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

/// Header (version 1, padded to 64 bytes) of a C-order array; dtype such as "<f4" or "|S12".
std::string npy_header(const std::string& dtype, const std::vector<std::size_t>& shape);

}  // namespace siskin::io
