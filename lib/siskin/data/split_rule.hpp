#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>

#include "siskin/data/query.hpp"
#include "siskin/data/record_store.hpp"

namespace siskin::data {

enum class Split : std::uint8_t { kTrain, kValid, kTest, kNone };
inline constexpr std::array<Split, 3> kSplits = {Split::kTrain, Split::kValid, Split::kTest};

/// Which split an example belongs to.
class SplitRule {
 public:
  explicit SplitRule(const Query& query);

  bool by_chromosome() const { return by_chromosome_; }
  /// By the chromosome alone where chromosomes were named, else by `word`: train, valid, test, or
  /// empty for none. Throws Error ("where: ...") for another word.
  Split of(const std::string& chrom, const std::string& word, const std::string& where) const;

 private:
  bool by_chromosome_;
  std::unordered_set<std::string> valid_;
  std::unordered_set<std::string> test_;
};

/// The records of one pool, split by split.
class PoolStores {
 public:
  explicit PoolStores(std::size_t record_bytes);

  std::size_t record_bytes() const { return stores_[0]->record_bytes(); }
  void append(Split split, const void* record);
  /// Distributes the records without a split at random: the fractions of them (rounded down) test
  /// and validate, the others train. Call it once, after the last append().
  void distribute(double valid_fraction, double test_fraction, std::uint64_t seed);
  /// kNone: the records without a split, before distribute().
  RecordStore& of(Split split) { return *stores_[static_cast<std::size_t>(split)]; }
  std::unique_ptr<RecordStore>& owner(Split split) {
    return stores_[static_cast<std::size_t>(split)];
  }

 private:
  std::array<std::unique_ptr<RecordStore>, 4> stores_;
};

/// Throws Error when there is nothing to train on, or to validate on.
void require_examples(std::size_t train, std::size_t valid);

}  // namespace siskin::data
