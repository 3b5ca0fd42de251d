#include "siskin/data/peak_collector.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <cstring>

#include "siskin/data/region.hpp"
#include "siskin/data/region_filters.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::data {
namespace {

class CollectBins : public testing::Test {
 protected:
  Query query(const std::vector<std::string>& beds) {
    Query result;
    const std::string bases(1000, 'A');
    result.sequences.genome =
        folder_.write("g.fa", ">chr1\n" + bases + "\n>chr2\n" + bases + "\n>chr3\n" + bases + "\n")
            .string();
    for (std::size_t i = 0; i < beds.size(); ++i) {
      result.peaks.peaks.push_back(
          folder_.write("p" + std::to_string(i) + ".bed", beds[i]).string());
    }
    result.valid_chroms = {"chr2"};
    result.sequences.width = 200;
    return result;
  }
  BinPools collect(const Query& query) {
    GenomeCodes genome(query.sequences.genome);
    return collect_bins(query, genome,
                        query.blacklist.empty() ? IntervalSet() : IntervalSet(query.blacklist));
  }
  static std::vector<std::int64_t> starts(RecordStore& store) {
    std::vector<std::int64_t> list;
    for (std::size_t i = 0; i < store.size(); ++i) {
      list.push_back(start_of(region_at(store, i).place));
    }
    return list;
  }
  test::TemporaryFolder folder_;
};

TEST_F(CollectBins, SortsBinsOfTwoTasks) {
  // Task 0: positive bins 300 ... 500, ambiguous 250 and 550. Task 1: positive 500 ... 700,
  // ambiguous 450 and 750.
  auto bins = collect(query({"chr1\t400\t600\n", "chr1\t600\t800\nchr2\t0\t200\n"}));
  RecordStore& train = bins.positives.of(Split::kTrain);
  EXPECT_THAT(starts(train), testing::ElementsAre(300, 350, 400, 450, 500, 550, 600, 650, 700));
  EXPECT_THAT(starts(bins.negatives.of(Split::kTrain)),
              testing::ElementsAre(0, 50, 100, 150, 200, 800));
  // chr2: bins 0, 50 and 100 are positive, 150 ambiguous; chr3 has no peak.
  EXPECT_THAT(starts(bins.positives.of(Split::kValid)), testing::ElementsAre(0, 50, 100));
  EXPECT_EQ(bins.negatives.of(Split::kValid).size(), 13U);
  const auto labels = [&](std::size_t index) {
    std::string record(train.record_bytes(), '\0');
    train.read(index, record.data());
    std::vector<float> values(2);
    std::memcpy(values.data(), record.data() + sizeof(Region), sizeof(float) * 2);
    return values;
  };
  EXPECT_THAT(labels(0), testing::ElementsAre(1, 0));
  EXPECT_EQ(labels(3)[0], 1);
  EXPECT_TRUE(std::isnan(labels(3)[1]));
  EXPECT_THAT(labels(4), testing::ElementsAre(1, 1));
  EXPECT_TRUE(std::isnan(labels(5)[0]));
  EXPECT_EQ(labels(5)[1], 1);
}

TEST_F(CollectBins, CentresWindowsAndLeavesOutThoseThatStandOut) {
  auto one = query({"chr1\t400\t600\nchr2\t1\t2\n"});
  one.sequences.width = 600;
  auto bins = collect(one);
  EXPECT_THAT(starts(bins.positives.of(Split::kTrain)),
              testing::ElementsAre(100, 150, 200, 250, 300));
  EXPECT_THAT(starts(bins.negatives.of(Split::kTrain)), testing::ElementsAre(0, 400));
  one.sequences.edge = "pad";
  bins = collect(one);
  EXPECT_EQ(bins.negatives.of(Split::kTrain).size(), 10U);
}

TEST_F(CollectBins, TrainsOnTheStrongestPeaksOnly) {
  auto one = query({"chr1\t100\t200\ta\t9\nchr1\t700\t800\tb\t5\nchr2\t100\t200\tc\t1\n"});
  one.top_fraction = 0.5;
  auto bins = collect(one);
  auto whole = query({"chr1\t100\t200\ta\t9\nchr1\t700\t800\tb\t5\nchr2\t100\t200\tc\t1\n"});
  auto all = collect(whole);
  // 100-200 needs 50 shared bases: bins 0 ... 150 (from -50 on); 700-800: 550 ... 750.
  EXPECT_THAT(starts(bins.positives.of(Split::kTrain)), testing::ElementsAre(0, 50, 100, 150));
  EXPECT_EQ(starts(bins.negatives.of(Split::kTrain)), starts(all.negatives.of(Split::kTrain)));
  EXPECT_EQ(starts(bins.positives.of(Split::kValid)), starts(all.positives.of(Split::kValid)));
}

TEST_F(CollectBins, LeavesOutTheBlacklist) {
  auto one = query({"chr1\t400\t600\n"});
  one.blacklist = folder_.write("b.bed", "chr1\t0\t450\n").string();
  auto bins = collect(one);
  EXPECT_THAT(starts(bins.positives.of(Split::kTrain)), testing::ElementsAre(450, 500));
}

TEST_F(CollectBins, NamesTheLineThatIsWrong) {
  using testing::HasSubstr;
  const auto message = [&](const std::string& bed) {
    return test::error_message([&] { collect(query({bed})); });
  };
  EXPECT_THAT(message("chr1\t1\t2\nchr9\t1\t2\n"), HasSubstr("p0.bed:2: "));
  EXPECT_THAT(message("chr1\t1\t2000\n"), HasSubstr("p0.bed:1: peak chr1:1-2000 leaves chr1"));
  EXPECT_THAT(message("# none\n"), HasSubstr("p0.bed: empty"));
  EXPECT_THAT(message("chr1\t5\n"), HasSubstr("p0.bed:1: "));
}

}  // namespace
}  // namespace siskin::data
