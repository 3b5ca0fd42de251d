#include "siskin/data/fasta_set.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "siskin/data/pool_set.hpp"
#include "siskin/data/record_labels.hpp"
#include "siskin/data/shuffled_source.hpp"
#include "siskin/data/split_rule.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::data {
namespace {

constexpr std::size_t kNumberBytes = sizeof(std::uint64_t);

enum Pool : std::size_t { kPositives, kNegatives };

class Collector {
 public:
  explicit Collector(const Query& query) : query_(query), labels_(query) {}

  void add_file(const std::string& path, Pool pool,
                const std::optional<std::vector<float>>& fixed) {
    io::SequenceQuery one = query_.sequences;
    one.fasta = {path};
    io::SequenceSource source(one);
    io::SequenceRecord record;
    while (source.next(record)) add(record, pool, fixed);
  }

  Splits finish() {
    for (auto& pool : pools_) {
      if (pool) pool->distribute(query_.valid_fraction, query_.test_fraction, query_.seed);
    }
    require_examples(count(Split::kTrain), count(Split::kValid));
    Splits splits;
    splits.train = set_of(Split::kTrain);
    splits.valid = set_of(Split::kValid);
    if (count(Split::kTest) > 0) splits.test = set_of(Split::kTest);
    return splits;
  }

 private:
  void add(const io::SequenceRecord& record, Pool pool,
           const std::optional<std::vector<float>>& fixed) {
    const auto answer = labels_.of(record, fixed);
    if (length_ == 0) begin(record.sequence.size(), answer.labels.size());
    if (record.sequence.size() != length_) {
      throw Error(record.where + ": found " + std::to_string(record.sequence.size()) +
                  " bases, expected " + std::to_string(length_) + " as in the first sequence");
    }
    const std::uint64_t number = names_->size();
    names_->append(record.name);
    const std::size_t label_bytes = answer.labels.size() * sizeof(float);
    std::memcpy(bytes_.data(), &number, kNumberBytes);
    std::memcpy(bytes_.data() + kNumberBytes, answer.labels.data(), label_bytes);
    for (std::size_t i = 0; i < length_; ++i) {
      const std::uint8_t code = seq::code(record.sequence[i]);
      if (code == seq::kAmbiguous && query_.refuse_ambiguous) {
        throw Error(record.where + ": found " + util::quoted(record.sequence.substr(i, 1)) +
                    ", expected A, C, G or T (see --ambiguous)");
      }
      bytes_[kNumberBytes + label_bytes + i] = static_cast<char>(code);
    }
    pools_[pool]->append(answer.split, bytes_.data());
  }

  void begin(std::size_t length, std::size_t tasks) {
    length_ = length;
    bytes_.resize(kNumberBytes + tasks * sizeof(float) + length);
    for (auto& pool : pools_) pool.emplace(bytes_.size());
  }

  // With a ratio, negatives alone are nothing.
  std::size_t count(Split split) {
    if (!pools_[kPositives]) return 0;
    const bool all = !query_.negative_ratio;
    return pools_[kPositives]->of(split).size() + (all ? pools_[kNegatives]->of(split).size() : 0);
  }

  std::unique_ptr<ExampleSet> set_of(Split split) {
    Shape shape;
    shape.length = length_;
    shape.names = labels_.task_names();
    shape.tasks = shape.names.size();
    PoolSettings settings;
    settings.negative_ratio = query_.negative_ratio;
    settings.seed = query_.seed;
    if (split == Split::kTrain) {
      settings.strands = query_.strands;
      settings.augmentation = query_.augmentation;
    }
    auto positives = std::make_shared<SequenceRecords>(std::move(pools_[kPositives]->owner(split)),
                                                       names_, shape.tasks);
    std::shared_ptr<Source> negatives;
    if (query_.drawn_negatives == Negatives::kDinucleotide) {
      settings.negative_ratio = query_.negative_ratio.value_or(1);
      negatives = std::make_shared<ShuffledSource>(
          positives, shape, static_cast<std::size_t>(std::ceil(*settings.negative_ratio)),
          query_.seed);
    } else if (!query_.negatives.empty()) {
      negatives = std::make_shared<SequenceRecords>(std::move(pools_[kNegatives]->owner(split)),
                                                    names_, shape.tasks);
    }
    return std::make_unique<PoolSet>(shape, positives, negatives, settings);
  }

  const Query& query_;
  RecordLabels labels_;
  std::size_t length_ = 0;
  std::string bytes_;
  std::array<std::optional<PoolStores>, 2> pools_;
  std::shared_ptr<TextStore> names_ = std::make_shared<TextStore>();
};

}  // namespace

SequenceRecords::SequenceRecords(std::unique_ptr<RecordStore> store,
                                 std::shared_ptr<TextStore> names, std::size_t tasks)
    : store_(std::move(store)),
      names_(std::move(names)),
      tasks_(tasks),
      record_(store_->record_bytes(), '\0') {}

void SequenceRecords::read(std::size_t index, std::int64_t /*shift*/, const Row& row) {
  store_->read(index, record_.data());
  const std::size_t label_bytes = tasks_ * sizeof(float);
  const auto* const labels = record_.data() + kNumberBytes;
  std::memcpy(row.labels_t, labels, label_bytes);
  std::memcpy(row.codes_l, labels + label_bytes, record_.size() - kNumberBytes - label_bytes);
}

std::string SequenceRecords::name(std::size_t index) {
  store_->read(index, record_.data());
  std::uint64_t number = 0;
  std::memcpy(&number, record_.data(), kNumberBytes);
  return names_->read(number);
}

Splits open_fasta(const Query& query) {
  Collector collector(query);
  for (const auto& path : query.sequences.fasta) {
    collector.add_file(path, kPositives, std::nullopt);
  }
  const std::vector<float> one = {1.0F};
  const std::vector<float> zero = {0.0F};
  for (const auto& path : query.positives) collector.add_file(path, kPositives, one);
  for (const auto& path : query.negatives) collector.add_file(path, kNegatives, zero);
  return collector.finish();
}

}  // namespace siskin::data
