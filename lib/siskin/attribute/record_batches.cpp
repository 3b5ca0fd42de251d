#include "siskin/attribute/record_batches.hpp"

#include <algorithm>
#include <utility>

#include "siskin/util/checksum.hpp"
#include "siskin/util/error.hpp"

namespace siskin::attribute {
namespace {

constexpr std::size_t kMixedLengths = 4;

std::size_t batch_of_length(RecordChunk& chunk, std::size_t length) {
  const auto found =
      std::find_if(chunk.batches.begin(), chunk.batches.end(),
                   [length](const RecordBatch& batch) { return batch.length == length; });
  if (found != chunk.batches.end()) {
    return static_cast<std::size_t>(found - chunk.batches.begin());
  }
  chunk.batches.emplace_back();
  chunk.batches.back().length = length;
  return chunk.batches.size() - 1;
}

void encode_row(RecordBatch& batch, std::size_t row, seq::Ambiguous ambiguous) {
  const auto& record = batch.records[row];
  try {
    seq::one_hot(record.sequence, batch.onehot_ncl.data() + row * 4 * batch.length, ambiguous);
  } catch (const Error& error) {
    throw Error(record.where + ": " + error.what());
  }
}

}  // namespace

RecordBatches::RecordBatches(NextRecord next, std::size_t size, seq::Ambiguous ambiguous)
    : next_(std::move(next)), size_(size), ambiguous_(ambiguous) {}

bool RecordBatches::next(RecordBatch& batch) {
  if (!started_) has_waiting_ = next_(waiting_);
  started_ = true;
  if (!has_waiting_) return false;
  batch = {};
  batch.length = waiting_.sequence.size();
  while (has_waiting_ && batch.records.size() < size_ && waiting_.sequence.size() == batch.length) {
    batch.records.push_back(std::move(waiting_));
    batch.numbers.push_back(handed_out_++);
    waiting_ = {};
    has_waiting_ = next_(waiting_);
  }
  batch.onehot_ncl.assign(batch.records.size() * 4 * batch.length, 0.0F);
  for (std::size_t i = 0; i < batch.records.size(); ++i) encode_row(batch, i, ambiguous_);
  return true;
}

const io::SequenceRecord& RecordChunk::record(std::size_t index) const {
  const auto place = order[index];
  return batches[place.batch].records[place.row];
}

const float* RecordChunk::onehot(std::size_t index) const {
  const auto place = order[index];
  const auto& batch = batches[place.batch];
  return batch.onehot_ncl.data() + place.row * 4 * batch.length;
}

RecordChunks::RecordChunks(NextRecord next, std::size_t size)
    : next_(std::move(next)), size_(size) {}

bool RecordChunks::next(RecordChunk& chunk) {
  chunk.first = handed_out_;
  chunk.batches.clear();
  chunk.order.clear();
  io::SequenceRecord record;
  while (chunk.order.size() < kMixedLengths * size_ && next_(record)) {
    const std::size_t index = batch_of_length(chunk, record.sequence.size());
    auto& batch = chunk.batches[index];
    chunk.order.push_back({index, batch.records.size()});
    batch.records.push_back(std::move(record));
    batch.numbers.push_back(handed_out_++);
    record = {};
    if (batch.records.size() == size_) break;
  }
  return !chunk.order.empty();
}

void encode(RecordChunk& chunk, seq::Ambiguous ambiguous) {
  for (auto& batch : chunk.batches) {
    batch.onehot_ncl.assign(batch.records.size() * 4 * batch.length, 0.0F);
  }
  for (const auto place : chunk.order) {
    encode_row(chunk.batches[place.batch], place.row, ambiguous);
  }
}

std::uint64_t checksum(const RecordChunk& chunk) {
  std::uint64_t state = chunk.first;
  for (std::size_t i = 0; i < chunk.order.size(); ++i) {
    const auto& record = chunk.record(i);
    state = util::checksum(record.chrom, util::checksum(record.name, state));
    state = util::checksum(record.sequence, state + static_cast<std::uint64_t>(record.start));
  }
  return state;
}

}  // namespace siskin::attribute
