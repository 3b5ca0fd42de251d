#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "siskin/data/example_set.hpp"
#include "siskin/data/query.hpp"
#include "siskin/data/record_store.hpp"
#include "siskin/data/source.hpp"
#include "siskin/data/text_store.hpp"

namespace siskin::data {

/// Sequences with their labels in a RecordStore: the number of the name, `tasks` floats, then
/// `length` codes.
class SequenceRecords : public Source {
 public:
  SequenceRecords(std::unique_ptr<RecordStore> store, std::shared_ptr<TextStore> names,
                  std::size_t tasks);
  std::size_t size() const override { return store_->size(); }
  /// `shift` must be 0: there is nothing beside a sequence.
  void read(std::size_t index, std::int64_t shift, const Row& row) override;
  std::string name(std::size_t index) override;

 private:
  std::unique_ptr<RecordStore> store_;
  std::shared_ptr<TextStore> names_;
  std::size_t tasks_;
  std::string record_;
};

/// Reads FASTA files, or standard input, once and front to back, into temporary files. Throws Error
/// naming the record: unequal lengths, no label, another number of labels, an unknown split, an
/// empty training or validation set.
Splits open_fasta(const Query& query);

}  // namespace siskin::data
