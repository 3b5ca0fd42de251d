#include "siskin/data/shuffled_source.hpp"

#include <gmock/gmock.h>

#include <map>

#include "data/examples.hpp"

namespace siskin::data {
namespace {

class One : public Source {
 public:
  std::size_t size() const override { return 1; }
  void read(std::size_t, std::int64_t, const Row& row) override {
    const auto codes = test::codes_of(kText);
    std::copy(codes.begin(), codes.end(), row.codes_l);
    row.labels_t[0] = 1;
    row.labels_t[1] = 1;
  }
  static constexpr const char* kText = "ACGTTGCANNACGGATTACAGATTACACCGTGTGA";
};

std::map<std::string, int> pairs(const std::string& text) {
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) ++counts[text.substr(i, 2)];
  return counts;
}

TEST(ShuffledSource, KeepsDinucleotidesAndDrawsAnewEachEpoch) {
  Shape shape;
  shape.length = std::string(One::kText).size();
  shape.tasks = 2;
  ShuffledSource source(std::make_shared<One>(), shape, 2, 9);
  EXPECT_EQ(source.size(), 2U);
  std::vector<std::uint8_t> codes(shape.length);
  std::vector<float> labels(2, -1);
  Row row;
  row.codes_l = codes.data();
  row.labels_t = labels.data();
  const auto read = [&](std::int64_t epoch, std::size_t index) {
    source.start_epoch(epoch);
    source.read(index, 0, row);
    return test::letters(codes);
  };
  const auto first = read(1, 0);
  EXPECT_NE(first, One::kText);
  EXPECT_EQ(pairs(first), pairs(One::kText));
  EXPECT_THAT(labels, testing::ElementsAre(0, 0));
  EXPECT_NE(read(1, 1), first);
  EXPECT_NE(read(2, 0), first);
  EXPECT_EQ(read(1, 0), first);
}

}  // namespace
}  // namespace siskin::data
