#pragma once

#include <string>
#include <vector>

#include "siskin/attribute/record_batches.hpp"

namespace siskin::test {

/// Records s0, s1, ... of these sequences, as a FASTA file gives them.
inline std::vector<io::SequenceRecord> make_records(const std::vector<std::string>& sequences) {
  std::vector<io::SequenceRecord> records;
  for (const auto& sequence : sequences) {
    io::SequenceRecord record;
    record.name = "s" + std::to_string(records.size());
    record.chrom = record.name;
    record.sequence = sequence;
    record.where = "x.fa: record " + record.name;
    records.push_back(record);
  }
  return records;
}

inline attribute::NextRecord hand_out(std::vector<io::SequenceRecord> records) {
  return [records = std::move(records), next = std::size_t{0}](io::SequenceRecord& record) mutable {
    if (next == records.size()) return false;
    record = records[next++];
    return true;
  };
}

/// All sequences as one chunk.
inline attribute::RecordChunk make_chunk(const std::vector<std::string>& sequences,
                                         seq::Ambiguous ambiguous = seq::Ambiguous::kZero) {
  attribute::RecordChunks chunks(hand_out(make_records(sequences)), sequences.size());
  attribute::RecordChunk chunk;
  chunks.next(chunk);
  encode(chunk, ambiguous);
  return chunk;
}

/// All sequences (of one length) as one batch.
inline attribute::RecordBatch make_batch(const std::vector<std::string>& sequences,
                                         seq::Ambiguous ambiguous = seq::Ambiguous::kZero) {
  return make_chunk(sequences, ambiguous).batches.front();
}

}  // namespace siskin::test
