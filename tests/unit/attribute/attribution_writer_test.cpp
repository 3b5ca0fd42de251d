#include "siskin/attribute/attribution_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/io/npz.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"
#include "unit/attribute/records.hpp"

namespace siskin {
namespace {

using attribute::Attributions;
using attribute::AttributionWriter;
using attribute::MapKind;
using attribute::Reduction;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;
using testing::ThrowsMessage;

// A map that counts: 1, 2, 3, ...
Attributions counting(const attribute::RecordBatch& batch) {
  Attributions found;
  for (std::size_t i = 0; i < batch.onehot_ncl.size(); ++i) {
    found.maps_ncl.push_back(static_cast<float>(i + 1));
  }
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    found.scores.push_back(0.5 + static_cast<double>(i));
    found.residuals.emplace_back(i == 0 ? std::optional<double>(-0.25) : std::nullopt);
    found.steps.emplace_back(i == 0 ? std::optional<std::int64_t>(50) : std::nullopt);
  }
  return found;
}

class AttributionWriterTest : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  test::TemporaryFolder folder_;
};

TEST_F(AttributionWriterTest, WritesTracksMapsOneHotAndReportInOnePass) {
  const auto batch = test::make_batch({"AC", "GT"});
  AttributionWriter writer(
      {{path("x.bedgraph"), path("x.bw"), path("x.npz")}, path("y.npz"), path("r.tsv")}, {},
      io::Overlap::kMean);
  writer.add(batch, counting(batch), MapKind::kGradient, Reduction::kObserved);
  writer.close();
  for (const char* name : {"x.bedgraph", "x.bw"}) {
    const auto track = io::read_track(path(name));
    EXPECT_THAT(track.at("s0"), ElementsAre(1, 4));    // A at 0, C at 1
    EXPECT_THAT(track.at("s1"), ElementsAre(13, 16));  // G at 0, T at 1
  }
  const auto map = io::read_map_file(path("x.npz"));
  EXPECT_THAT(map.names, ElementsAre("s0", "s1"));
  EXPECT_EQ(map.values_ncl, counting(batch).maps_ncl);
  EXPECT_EQ(io::read_map_file(path("y.npz")).values_ncl, batch.onehot_ncl);
  EXPECT_THAT(folder_.read("r.tsv"),
              HasSubstr("name\tscore\tresidual\tsteps\ns0\t0.5\t-0.25\t50\ns1\t1.5\tNA\tNA\n"));
}

TEST_F(AttributionWriterTest, RefusesTwoLengthsInOneArray) {
  const auto first = test::make_batch({"AC"});
  const auto second = test::make_batch({"ACG"});
  AttributionWriter writer({{path("x.npz")}, "", ""}, {}, io::Overlap::kMean);
  writer.add(first, counting(first), MapKind::kGradient, Reduction::kObserved);
  EXPECT_THAT(
      [&] { writer.add(second, counting(second), MapKind::kGradient, Reduction::kObserved); },
      ThrowsMessage<Error>(HasSubstr("x.fa: record s0: found 3 bases, expected the 2")));
  EXPECT_FALSE(std::filesystem::exists(path("x.npz")));
}

TEST_F(AttributionWriterTest, CutsPaddedWindowsAtTheEndsOfTheirChromosome) {
  auto batch = test::make_batch({"NNACG", "TACNN"});
  batch.records[0].chrom = batch.records[1].chrom = "chr1";
  batch.records[0].start = -2;
  batch.records[1].start = 5;
  AttributionWriter writer({{path("x.bedgraph")}, "", ""}, {{"chr1", 8}}, io::Overlap::kError);
  writer.add(batch, counting(batch), MapKind::kGradient, Reduction::kObserved);
  writer.close();
  // Row 0, A at column 2 is cell 3, C at 3 is 5 + 4, G at 4 is 10 + 5; row 1 starts at 21.
  EXPECT_THAT(io::read_track(path("x.bedgraph")).at("chr1"),
              ElementsAre(3, 9, 15, IsNan(), IsNan(), 36, 22, 28));
}

TEST_F(AttributionWriterTest, LeavesNothingBehindWithoutClose) {
  const auto batch = test::make_batch({"AC"});
  {
    AttributionWriter writer({{path("x.npz"), path("x.bedgraph")}, "", path("r.tsv")}, {},
                             io::Overlap::kMean);
    writer.add(batch, counting(batch), MapKind::kGradient, Reduction::kObserved);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

}  // namespace
}  // namespace siskin
