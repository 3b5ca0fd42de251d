#include "siskin/data/region_collector.hpp"

#include <gmock/gmock.h>

#include "data/genome_fixture.hpp"
#include "siskin/data/region_filters.hpp"
#include "support/error_message.hpp"

namespace siskin::data {
namespace {

class RegionCollectorTest : public test::GenomeFixture {
 protected:
  Query query(const std::string& bed) {
    Query result;
    result.sequences.genome = genome_path();
    result.sequences.regions = folder_.write("r.bed", bed).string();
    result.valid_chroms = {"chrB"};
    return result;
  }
  std::vector<std::int64_t> starts(const Query& query, Split split = Split::kTrain) {
    const auto blacklist = query.blacklist.empty()
                               ? std::make_shared<const IntervalSet>()
                               : std::make_shared<const IntervalSet>(query.blacklist);
    RegionCollector collector(query, make_genome(), blacklist);
    collector.read_files();
    length_ = collector.length();
    if (length_ == 0) return {};
    RecordStore& store = collector.pool(Pool::kPositives).of(split);
    std::vector<std::int64_t> list;
    for (std::size_t i = 0; i < store.size(); ++i) {
      list.push_back(start_of(region_at(store, i).place));
    }
    return list;
  }
  std::string message(const Query& query) {
    return test::error_message([&] { starts(query); });
  }
  std::size_t length_ = 0;
};

TEST_F(RegionCollectorTest, CutsWindowsAroundSummitsAndMiddles) {
  auto one = query(
      "chrA\t2\t9\tp\t1\t.\t2.5\t-1\t-1\t1\n"  // summit at 3
      "chrA\t4\t7\tq\t1\nchrB\t4\t8\tr\t0\n");
  one.sequences.width = 4;
  EXPECT_THAT(starts(one), testing::ElementsAre(1, 3));
  EXPECT_THAT(starts(one, Split::kValid), testing::ElementsAre(4));
  EXPECT_EQ(length_, 4U);
}

TEST_F(RegionCollectorTest, TreatsEdgesAsAsked) {
  auto one = query("chrA\t0\t2\tp\t1\nchrA\t4\t6\tq\t1\n");
  one.sequences.width = 6;
  EXPECT_THAT(message(one), testing::HasSubstr("r.bed:1: window chrA:-2-4 leaves chrA"));
  one.sequences.edge = "skip";
  EXPECT_THAT(starts(one), testing::ElementsAre(2));
  one.sequences.edge = "pad";
  EXPECT_THAT(starts(one), testing::ElementsAre(-2, 2));
}

TEST_F(RegionCollectorTest, CountsJitterAsPartOfTrainingWindows) {
  auto one = query("chrA\t2\t6\tp\t1\nchrB\t0\t4\tq\t1\n");
  one.jitter = 3;
  EXPECT_THAT(message(one), testing::HasSubstr("moved by 3 bases"));
  one.sequences.edge = "skip";
  EXPECT_THAT(starts(one), testing::IsEmpty());
  EXPECT_THAT(starts(one, Split::kValid), testing::ElementsAre(0));
}

TEST_F(RegionCollectorTest, LeavesOutTheBlacklist) {
  auto one = query("chrA\t0\t4\tp\t1\nchrA\t4\t8\tq\t1\n");
  one.blacklist = folder_.write("b.bed", "chrA\t3\t4\nchrZ\t1\t2\n").string();
  EXPECT_THAT(starts(one), testing::ElementsAre(4));
}

TEST_F(RegionCollectorTest, NamesTheLineThatIsWrong) {
  using testing::HasSubstr;
  EXPECT_THAT(message(query("chrA\t0\t4\tp\t1\nchrA\t0\t5\tp\t1\n")),
              HasSubstr("r.bed:2: found 5 bases, expected 4"));
  EXPECT_THAT(message(query("chrA\t0\t4\tp\n")), HasSubstr("r.bed:1: found no label"));
  EXPECT_THAT(message(query("a\t0\t4\tp\t1\n")), HasSubstr("r.bed:1: "));
  EXPECT_THAT(message(query("chrA\t0\n")), HasSubstr("r.bed:1: "));
  EXPECT_THAT(message(query("")), HasSubstr("r.bed: empty"));
  EXPECT_THAT(message(query("chrA\t0\t99999999999999999999\n")), HasSubstr("r.bed:1: "));
  auto one = query("chrB\t4\t12\tp\t1\n");
  one.refuse_ambiguous = true;
  EXPECT_THAT(message(one), HasSubstr("r.bed:1: window chrB:4-12 has a letter"));
  auto signal = query("chrA\t0\t4\nchrB\t0\t4\n");
  signal.signals.tracks = {bigwig("s.bw", {{{"chrA", 0, 4}, 1}}, {{"chrA", 10}})};
  EXPECT_THAT(message(signal), testing::AllOf(HasSubstr("r.bed:2: "), HasSubstr("s.bw")));
  auto output = query("chrA\t0\t4\n");
  output.signals.tracks = {ramp("t.bw", 0)};
  output.signals.output_length = 5;
  EXPECT_THAT(message(output), HasSubstr("expected at least 5 as --output-length says"));
}

TEST_F(RegionCollectorTest, KeepsLabelsOfATable) {
  auto one = query("chrA\t0\t4\tp\nchrA\t1\t5\n");
  one.labels.path = folder_.write("t.tsv", "name\tx\ty\np\t1\t2\nchrA:1-5\t3\tNA\n").string();
  RegionCollector collector(one, make_genome(), std::make_shared<const IntervalSet>());
  collector.read_files();
  EXPECT_THAT(collector.task_names(), testing::ElementsAre("x", "y"));
  EXPECT_EQ(collector.pool(Pool::kPositives).of(Split::kTrain).size(), 2U);
}

}  // namespace
}  // namespace siskin::data
