#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace siskin::io {

/// Writes a zip archive whose entries are streamed; what .npz files are made of.
///
/// An entry starts with a head of known size whose content is given at the end: the shape of an
/// array is known only after its last row. Time stamps are 1980-01-01, so that the same data give
/// the same bytes. zip64 fields are used where a size needs them. The file appears at close().
class ZipWriter {
 public:
  /// `compress`: deflate, else stored. Throws Error when the file cannot be created.
  ZipWriter(const std::string& path, bool compress);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  /// Starts an entry with a head of `head_size` (at most 65535) bytes.
  void begin(const std::string& name, std::size_t head_size);
  void write(const void* data, std::size_t size);
  /// Ends the entry; `head` has the size promised.
  void end(std::string_view head);
  /// Throws Error when anything could not be written.
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::io
