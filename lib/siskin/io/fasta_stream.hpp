#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

#include "siskin/io/line_reader.hpp"

namespace siskin::io {

/// One record: `name` up to the first blank of the header, `comment` what follows it.
struct FastaRecord {
  std::string name;
  std::string comment;
  std::string sequence;  ///< letters as stored, line ends removed
};

/// Reads FASTA record by record from any stream. Throws Error, naming file and line, for text
/// before the first '>', an empty name, a record without bases, or a letter that is no IUPAC code.
class FastaStream {
 public:
  FastaStream(std::istream& in, std::string name);
  /// "-" is standard input; gzip and bgzip are unpacked.
  explicit FastaStream(const std::string& path);

  /// False at the end. The strings of `record` are reused.
  bool next(FastaRecord& record);

 private:
  bool find_first_header();
  void take_header(std::string_view line);

  std::unique_ptr<std::istream> owned_;
  LineReader lines_;
  std::string header_;  // of the record to come, when have_header_
  std::int64_t header_line_ = 0;
  bool have_header_ = false;
};

}  // namespace siskin::io
