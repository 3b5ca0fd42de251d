#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "siskin/data/example_set.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/random.hpp"

namespace siskin::train {

/// A set in memory for tests: sequences of 12 bases, every second one with TGAC at position 4 and
/// label 1. The order of an epoch is drawn from (seed, epoch).
class MotifExamples : public data::ExampleSet {
 public:
  static constexpr std::size_t kLength = 12;

  MotifExamples(std::size_t count, std::uint64_t seed) : seed_(seed) {
    shape_.length = kLength;
    shape_.tasks = 1;
    shape_.names = {"bound"};
    util::Random random(seed);
    for (std::size_t i = 0; i < count; ++i) {
      std::string sequence;
      for (std::size_t j = 0; j < kLength; ++j) sequence += seq::kLetters[random.below(4)];
      if (i % 2 == 0) sequence.replace(4, 4, "TGAC");
      add(sequence, i % 2 == 0 ? 1.F : 0.F);
    }
  }

  void add(const std::string& sequence, float label) {
    sequences_.push_back(sequence);
    labels_.push_back(label);
  }
  std::vector<float>& labels() { return labels_; }

  const data::Shape& shape() const override { return shape_; }
  std::size_t size() const override { return sequences_.size(); }
  std::string name(std::uint64_t source) override { return "s" + std::to_string(source); }

  void start_epoch(std::int64_t epoch) override {
    order_.resize(size());
    for (std::size_t i = 0; i < size(); ++i) order_[i] = i;
    if (epoch > 0) util::Random(seed_, static_cast<std::uint64_t>(epoch)).shuffle(order_);
    place_ = 0;
  }

  bool next(std::size_t count, data::Examples& examples) override {
    examples = data::Examples{};
    for (; place_ < size() && examples.rows < count; ++place_, ++examples.rows) {
      const std::size_t i = order_[place_];
      for (const char letter : sequences_[i]) examples.codes_nl.push_back(seq::code(letter));
      examples.labels_nt.push_back(labels_[i]);
      examples.positive_n.push_back(labels_[i] >= 0.5F ? 1 : 0);
      examples.source_n.push_back(i);
    }
    return examples.rows > 0;
  }

 private:
  data::Shape shape_;
  std::uint64_t seed_;
  std::vector<std::string> sequences_;
  std::vector<float> labels_;
  std::vector<std::size_t> order_;
  std::size_t place_ = 0;
};

inline data::Splits motif_splits() {
  return {std::make_unique<MotifExamples>(400, 1), std::make_unique<MotifExamples>(100, 2),
          std::make_unique<MotifExamples>(100, 3)};
}

}  // namespace siskin::train
