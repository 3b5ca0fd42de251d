#include "siskin/train/loader.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "unit/train/motif_examples.hpp"

namespace siskin::train {
namespace {

TEST(Loader, GivesEveryExampleInTheSetsOrder) {
  MotifExamples set(25, 1);
  Loader loader(set, 0, 10, seq::Ambiguous::kZero);
  std::vector<std::int64_t> rows;
  float labels = 0;
  while (const auto batch = loader.next()) {
    rows.push_back(batch->rows());
    labels += batch->labels_nt.sum().item<float>();
  }
  EXPECT_EQ(rows, (std::vector<std::int64_t>{10, 10, 5}));
  EXPECT_EQ(labels, 13);
  EXPECT_FALSE(loader.next().has_value()) << "stays at the end";
}

TEST(Loader, MayBeLeftInTheMiddleAndStartedAgain) {
  MotifExamples set(1000, 1);
  { Loader(set, 1, 10, seq::Ambiguous::kZero).next(); }
  Loader loader(set, 0, 1000, seq::Ambiguous::kZero);
  EXPECT_EQ(loader.next()->rows(), 1000);
}

class BrokenExamples : public MotifExamples {
 public:
  BrokenExamples() : MotifExamples(40, 1) {}
  bool next(std::size_t count, data::Examples& examples) override {
    if (++calls_ == 3) throw Error("x.fa:7: broken");
    return MotifExamples::next(count, examples);
  }

 private:
  int calls_ = 0;
};

TEST(Loader, HandsOverWhatCameBeforeAFailure) {
  BrokenExamples set;
  Loader loader(set, 0, 10, seq::Ambiguous::kZero);
  EXPECT_TRUE(loader.next().has_value());
  EXPECT_TRUE(loader.next().has_value());
  EXPECT_THROW(loader.next(), Error);
}

}  // namespace
}  // namespace siskin::train
