#include "siskin/data/mean_counts.hpp"

#include <gtest/gtest.h>

namespace siskin::data {
namespace {

// 100 examples of two tracks and two positions; every second one is positive and has 3 and 1 reads.
class Profiles : public ExampleSet {
 public:
  Profiles() {
    shape_.length = 1;
    shape_.tasks = 1;
    shape_.strands = 2;
    shape_.profile_length = 2;
  }
  const Shape& shape() const override { return shape_; }
  std::size_t size() const override { return 100; }
  void start_epoch(std::int64_t /*epoch*/) override { place_ = 0; }
  std::string name(std::uint64_t /*source*/) override { return {}; }
  bool next(std::size_t count, Examples& examples) override {
    examples = Examples{};
    for (; place_ < size() && examples.rows < count; ++place_, ++examples.rows) {
      const bool positive = place_ % 2 == 0;
      examples.positive_n.push_back(positive ? 1 : 0);
      for (const float reads : {1.F, 1.F, 2.F, 0.F}) {
        examples.profiles_ntos.push_back(positive ? reads : 77.F);
      }
    }
    return examples.rows > 0;
  }

 private:
  Shape shape_;
  std::size_t place_ = 0;
};

TEST(MeanTrackCounts, AreOfPositivesAndOfOneTrack) {
  Profiles set;
  EXPECT_DOUBLE_EQ(mean_track_counts(set), 2);
}

}  // namespace
}  // namespace siskin::data
