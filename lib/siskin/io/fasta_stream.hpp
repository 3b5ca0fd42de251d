#pragma once

#include <istream>
#include <memory>
#include <string>

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
  std::unique_ptr<std::istream> owned_;
  std::string source_name_;
  LineReader lines_;
  std::string header_;
  bool have_header_ = false;
};

}  // namespace siskin::io
