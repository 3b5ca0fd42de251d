#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "siskin/data/augmentation.hpp"
#include "siskin/data/example_set.hpp"
#include "siskin/data/query.hpp"
#include "siskin/data/source.hpp"
#include "siskin/util/permutation.hpp"

namespace siskin::data {

/// How an epoch is put together.
struct PoolSettings {
  /// Negatives for each positive, spread evenly: of the first k examples of an epoch of P positives
  /// and N = floor(ratio P) negatives, floor(k N / (P + N)) are negatives. None: all examples of
  /// both pools in one order.
  std::optional<double> negative_ratio;
  std::int64_t jitter = 0;  ///< positives move by -jitter .. jitter, uniformly
  Strands strands = Strands::kGiven;
  Augmentation augmentation;
  std::uint64_t seed = 0;
};

/// The examples of a pool of positives (or of all examples) and one of negatives (may be null).
/// Sources are numbered positives first. Jitter, augmentation and reverse complements, in this
/// order, happen in epochs from 1 only.
class PoolSet : public ExampleSet {
 public:
  PoolSet(Shape shape, std::shared_ptr<Source> positives, std::shared_ptr<Source> negatives,
          const PoolSettings& settings);

  const Shape& shape() const override { return shape_; }
  std::size_t size() const override;
  void start_epoch(std::int64_t epoch) override;
  bool next(std::size_t count, Examples& examples) override;
  std::string name(std::uint64_t source) override;

 private:
  struct Item {
    bool negative = false;
    std::size_t index = 0;  // in its pool
    bool turned = false;    // the copy on the other strand, under Strands::kSet
  };
  Item item_at(std::size_t place) const;
  Item drawn_item(std::size_t place) const;
  Item stored_item(std::size_t place) const;
  std::size_t negative_index(std::size_t number) const;
  std::size_t negatives_an_epoch() const;
  Row row_of(std::size_t row, Examples& examples) const;
  std::int64_t shift_at(std::size_t place) const;
  void resize(std::size_t rows, Examples& examples) const;
  void read(std::size_t place, std::size_t row, Examples& examples);
  void change(const Item& item, std::size_t place, std::size_t row, Examples& examples) const;
  void append_turned(Examples& examples) const;

  Shape shape_;
  std::shared_ptr<Source> positives_;
  std::shared_ptr<Source> negatives_;
  PoolSettings settings_;
  std::int64_t epoch_ = 0;
  std::size_t place_ = 0;
  util::Permutation order_;
};

}  // namespace siskin::data
