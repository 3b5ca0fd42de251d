#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "siskin/io/sequence_source.hpp"
#include "siskin/seq/one_hot.hpp"

namespace siskin::attribute {

/// Sequences of one length, which a model takes at once.
struct RecordBatch {
  std::size_t length = 0;
  std::vector<io::SequenceRecord> records;
  std::vector<std::uint64_t> numbers;  ///< of each record among all of the input, from 0
  std::vector<float> onehot_ncl;       ///< (records, 4, length), by encode()
};

/// False at the end, as io::SequenceSource::next.
using NextRecord = std::function<bool(io::SequenceRecord&)>;

/// Consecutive sequences of one length, at most `size` at once, for those who take them in their
/// order; a change of length ends a batch.
class RecordBatches {
 public:
  RecordBatches(NextRecord next, std::size_t size, seq::Ambiguous ambiguous);

  /// False at the end. Throws Error, naming the record, for an N under Ambiguous::kError.
  bool next(RecordBatch& batch);

 private:
  NextRecord next_;
  std::size_t size_;
  seq::Ambiguous ambiguous_;
  io::SequenceRecord waiting_;
  bool has_waiting_ = false;
  bool started_ = false;
  std::uint64_t handed_out_ = 0;
};

/// Where a record of a chunk is.
struct RecordPlace {
  std::size_t batch = 0;
  std::size_t row = 0;
};

/// Consecutive sequences, grouped by length, because padding would change what a model sees.
struct RecordChunk {
  std::uint64_t first = 0;  ///< number of the first record
  std::vector<RecordBatch> batches;
  std::vector<RecordPlace> order;  ///< of the input

  const io::SequenceRecord& record(std::size_t index) const;
  /// (4, length)
  const float* onehot(std::size_t index) const;
};

/// Cuts the input into chunks. A chunk ends when one of its lengths has `size` records, or all of
/// them together have four times as many: lengths may change from record to record, and memory must
/// not grow with the input.
class RecordChunks {
 public:
  RecordChunks(NextRecord next, std::size_t size);

  /// False at the end.
  bool next(RecordChunk& chunk);

 private:
  NextRecord next_;
  std::size_t size_;
  std::uint64_t handed_out_ = 0;
};

/// Fills in the one-hot maps. Throws Error, naming the record, for an N under Ambiguous::kError.
void encode(RecordChunk& chunk, seq::Ambiguous ambiguous);

/// Of names and letters, by which a chunk is known again.
std::uint64_t checksum(const RecordChunk& chunk);

}  // namespace siskin::attribute
