#include "siskin/data/split_rule.hpp"

#include <string>
#include <vector>

#include "siskin/data/streams.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/permutation.hpp"
#include "siskin/util/text.hpp"

namespace siskin::data {

SplitRule::SplitRule(const Query& query)
    : by_chromosome_(!query.valid_chroms.empty() || !query.test_chroms.empty()),
      valid_(query.valid_chroms.begin(), query.valid_chroms.end()),
      test_(query.test_chroms.begin(), query.test_chroms.end()) {}

Split SplitRule::of(const std::string& chrom, const std::string& word,
                    const std::string& where) const {
  if (by_chromosome_) {
    if (valid_.count(chrom) != 0) return Split::kValid;
    return test_.count(chrom) != 0 ? Split::kTest : Split::kTrain;
  }
  if (word == "train") return Split::kTrain;
  if (word == "valid") return Split::kValid;
  if (word == "test") return Split::kTest;
  if (word.empty()) return Split::kNone;
  throw Error(where + ": found split " + util::quoted(word) + ", expected train, valid or test");
}

PoolStores::PoolStores(std::size_t record_bytes) {
  for (auto& store : stores_) store = std::make_unique<RecordStore>(record_bytes);
}

void PoolStores::append(Split split, const void* record) { of(split).append(record); }

void PoolStores::distribute(double valid_fraction, double test_fraction, std::uint64_t seed) {
  RecordStore& rest = of(Split::kNone);
  const auto count = static_cast<double>(rest.size());
  const auto tests = static_cast<std::size_t>(count * test_fraction);
  const auto valids = static_cast<std::size_t>(count * valid_fraction);
  const util::Permutation order(rest.size(), stream_seed(seed, 0, Purpose::kSplit));
  std::string record(rest.record_bytes(), '\0');
  for (std::size_t i = 0; i < rest.size(); ++i) {
    rest.read(order(i), record.data());
    append(i < tests            ? Split::kTest
           : i < tests + valids ? Split::kValid
                                : Split::kTrain,
           record.data());
  }
  owner(Split::kNone) = std::make_unique<RecordStore>(rest.record_bytes());
}

void require_examples(std::size_t train, std::size_t valid) {
  if (train == 0) throw Error("the training set is empty");
  if (valid == 0) {
    throw Error(
        "the validation set is empty: early stopping needs one (split=valid, --valid-chroms or "
        "--valid-fraction)");
  }
}

}  // namespace siskin::data
