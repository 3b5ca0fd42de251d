#include "siskin/data/genome_windows.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "data/examples.hpp"
#include "data/genome_fixture.hpp"
#include "siskin/data/region.hpp"
#include "support/error_message.hpp"

namespace siskin::data {
namespace {

class GenomeWindowsTest : public test::GenomeFixture {
 protected:
  SignalQuery two_strands() {
    SignalQuery signals;
    signals.tracks = {ramp("p.bw", 0), ramp("m.bw", 100)};
    signals.controls = {ramp("cp.bw", 200), ramp("cm.bw", 300)};
    signals.strands = 2;
    signals.output_length = 2;
    return signals;
  }
  static Shape profile_shape() {
    Shape shape;
    shape.length = 4;
    shape.tasks = 1;
    shape.profile_length = 2;
    shape.strands = 2;
    shape.controls = 2;
    return shape;
  }
};

TEST_F(GenomeWindowsTest, ReadsProfilesInTheMiddleAndControlsAllOver) {
  const GenomeWindows windows(make_genome(), two_strands(), profile_shape(), false);
  std::vector<std::uint8_t> codes(4);
  std::vector<float> profiles(4);
  std::vector<float> controls(8);
  windows.read(0, 2, {codes.data(), nullptr, profiles.data(), controls.data()});
  EXPECT_EQ(test::letters(codes), "CCGG");
  EXPECT_THAT(profiles, testing::ElementsAre(4, 104, 5, 105));
  EXPECT_THAT(controls, testing::ElementsAre(203, 204, 205, 206, 303, 304, 305, 306));
  EXPECT_EQ(windows.total_counts(0, 2), 218);
}

TEST_F(GenomeWindowsTest, LabelsByMeanOrSumOfSignals) {
  SignalQuery signals;
  signals.tracks = {ramp("p.bw", 0)};
  Shape shape;
  shape.length = 4;
  shape.tasks = 1;
  std::vector<std::uint8_t> codes(4);
  float label = 0;
  GenomeWindows(make_genome(), signals, shape, false).read(0, 2, {codes.data(), &label});
  EXPECT_EQ(label, 4.5F);
  signals.sum = true;
  GenomeWindows(make_genome(), signals, shape, false).read(0, 2, {codes.data(), &label});
  EXPECT_EQ(label, 18.0F);
}

TEST_F(GenomeWindowsTest, KnowsAndRefusesAmbiguousLetters) {
  Shape shape;
  shape.length = 4;
  shape.tasks = 1;
  const GenomeWindows windows(make_genome(), {}, shape, true);
  EXPECT_FALSE(windows.has_ambiguous(1, 6));
  EXPECT_TRUE(windows.has_ambiguous(1, 7));
  std::vector<std::uint8_t> codes(4);
  EXPECT_NO_THROW(windows.read(1, 6, {codes.data()}));
  EXPECT_THAT(test::error_message([&] { windows.read(1, 7, {codes.data()}); }),
              testing::HasSubstr("window chrB:7-11 has a letter"));
}

TEST_F(GenomeWindowsTest, RegionsCarryTheirLabelsAndShift) {
  Shape shape;
  shape.length = 3;
  shape.tasks = 2;
  const auto windows = std::make_shared<GenomeWindows>(make_genome(), SignalQuery(), shape, false);
  struct Record {
    Region region;
    float labels[2];
  };
  auto store = std::make_unique<RecordStore>(sizeof(Record));
  const Record record = {{place_of(1, 4), 0, 0}, {0.5F, 2}};
  store->append(&record);
  auto bare = std::make_unique<RecordStore>(sizeof(Region));
  bare->append(&record.region);
  std::vector<std::uint8_t> codes(3);
  std::vector<float> labels(2, -1);
  RegionRecords(std::move(store), windows, 1).read(0, -1, {codes.data(), labels.data()});
  EXPECT_EQ(test::letters(codes), "TTT");  // one base to the left
  EXPECT_THAT(labels, testing::ElementsAre(0.5F, 2));
  RegionRecords(std::move(bare), windows, 0).read(0, 0, {codes.data(), labels.data()});
  EXPECT_EQ(test::letters(codes), "TTA");
  EXPECT_THAT(labels, testing::ElementsAre(0, 0));
}

TEST_F(GenomeWindowsTest, RegionsGiveTheSameWhenReadAgain) {
  const auto windows =
      std::make_shared<GenomeWindows>(make_genome(), two_strands(), profile_shape(), false);
  auto store = std::make_unique<RecordStore>(sizeof(Region));
  const Region region = {place_of(0, 3), 0, 0};
  store->append(&region);
  RegionRecords records(std::move(store), windows, 4);
  const auto read = [&](const std::function<void(const Row&)>& reader) {
    std::vector<std::uint8_t> codes(4);
    std::vector<float> numbers(12, -1);
    reader({codes.data(), nullptr, numbers.data(), numbers.data() + 4});
    for (const auto code : codes) numbers.push_back(code);
    return numbers;
  };
  for (int round = 0; round < 2; ++round) {
    for (std::int64_t shift = -4; shift <= 4; ++shift) {  // beyond both ends of the chromosome
      EXPECT_EQ(read([&](const Row& row) { records.read(0, shift, row); }),
                read([&](const Row& row) { windows->read(0, 3 + shift, row); }))
          << shift;
    }
  }
}

TEST(Region, PacksNegativeStarts) {
  for (const std::int64_t start : {-5000LL, 0LL, 4'000'000'000LL}) {
    const auto place = place_of(70000, start);
    EXPECT_EQ(chrom_of(place), 70000U);
    EXPECT_EQ(start_of(place), start);
  }
}

}  // namespace
}  // namespace siskin::data
