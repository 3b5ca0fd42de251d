#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace siskin::util {

/// 64 bits that change when any bit of `data` does, of an accident's making but not of an
/// attacker's. Data that come in parts pass the value of the part before as `start`; the parts
/// matter, so that "ab" + "c" differs from "a" + "bc".
std::uint64_t checksum(std::string_view data, std::uint64_t start = 0);

/// checksum() of a file's content in 16 hexadecimal digits. Throws Error when it cannot be read.
std::string file_checksum(const std::string& path);

}  // namespace siskin::util
