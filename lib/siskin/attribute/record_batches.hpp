#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "siskin/io/sequence_source.hpp"
#include "siskin/seq/one_hot.hpp"

namespace siskin::attribute {

/// Consecutive sequences of one length.
struct RecordBatch {
  std::uint64_t first = 0;  ///< number of the first record among all, from 0
  std::size_t length = 0;
  std::vector<io::SequenceRecord> records;
  std::vector<float> onehot_ncl;  ///< (records, 4, length)
};

/// Groups sequences in the order in which they come; a change of length ends a batch, because
/// padding would change what a model sees.
class RecordBatches {
 public:
  /// False at the end, as io::SequenceSource::next.
  using Next = std::function<bool(io::SequenceRecord&)>;

  /// At most `size` records a batch.
  RecordBatches(Next next, std::size_t size, seq::Ambiguous ambiguous);

  /// False at the end. Throws Error, naming the record, for an N under Ambiguous::kError.
  bool next(RecordBatch& batch);

 private:
  Next next_;
  std::size_t size_;
  seq::Ambiguous ambiguous_;
  io::SequenceRecord waiting_;
  bool has_waiting_ = false;
  bool started_ = false;
  std::uint64_t handed_out_ = 0;
};

}  // namespace siskin::attribute
