#include "siskin/io/track.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "siskin/util/random.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsNan;
using ::testing::Not;

constexpr float kTrackNan = std::numeric_limits<float>::quiet_NaN();
const ChromosomeSizes kGenome = {{"chr2", 20}, {"chr1", 10}};

class TrackTest : public ::testing::Test {
 protected:
  std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
  // The lines behind the provenance.
  std::string body(const std::string& name) const {
    const std::string text = folder_.read(name);
    return text.substr(text.find('\n') + 1);
  }
  std::string failure(const std::string& text) const {
    const auto path = folder_.write("bad.bedgraph", text).string();
    return error_message([&] { read_track(path); });
  }
  test::TemporaryFolder folder_;
};

TEST_F(TrackTest, OfFastaRecordsKeepsTheirOrder) {
  TrackWriter writer(file("x.bedgraph"), {}, Overlap::kMean);
  writer.add("seqB", 0, {1, 1, 0});
  writer.add("seqA", 0, {2});
  writer.close();
  EXPECT_EQ(body("x.bedgraph"), "seqB\t0\t2\t1\nseqB\t2\t3\t0\nseqA\t0\t1\t2\n");
}

TEST_F(TrackTest, OfFastaRecordsRefusesANameTwice) {
  for (const std::string name : {"x.bedgraph", "x.bw"}) {
    TrackWriter writer(file(name), {}, Overlap::kMean);
    writer.add("seqA", 0, {2});
    EXPECT_THAT(error_message([&] { writer.add("seqA", 0, {2}); }),
                HasSubstr(name + ": sequence 'seqA' comes twice"));
  }
}

TEST_F(TrackTest, OfAGenomeIsSortedInItsOrder) {
  TrackWriter writer(file("x.bedgraph"), kGenome, Overlap::kError);
  writer.add("chr1", 0, {5});
  writer.add("chr2", 8, {7, 7});
  writer.add("chr2", 2, {6});
  writer.close();
  EXPECT_EQ(body("x.bedgraph"), "chr2\t2\t3\t6\nchr2\t8\t10\t7\nchr1\t0\t1\t5\n");
}

TEST_F(TrackTest, MergesOverlapsByTheRule) {
  const auto write = [&](Overlap overlap) {
    TrackWriter writer(file("x.bedgraph"), kGenome, overlap);
    writer.add("chr2", 4, {4, 4, kTrackNan, 4});
    writer.add("chr2", 2, {1, 1, 1, 1, 1});
    writer.add("chr2", 6, {9, 9});
    writer.close();
    return read_track(file("x.bedgraph"))["chr2"];
  };
  EXPECT_THAT(write(Overlap::kMean), ElementsAre(IsNan(), IsNan(), 1, 1, 2.5F, 2.5F, 5, 6.5F));
  EXPECT_THAT(write(Overlap::kFirst), ElementsAre(IsNan(), IsNan(), 1, 1, 4, 4, 1, 4));
  EXPECT_THAT(error_message([&] { write(Overlap::kError); }),
              HasSubstr("windows chr2:2-7 and chr2:4-8 overlap"));
}

TEST_F(TrackTest, AllowsWindowsThatTouch) {
  TrackWriter writer(file("x.bedgraph"), kGenome, Overlap::kError);
  writer.add("chr2", 4, {1});
  writer.add("chr2", 5, {2});
  writer.close();
  EXPECT_EQ(body("x.bedgraph"), "chr2\t4\t5\t1\nchr2\t5\t6\t2\n");
}

TEST_F(TrackTest, CutsWindowsAtTheEndsOfTheChromosome) {
  TrackWriter writer(file("x.bedgraph"), kGenome, Overlap::kMean);
  writer.add("chr1", -2, {1, 2, 3});
  writer.add("chr1", 9, {4, 5});
  writer.add("chr1", 12, {6});
  writer.close();
  EXPECT_EQ(body("x.bedgraph"), "chr1\t0\t1\t3\nchr1\t9\t10\t4\n");
}

TEST_F(TrackTest, RefusesAChromosomeThatTheGenomeDoesNotHave) {
  TrackWriter writer(file("x.bedgraph"), kGenome, Overlap::kMean);
  EXPECT_THAT(error_message([&] { writer.add("chr3", 0, {1}); }),
              HasSubstr("chromosome 'chr3' is not in the genome"));
}

TEST_F(TrackTest, IsTheSameInEveryFormat) {
  util::Random random(5);
  Track expected;
  for (const std::string name : {"s3", "s1", "s2"}) {
    auto& values = expected[name];
    for (int i = 0; i < 3000; ++i) {
      values.push_back(random.below(3) == 0 ? static_cast<float>(random.normal()) : 0);
    }
  }
  for (const std::string name : {"x.bedgraph", "x.bedgraph.gz", "x.bw"}) {
    TrackWriter writer(file(name), {}, Overlap::kMean);
    for (const std::string chrom : {"s3", "s1", "s2"}) writer.add(chrom, 0, expected[chrom]);
    writer.close();
    EXPECT_EQ(read_track(file(name)), expected) << name;
  }
}

TEST_F(TrackTest, HandsOutRecordsInTheOrderOfTheFile) {
  TrackWriter writer(file("x.bw"), {}, Overlap::kMean);
  writer.add("b", 0, {1, 3, 2});
  writer.add("a", 0, {5});
  writer.close();
  folder_.write("x.bedgraph", "b\t0\t1\t1\nb\t1\t2\t3\nb\t2\t3\t2\na\t0\t1\t5\n");
  for (const std::string name : {"x.bedgraph", "x.bw"}) {
    std::string found;
    read_track_records(file(name), [&](const BedGraphRecord& record) {
      found += seq::to_string(record.interval) + "=" + std::to_string(record.value) + " ";
    });
    EXPECT_EQ(found, "b:0-1=1.000000 b:1-2=3.000000 b:2-3=2.000000 a:0-1=5.000000 ") << name;
  }
}

TEST_F(TrackTest, OfAGenomeWritesEveryChromosomeIntoTheBigWig) {
  TrackWriter writer(file("x.bw"), kGenome, Overlap::kMean);
  writer.add("chr1", 3, {1, 2});
  writer.close();
  EXPECT_EQ(BigWigReader(file("x.bw")).chromosomes(), kGenome);
  EXPECT_THAT(read_track(file("x.bw"))["chr1"], ElementsAre(IsNan(), IsNan(), IsNan(), 1, 2));
}

TEST_F(TrackTest, LeavesNothingWithoutClose) {
  for (const std::string name : {"x.bedgraph", "x.bedgraph.gz", "x.bw"}) {
    TrackWriter writer(file(name), kGenome, Overlap::kMean);
    writer.add("chr1", 3, {1, 2});
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(TrackTest, ReadsUnsortedLinesAndGaps) {
  const auto path = folder_.write("x.bedgraph", "b\t3\t4\t1\na\t1\t2\t5\nb\t0\t1\t2\n").string();
  Track track = read_track(path);
  EXPECT_THAT(track["a"], ElementsAre(IsNan(), 5));
  EXPECT_THAT(track["b"], ElementsAre(2, IsNan(), IsNan(), 1));
}

TEST_F(TrackTest, RefusesOverlappingLines) {
  EXPECT_THAT(failure("a\t0\t5\t1\na\t7\t9\t1\na\t4\t8\t1\n"),
              HasSubstr("bad.bedgraph: a:4-8 overlaps an earlier line at 4"));
}

TEST_F(TrackTest, RefusesPositionsBehindAnyChromosome) {
  EXPECT_THAT(failure("a\t9000000000000\t9000000000001\t1\n"), HasSubstr("behind any chromosome"));
}

TEST_F(TrackTest, RefusesOtherFiles) {
  EXPECT_THAT(failure("a\t0\t5\n"), HasSubstr("bad.bedgraph:1: found 3 columns"));
  EXPECT_THAT(failure(std::string("\x26\xfc\x8f\x88\0\0", 6)), HasSubstr("truncated bigWig"));
  EXPECT_THAT(failure(std::string("\xeb\xf2\x89\x87\0\0", 6)), HasSubstr("is a bigBed"));
  EXPECT_THAT(failure(std::string("PK\3\4\0\0\0", 7)), HasSubstr("bad.bedgraph:1: binary"));
  EXPECT_THAT(error_message([&] { read_track(file("none")); }), HasSubstr("none"));
}

TEST(ParseOverlap, KnowsThreeRules) {
  EXPECT_EQ(parse_overlap("mean"), Overlap::kMean);
  EXPECT_EQ(parse_overlap("first"), Overlap::kFirst);
  EXPECT_EQ(parse_overlap("error"), Overlap::kError);
  EXPECT_EQ(error_message<UsageError>([] { parse_overlap("max"); }),
            "found 'max', expected one of mean, first, error");
}

}  // namespace
}  // namespace siskin::io
