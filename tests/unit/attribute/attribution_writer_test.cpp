#include "siskin/attribute/attribution_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/io/npz.hpp"
#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"
#include "unit/attribute/records.hpp"

namespace siskin {
namespace {

using attribute::AttributionPaths;
using attribute::AttributionWriter;
using attribute::RecordResult;
using test::error_message;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;

// Tracks count from `first`, maps from ten times as much, spreads are negative.
RecordResult counting(std::size_t outputs, std::size_t length, float first) {
  RecordResult result;
  for (std::size_t i = 0; i < outputs * length; ++i) {
    result.tracks_kl.push_back(first + static_cast<float>(i));
    result.spread_tracks_kl.push_back(-result.tracks_kl.back());
  }
  for (std::size_t i = 0; i < outputs * 4 * length; ++i) {
    result.maps_kcl.push_back(10 * first + static_cast<float>(i));
    result.spread_maps_kcl.push_back(-result.maps_kcl.back());
  }
  return result;
}

std::vector<attribute::CompletenessRow> row_of(const std::string& sequence) {
  attribute::CompletenessRow row;
  row.sequence = sequence;
  row.reference = "NA";
  row.output = "binding";
  row.prediction = 0.5;
  return {row};
}

class AttributionWriterTest : public testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  // Sequences with the results first, first + 100, ...
  static void add(AttributionWriter& writer, const attribute::RecordChunk& chunk,
                  std::size_t outputs, float first) {
    for (std::size_t i = 0; i < chunk.order.size(); ++i) {
      const auto& record = chunk.record(i);
      const float start = first + 100 * static_cast<float>(i);
      writer.add(record, chunk.onehot(i), counting(outputs, record.sequence.size(), start),
                 row_of(record.name));
    }
  }

  const test::TemporaryFolder folder_;
};

TEST_F(AttributionWriterTest, WritesTracksMapsOneHotAndReportInOnePass) {
  const auto chunk = test::make_chunk({"AC", "GT"});
  AttributionWriter writer({{path("x.bedgraph"), path("x.bw"), path("x.npz")},
                            path("s.npz"),
                            path("y.npz"),
                            path("r.tsv")},
                           {"binding"}, {}, io::Overlap::kMean);
  add(writer, chunk, 1, 1);
  writer.close();
  for (const char* name : {"x.bedgraph", "x.bw"}) {
    const auto track = io::read_track(path(name));
    EXPECT_THAT(track.at("s0"), ElementsAre(1, 2));
    EXPECT_THAT(track.at("s1"), ElementsAre(101, 102));
  }
  const auto map = io::read_map_file(path("x.npz"));
  EXPECT_THAT(map.names, ElementsAre("s0", "s1"));
  EXPECT_EQ(map.map(1)[7], 1017);
  EXPECT_EQ(io::read_map_file(path("s.npz")).map(1)[7], -1017);
  EXPECT_EQ(io::read_map_file(path("y.npz")).values_ncl, chunk.batches[0].onehot_ncl);
  EXPECT_THAT(
      folder_.read("r.tsv"),
      HasSubstr("sequence\treference\toutput\tprediction\treference_prediction\tsum\tresidual\t"
                "relative_residual\tr_squared\tengine\ns0\tNA\tbinding\t0.5\tNA\tNA\tNA\tNA\tNA\t"
                "NA\ns1\tNA"));
}

TEST_F(AttributionWriterTest, GivesEveryOutputItsFiles) {
  const auto chunk = test::make_chunk({"AC"});
  AttributionWriter writer(
      {{path("{target}.bedgraph"), path("{target}.npz")}, path("spread.{target}.bedgraph"), "", ""},
      {"open", "bind/ing"}, {}, io::Overlap::kMean);
  add(writer, chunk, 2, 1);
  writer.close();
  EXPECT_THAT(io::read_track(path("open.bedgraph")).at("s0"), ElementsAre(1, 2));
  EXPECT_THAT(io::read_track(path("bind_ing.bedgraph")).at("s0"), ElementsAre(3, 4));
  EXPECT_THAT(io::read_track(path("spread.bind_ing.bedgraph")).at("s0"), ElementsAre(-3, -4));
  EXPECT_EQ(io::read_map_file(path("open.npz")).map(0)[0], 10);
  EXPECT_EQ(io::read_map_file(path("bind_ing.npz")).map(0)[0], 18);
}

TEST_F(AttributionWriterTest, RefusesNamesThatOutputsWouldShare) {
  const auto open = [&](const std::string& name, const std::vector<std::string>& outputs) {
    AttributionWriter({{path(name)}, "", "", ""}, outputs, {}, io::Overlap::kMean);
  };
  EXPECT_THAT(error_message<UsageError>([&] {
                open("x.bw", {"a", "b"});
              }),
              HasSubstr("expected {target} in the name"));
  EXPECT_THAT(error_message([&] {
                open("{target}.bw", {"a/b", "a b"});
              }),
              HasSubstr("a_b.bw: two outputs"));
  open("{target}.bw", {"a"});
}

TEST_F(AttributionWriterTest, RefusesTwoLengthsInOneArray) {
  AttributionWriter writer({{path("x.npz")}, "", "", ""}, {"binding"}, {}, io::Overlap::kMean);
  EXPECT_THAT(error_message([&] {
                add(writer, test::make_chunk({"AC", "ACG"}), 1, 1);
              }),
              HasSubstr("x.fa: record s1: found 3 bases, expected the 2"));
  EXPECT_FALSE(std::filesystem::exists(path("x.npz")));
}

TEST_F(AttributionWriterTest, CutsPaddedWindowsAtTheEndsOfTheirChromosome) {
  auto chunk = test::make_chunk({"NNACG", "TACNN"});
  auto& records = chunk.batches[0].records;
  records[0].chrom = records[1].chrom = "chr1";
  records[0].start = -2;
  records[1].start = 5;
  AttributionWriter writer({{path("x.bedgraph")}, "", "", ""}, {"binding"}, {{"chr1", 8}},
                           io::Overlap::kError);
  add(writer, chunk, 1, 1);
  writer.close();
  EXPECT_THAT(io::read_track(path("x.bedgraph")).at("chr1"),
              ElementsAre(3, 4, 5, IsNan(), IsNan(), 101, 102, 103));
}

TEST_F(AttributionWriterTest, LeavesNothingBehindWithoutClose) {
  const auto chunk = test::make_chunk({"AC"});
  const AttributionPaths paths{{path("x.npz"), path("x.bedgraph")}, "", "", path("r.tsv")};
  {
    AttributionWriter writer(paths, {"binding"}, {}, io::Overlap::kMean);
    add(writer, chunk, 1, 1);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  {
    AttributionWriter writer(paths, {"binding"}, {}, io::Overlap::kMean);
    add(writer, chunk, 1, 1);
    writer.close_report();
  }
  EXPECT_THAT(folder_.read("r.tsv"), HasSubstr("\ns0\tNA\tbinding\t"));
  EXPECT_FALSE(std::filesystem::exists(path("x.npz")));
  EXPECT_FALSE(std::filesystem::exists(path("x.bedgraph")));
}

TEST(PartsOf, AreThoseThatTheFilesNeed) {
  const auto tracks = attribute::parts_of({{"-"}, "s.npz", "o.npz", "r.tsv"}, "l2");
  EXPECT_TRUE(tracks.tracks);
  EXPECT_FALSE(tracks.maps);
  EXPECT_TRUE(tracks.spread_maps);
  EXPECT_FALSE(tracks.spread_tracks);
  EXPECT_EQ(tracks.reduction, attribute::Reduction::kL2);
  const auto maps = attribute::parts_of({{"x.npz"}, "s.bw", "", ""}, "observed");
  EXPECT_TRUE(maps.maps);
  EXPECT_FALSE(maps.tracks);
  EXPECT_TRUE(maps.spread_tracks);
  EXPECT_THROW(attribute::parts_of({{"x.npz"}, "", "", ""}, "sum"), UsageError);
}

}  // namespace
}  // namespace siskin
