#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "siskin/data/example_set.hpp"
#include "siskin/data/source.hpp"

namespace siskin::data {

/// `copies` dinucleotide shuffles (seq::shuffle_dinucleotides) of each sequence of a source, others
/// every epoch, with labels 0. For sets without profiles.
class ShuffledSource : public Source {
 public:
  ShuffledSource(std::shared_ptr<Source> originals, const Shape& shape, std::size_t copies,
                 std::uint64_t seed);
  std::size_t size() const override { return copies_ * originals_->size(); }
  void start_epoch(std::int64_t epoch) override { epoch_ = epoch; }
  void read(std::size_t index, std::int64_t shift, const Row& row) override;

 private:
  std::shared_ptr<Source> originals_;
  Shape shape_;
  std::size_t copies_;
  std::uint64_t seed_;
  std::int64_t epoch_ = 0;
};

}  // namespace siskin::data
