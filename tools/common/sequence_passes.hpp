#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// The sequences of a query, as often as wanted: files are read again, what comes from a pipe is
/// kept in memory after the first pass.
class SequencePasses {
 public:
  explicit SequencePasses(const io::SequenceQuery& query);

  /// A function that hands out the sequences from the first one on, false at the end; it is valid
  /// until the next call of start().
  std::function<bool(io::SequenceRecord&)> start();
  /// Windows left out under --edge skip in the last pass.
  std::int64_t skipped() const;

 private:
  io::SequenceQuery query_;
  bool keep_;
  std::optional<io::SequenceSource> source_;
  bool has_kept_ = false;
  std::vector<io::SequenceRecord> kept_;
};

}  // namespace siskin::tools
