#include "siskin/attribute/record_batches.hpp"

#include <utility>

#include "siskin/util/error.hpp"

namespace siskin::attribute {
namespace {

void encode(RecordBatch& batch, seq::Ambiguous ambiguous) {
  const std::size_t map_size = 4 * batch.length;
  batch.onehot_ncl.assign(batch.records.size() * map_size, 0.0F);
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const auto& record = batch.records[i];
    try {
      seq::one_hot(record.sequence, batch.onehot_ncl.data() + i * map_size, ambiguous);
    } catch (const Error& error) {
      throw Error(record.where + ": " + error.what());
    }
  }
}

}  // namespace

RecordBatches::RecordBatches(Next next, std::size_t size, seq::Ambiguous ambiguous)
    : next_(std::move(next)), size_(size), ambiguous_(ambiguous) {}

bool RecordBatches::next(RecordBatch& batch) {
  if (!started_) has_waiting_ = next_(waiting_);
  started_ = true;
  if (!has_waiting_) return false;
  batch.first = handed_out_;
  batch.length = waiting_.sequence.size();
  batch.records.clear();
  while (has_waiting_ && batch.records.size() < size_ && waiting_.sequence.size() == batch.length) {
    batch.records.push_back(std::move(waiting_));
    waiting_ = {};
    has_waiting_ = next_(waiting_);
  }
  handed_out_ += batch.records.size();
  encode(batch, ambiguous_);
  return true;
}

}  // namespace siskin::attribute
