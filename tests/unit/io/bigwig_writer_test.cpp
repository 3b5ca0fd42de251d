#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "siskin/io/bigwig.hpp"
#include "siskin/util/random.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsNan;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

class BigWigWriterTest : public ::testing::Test {
 protected:
  std::string refusal(const std::function<void(BigWigWriter&)>& write) {
    return error_message([&] {
      BigWigWriter writer(path_, {{"chr1", 100}, {"chr2", 50}});
      write(writer);
    });
  }
  test::TemporaryFolder folder_;
  std::string path_ = (folder_.path() / "x.bw").string();
};

// Dense noise, runs and gaps: all ways of storing meet.
std::vector<float> mixed(std::size_t length, util::Random& random) {
  std::vector<float> values(length);
  for (std::size_t i = 0; i < length;) {
    const auto kind = random.below(3);
    const std::size_t stop = std::min(length, i + 1 + random.below(5000));
    const auto level = static_cast<float>(random.normal());
    for (; i < stop; ++i) {
      values[i] = kind == 0 ? kNan : kind == 1 ? level : static_cast<float>(random.normal());
    }
  }
  return values;
}

TEST_F(BigWigWriterTest, IsReadBackBaseByBase) {
  util::Random random(11);
  ChromosomeSizes sizes;
  std::vector<std::vector<float>> values;
  for (int i = 0; i < 20; ++i) {
    const std::size_t length = 1 + random.below(60000);
    sizes.emplace_back("chrom" + std::to_string(i), length);
    values.push_back(mixed(length, random));
  }
  BigWigWriter writer(path_, sizes);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const std::size_t half = values[i].size() / 2;
    writer.add(sizes[i].first, 0, values[i].data(), half);
    writer.add(sizes[i].first, static_cast<std::int64_t>(half), values[i].data() + half,
               values[i].size() - half);
  }
  writer.close();
  const BigWigReader reader(path_);
  EXPECT_EQ(reader.chromosomes(), sizes);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto back = reader.values({sizes[i].first, 0, sizes[i].second});
    ASSERT_EQ(back.size(), values[i].size());
    for (std::size_t k = 0; k < back.size(); ++k) {
      ASSERT_TRUE(back[k] == values[i][k] || (std::isnan(back[k]) && std::isnan(values[i][k])))
          << sizes[i].first << ' ' << k;
    }
  }
}

TEST_F(BigWigWriterTest, KeepsManyChromosomesApart) {
  ChromosomeSizes sizes;
  for (int i = 0; i < 33000; ++i) sizes.emplace_back("s" + std::to_string(i), 3);
  BigWigWriter writer(path_, sizes);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto value = static_cast<float>(i);
    if (i % 2 == 0) writer.add({{sizes[i].first, 1, 3}, value});
    if (i % 2 == 1) writer.add(sizes[i].first, 2, &value, 1);
  }
  writer.close();
  const BigWigReader reader(path_);
  std::size_t seen = 0;
  reader.for_each([&](const BedGraphRecord& record) {
    EXPECT_EQ(record.interval.chrom, sizes[seen].first);
    EXPECT_EQ(record.value, static_cast<float>(seen));
    ++seen;
  });
  EXPECT_EQ(seen, sizes.size());
  EXPECT_EQ(reader.values({"s32999", 2, 3})[0], 32999);
  EXPECT_EQ(reader.values({"s0", 1, 2})[0], 0);
}

TEST_F(BigWigWriterTest, WritesAFileWithoutDataThatReadersOpen) {
  BigWigWriter writer(path_, {{"chr1", 100}});
  writer.add("chr1", 0, &kNan, 1);
  writer.close();
  const BigWigReader reader(path_);
  EXPECT_THAT(reader.values({"chr1", 0, 100}), Each(IsNan()));
}

TEST_F(BigWigWriterTest, RefusesDataOutOfOrder) {
  const float value = 1;
  EXPECT_THAT(refusal([&](BigWigWriter& writer) {
                writer.add({{"chr1", 10, 20}, value});
                writer.add({{"chr1", 19, 30}, value});
              }),
              HasSubstr("chr1:19-30 starts before 20, the end of what was written"));
  EXPECT_THAT(refusal([&](BigWigWriter& writer) {
                writer.add("chr1", 10, &value, 1);
                writer.add("chr1", 2, &value, 1);
              }),
              HasSubstr("chr1:2-3 starts before 11"));
  EXPECT_THAT(refusal([&](BigWigWriter& writer) {
                writer.add({{"chr2", 0, 1}, value});
                writer.add({{"chr1", 0, 1}, value});
              }),
              HasSubstr("chr1:0-1 comes after data of 'chr2'"));
}

TEST_F(BigWigWriterTest, RefusesDataOutsideTheChromosome) {
  const float value = 1;
  EXPECT_THAT(refusal([&](BigWigWriter& w) {
                w.add({{"chr2", 40, 51}, value});
              }),
              HasSubstr("chr2:40-51 leaves the chromosome of 50 bases"));
  EXPECT_THAT(refusal([&](BigWigWriter& w) { w.add("chr1", -1, &value, 1); }),
              HasSubstr("chr1:-1-0 leaves"));
  EXPECT_THAT(refusal([&](BigWigWriter& w) {
                w.add({{"chr1", 5, 5}, value});
              }),
              HasSubstr("chr1:5-5 leaves"));
  EXPECT_THAT(refusal([&](BigWigWriter& w) { w.add("chr3", 0, &value, 1); }),
              HasSubstr("unknown chromosome 'chr3'"));
}

TEST_F(BigWigWriterTest, RefusesInfiniteValues) {
  const std::vector<float> values = {1, kNan, -std::numeric_limits<float>::infinity()};
  EXPECT_THAT(refusal([&](BigWigWriter& w) { w.add("chr1", 7, values.data(), 3); }),
              HasSubstr("chr1:9-10: the value is infinite"));
}

TEST_F(BigWigWriterTest, RefusesChromosomesItCannotState) {
  EXPECT_THAT(error_message([&] { BigWigWriter w(path_, {}); }), HasSubstr("at least one"));
  EXPECT_THAT(error_message([&] {
                BigWigWriter w(path_, {{"a", 1}, {"a", 2}});
              }),
              HasSubstr("'a' is named twice"));
  EXPECT_THAT(error_message([&] {
                BigWigWriter w(path_, {{"a", 5000000000}});
              }),
              HasSubstr("5000000000 bases"));
}

TEST_F(BigWigWriterTest, LeavesNothingWithoutClose) {
  const float value = 1;
  refusal([&](BigWigWriter& writer) {
    writer.add("chr1", 0, &value, 1);
    throw Error("the work failed");
  });
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(BigWigWriterTest, NamesAFolderThatIsNotThere) {
  const auto path = (folder_.path() / "none" / "x.bw").string();
  EXPECT_THAT(error_message([&] {
                BigWigWriter w(path, {{"a", 1}});
              }),
              HasSubstr(path + ": cannot be written: No such file"));
}

TEST_F(BigWigWriterTest, NoticesAFullDisk) {
  EXPECT_THAT(error_message([] {
                BigWigWriter writer("/dev/full", {{"a", 100000}});
                std::vector<float> values(100000);
                for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
                writer.add("a", 0, values.data(), values.size());
                writer.close();
              }),
              HasSubstr("/dev/full: "));
}

}  // namespace
}  // namespace siskin::io
