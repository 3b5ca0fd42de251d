#include <gmock/gmock.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "siskin/io/bigwig.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsNan;

class BigWigReaderTest : public ::testing::Test {
 protected:
  BigWigReaderTest() : path_((folder_.path() / "x.bw").string()) {
    BigWigWriter writer(path_, {{"chr1", 100}, {"chr2", 10}});
    writer.add({{"chr1", 2, 4}, 1.5F});
    writer.add({{"chr1", 5, 6}, -2});
    writer.close();
  }
  test::TemporaryFolder folder_;
  std::string path_;
};

TEST_F(BigWigReaderTest, GivesOneValueABaseAndNanForNone) {
  const BigWigReader reader(path_);
  EXPECT_THAT(reader.values({"chr1", 1, 7}),
              ElementsAre(IsNan(), 1.5F, 1.5F, IsNan(), -2, IsNan()));
  EXPECT_THAT(reader.values({"chr2", 0, 2}), ElementsAre(IsNan(), IsNan()));
  EXPECT_THAT(reader.values({"chr1", 3, 3}), IsEmpty());
  EXPECT_EQ(reader.values({"chr1", 0, 100}).size(), 100U);
}

TEST_F(BigWigReaderTest, KnowsItsChromosomes) {
  const BigWigReader reader(path_);
  EXPECT_EQ(reader.chromosomes(), (ChromosomeSizes{{"chr1", 100}, {"chr2", 10}}));
  EXPECT_TRUE(reader.contains("chr2"));
  EXPECT_FALSE(reader.contains("2"));
}

TEST_F(BigWigReaderTest, RefusesWhatItDoesNotHave) {
  const BigWigReader reader(path_);
  EXPECT_THAT(error_message([&] { reader.values({"chrX", 0, 1}); }), HasSubstr("chr1"));
  EXPECT_THAT(error_message([&] {
                reader.values({"chr1", -1, 5});
              }),
              HasSubstr("chr1:-1-5 leaves the chromosome of 100 bases"));
  EXPECT_THAT(error_message([&] {
                reader.values({"chr2", 5, 11});
              }),
              HasSubstr("chr2:5-11 leaves the chromosome of 10 bases"));
}

TEST_F(BigWigReaderTest, RefusesTextInOneLine) {
  const auto text = folder_.write("t.bw", "chr1\t0\t1\t2\n").string();
  EXPECT_EQ(error_message([&] { BigWigReader reader(text); }), text + ": not a bigWig");
}

TEST_F(BigWigReaderTest, StaysUsableAfterAMove) {
  BigWigReader first(path_);
  const BigWigReader second(std::move(first));
  EXPECT_THAT(second.values({"chr1", 5, 6}), ElementsAre(-2));
}

// Writers other than siskin store NaN. Here the values of ten bases become NaN within the block
// of data, which does not grow by it.
TEST(BigWigReader, LeavesOutBasesThatStoreNan) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "x.bw").string();
  BigWigWriter writer(path, {{"c", 100}});
  for (int i = 0; i < 40; ++i) writer.add({{"c", i, i + 1}, std::sqrt(static_cast<float>(i + 2))});
  writer.close();
  const auto done = test::run_command(
      "/usr/bin/python3 -c \"import struct, zlib; d = bytearray(open('x.bw', 'rb').read()); "
      "at = struct.unpack('<Q', d[16:24])[0] + 8; z = zlib.decompressobj(); "
      "raw = bytearray(z.decompress(bytes(d[at:]))); used = len(d) - at - len(z.unused_data); "
      "step = {1: 12, 2: 8, 3: 4}[raw[20]]\n"
      "for p in range(24 + 4 * step - 4, 24 + 14 * step - 4, step): "
      "raw[p:p + 4] = struct.pack('<I', 0x7fc00000)\n"
      "new = zlib.compress(bytes(raw), 9); "
      "assert len(new) <= used; d[at:at + used] = new + bytes(used - len(new)); "
      "open('x.bw', 'wb').write(d)\"",
      folder.path());
  if (done.status != 0) GTEST_SKIP() << "cannot make the file: " << done.err;
  std::int64_t bases = 0;
  BigWigReader(path).for_each([&](const BedGraphRecord& record) {
    EXPECT_FALSE(std::isnan(record.value));
    EXPECT_FALSE(record.interval.start < 13 && record.interval.end > 3);
    bases += record.interval.length();
  });
  EXPECT_EQ(bases, 30);
}

// Two ways through the file must agree: random access by libBigWig and the blocks in order.
TEST(BigWigReader, ReadsRealFilesTheSameWayTwice) {
  const std::filesystem::path folder = SISKIN_SOURCE_DIR "/../shared/real-data/yeast";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  for (const std::string name :
       {"atac.cuts.bw", "atac.coverage.bw", "mnase.bw", "mnase.ensembl-names.bw"}) {
    const BigWigReader reader((folder / name).string());
    std::map<std::string, std::pair<double, std::int64_t>> totals;
    reader.for_each([&](const BedGraphRecord& record) {
      auto& [sum, bases] = totals[record.interval.chrom];
      sum += static_cast<double>(record.value) * static_cast<double>(record.interval.length());
      bases += record.interval.length();
    });
    ASSERT_FALSE(totals.empty());
    for (const auto& [chrom, size] : reader.chromosomes()) {
      double sum = 0;
      std::int64_t bases = 0;
      for (const float value : reader.values({chrom, 0, size})) {
        if (std::isnan(value)) continue;
        sum += static_cast<double>(value);
        ++bases;
      }
      EXPECT_EQ(bases, totals[chrom].second) << name << ' ' << chrom;
      EXPECT_NEAR(sum, totals[chrom].first, 1e-9 * std::abs(sum)) << name << ' ' << chrom;
    }
  }
}

}  // namespace
}  // namespace siskin::io
