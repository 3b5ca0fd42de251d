#pragma once

#include <iosfwd>
#include <memory>
#include <string>

namespace siskin::io {

/// Opens a file for reading; "-" is standard input. gzip and bgzip are recognised by their first
/// bytes and unpacked. Reading from the stream throws Error, naming the file, when the file is
/// truncated, corrupt or cannot be read. Throws Error when it cannot be opened or is a folder.
std::unique_ptr<std::istream> open_input(const std::string& path);

/// How messages call a path: "standard input" for "-".
std::string input_name(const std::string& path);

}  // namespace siskin::io
