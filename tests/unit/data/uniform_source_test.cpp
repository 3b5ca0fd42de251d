#include "siskin/data/uniform_source.hpp"

#include <gmock/gmock.h>

#include <map>

#include "data/examples.hpp"
#include "data/genome_fixture.hpp"
#include "support/error_message.hpp"

namespace siskin::data {
namespace {

class UniformSourceTest : public test::GenomeFixture {
 protected:
  std::shared_ptr<GenomeWindows> windows(std::size_t length) {
    Shape shape;
    shape.length = length;
    shape.tasks = 1;
    return std::make_shared<GenomeWindows>(make_genome(), SignalQuery(), shape, false);
  }
  static std::string read(UniformSource& source, std::size_t index, std::size_t length) {
    std::vector<std::uint8_t> codes(length);
    float label = -1;
    source.read(index, 0, {codes.data(), &label});
    EXPECT_EQ(label, 0);
    return test::letters(codes);
  }
};

TEST_F(UniformSourceTest, DrawsEveryWindowEquallyOften) {
  UniformSource source(windows(9), std::make_shared<IntervalSet>(), {{0, 1}, 6000, false, 1});
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i < source.size(); ++i) ++counts[read(source, i, 9)];
  const std::string a = kChrA;
  const std::string b = kChrB;
  // 2 windows on chrA, 4 on chrB: 1000 each, standard deviation 29.
  ASSERT_EQ(counts.size(), 6U);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(counts[a.substr(i, 9)], 1000, 150);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(counts[b.substr(i, 9)], 1000, 150);
}

TEST_F(UniformSourceTest, DrawsAnewEachEpochOnTheseChromosomes) {
  UniformSource source(windows(3), std::make_shared<IntervalSet>(), {{0}, 50, false, 1});
  const auto draw = [&](std::int64_t epoch) {
    source.start_epoch(epoch);
    std::string all;
    for (std::size_t i = 0; i < 50; ++i) {
      const auto one = read(source, i, 3);
      EXPECT_NE(std::string(kChrA).find(one), std::string::npos);
      all += one;
    }
    return all;
  };
  const auto first = draw(1);
  EXPECT_NE(draw(2), first);
  EXPECT_EQ(draw(1), first);
}

TEST_F(UniformSourceTest, LeavesOutTheBlacklistAndN) {
  const auto path = folder_.write("b.bed", "chrB\t0\t6\n").string();
  UniformSource source(windows(4), std::make_shared<IntervalSet>(path), {{1}, 40, true, 1});
  for (std::size_t i = 0; i < 40; ++i) EXPECT_EQ(read(source, i, 4), "AACC");
  const auto all = folder_.write("all.bed", "chrB\t0\t12\n").string();
  UniformSource none(windows(4), std::make_shared<IntervalSet>(all), {{1}, 40, true, 1});
  EXPECT_THAT(test::error_message([&] { read(none, 0, 4); }),
              testing::HasSubstr("found no window for a negative"));
}

TEST_F(UniformSourceTest, RefusesChromosomesShorterThanAWindow) {
  EXPECT_THAT(test::error_message([&] {
                UniformSource(windows(13), std::make_shared<IntervalSet>(), {{0, 1}, 1, false, 1});
              }),
              testing::HasSubstr("has 13 bases"));
}

}  // namespace
}  // namespace siskin::data
