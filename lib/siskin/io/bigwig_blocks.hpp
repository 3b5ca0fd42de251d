#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace siskin::io {

/// The start of a bigWig file, as far as siskin needs it.
struct BigWigHeader {
  std::uint16_t version = 0;
  std::uint16_t zooms = 0;
  std::uint64_t chromosomes = 0;  ///< offset of the tree of names
  std::uint64_t data = 0;         ///< offset of the data
  std::uint64_t index = 0;        ///< offset of the index of the data
  std::uint32_t unpacked = 0;     ///< largest unpacked block, 0 when blocks are not packed
};

/// Throws Error, naming the path, when there is no such file, or it is no bigWig or truncated: its
/// offsets lead out of it or its end mark is missing.
BigWigHeader read_bigwig_header(const std::string& path);

/// One stored value: number of the chromosome, 0-based half-open positions.
struct BigWigValue {
  std::uint32_t chromosome = 0;
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  float value = 0;
};

/// Calls `take` for every stored value in file order, by reading the blocks one after the other.
/// libBigWig looks for each chromosome by comparing its name with all, which takes minutes where
/// every sequence is a chromosome. Throws Error for damaged or truncated blocks.
void for_each_bigwig_value(const std::string& path,
                           const std::function<void(const BigWigValue&)>& take);

}  // namespace siskin::io
