#include "siskin/data/genome_set.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

#include "data/examples.hpp"
#include "data/genome_fixture.hpp"
#include "siskin/data/reverse_complement.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/bigwig.hpp"
#include "siskin/io/fasta_reader.hpp"
#include "siskin/util/random.hpp"
#include "support/error_message.hpp"

namespace siskin::data {
namespace {

class OpenGenome : public test::GenomeFixture {
 protected:
  Query query(const std::string& bed) {
    Query result;
    result.sequences.genome = genome_path();
    result.sequences.regions = folder_.write("r.bed", bed).string();
    result.valid_chroms = {"chrB"};
    return result;
  }
};

TEST_F(OpenGenome, LabelsRegionsByTheirScore) {
  const auto splits = open_genome(query("chrA\t0\t4\tp\t1\nchrA\t4\t8\tq\t0\nchrB\t0\t4\tr\t2\n"));
  const auto train = test::read_epoch(*splits.train, 0);
  EXPECT_THAT(test::sequences(train, 4), testing::ElementsAre("AACC", "GGTT"));
  EXPECT_THAT(train.labels_nt, testing::ElementsAre(1, 0));
  EXPECT_THAT(test::read_epoch(*splits.valid, 0).labels_nt, testing::ElementsAre(2));
  EXPECT_EQ(splits.test, nullptr);
}

TEST_F(OpenGenome, ReadsPositivesAndNegatives) {
  auto one = query("");
  one.sequences.regions.clear();
  one.positives = {folder_.write("p.bed", "chrA\t0\t4\nchrB\t0\t4\n").string()};
  one.negatives = {folder_.write("n.bed", "chrA\t6\t10\n").string()};
  const auto splits = open_genome(one);
  const auto train = test::read_epoch(*splits.train, 0);
  EXPECT_THAT(test::sequences(train, 4), testing::ElementsAre("AACC", "TTAC"));
  EXPECT_THAT(train.labels_nt, testing::ElementsAre(1, 0));
}

TEST_F(OpenGenome, GivesProfilesWithTheirSequencesUnderJitterAndTurning) {
  auto one = query("chrA\t4\t6\nchrB\t4\t6\n");
  one.signals.tracks = {ramp("p.bw", 0), ramp("m.bw", 100)};
  one.signals.controls = {ramp("cp.bw", 200), ramp("cm.bw", 300)};
  one.signals.strands = 2;
  one.signals.output_length = 2;
  one.sequences.width = 4;
  one.jitter = 2;
  one.strands = Strands::kRandom;
  const auto splits = open_genome(one);
  EXPECT_TRUE(splits.train->shape().has_profiles());
  EXPECT_THAT(splits.train->shape().names, testing::ElementsAre("p"));
  std::set<float> first;
  for (std::int64_t epoch = 1; epoch < 60; ++epoch) {
    auto examples = test::read_epoch(*splits.train, epoch);
    const bool turned = examples.profiles_ntos[0] > 100;  // minus comes first
    if (turned) reverse_complement(splits.train->shape(), examples, 0);
    const float at = examples.profiles_ntos[0];
    EXPECT_THAT(examples.profiles_ntos, testing::ElementsAre(at, at + 100, at + 1, at + 101));
    EXPECT_EQ(examples.controls_ncl[0], at - 1 + 200);
    EXPECT_EQ(examples.controls_ncl[4], at - 1 + 300);
    EXPECT_EQ(test::letters(examples.codes_nl),
              std::string(kChrA).substr(static_cast<std::size_t>(at) - 2, 4));
    first.insert(turned ? -at : at);
  }
  EXPECT_EQ(first.size(), 10U);  // five places on two strands
  EXPECT_EQ(test::read_epoch(*splits.valid, 0).profiles_ntos[0], 5);
}

TEST_F(OpenGenome, DropsRegionsByTheirCounts) {
  auto one = query("chrA\t0\t2\nchrA\t4\t6\nchrA\t8\t10\nchrB\t0\t2\nchrB\t4\t6\n");
  one.signals.tracks = {ramp("p.bw", 0)};  // counts 3, 11, 19; 3, 11
  one.signals.output_length = 2;
  one.signals.min_counts = 4;
  auto splits = open_genome(one);
  EXPECT_EQ(splits.train->size(), 2U);
  EXPECT_EQ(splits.valid->size(), 1U);
  one.signals.max_counts = 18;
  EXPECT_EQ(open_genome(one).train->size(), 1U);
  one.signals.min_counts.reset();
  one.signals.max_counts.reset();
  one.signals.outlier_quantile = 0.5;  // limit 1.2 * 11
  splits = open_genome(one);
  EXPECT_EQ(splits.train->size(), 2U);
  EXPECT_EQ(splits.valid->size(), 2U);
}

TEST_F(OpenGenome, LabelsByTheMeanSignal) {
  auto one = query("chrA\t0\t4\nchrB\t0\t4\n");
  one.signals.tracks = {ramp("a.bw", 0), ramp("b.bw", 10)};
  const auto splits = open_genome(one);
  EXPECT_THAT(splits.train->shape().names, testing::ElementsAre("a", "b"));
  EXPECT_THAT(test::read_epoch(*splits.train, 0).labels_nt, testing::ElementsAre(2.5F, 12.5F));
}

TEST_F(OpenGenome, DrawsUniformNegatives) {
  auto one = query("chrA\t0\t4\tp\t1\nchrA\t4\t8\tq\t1\nchrB\t0\t4\tr\t1\n");
  one.drawn_negatives = Negatives::kUniform;
  one.negative_ratio = 3;
  const auto splits = open_genome(one);
  const auto train = test::read_epoch(*splits.train, 1);
  EXPECT_EQ(train.rows, 8U);
  EXPECT_EQ(std::count(train.labels_nt.begin(), train.labels_nt.end(), 1.0F), 2);
  for (const auto& sequence : test::sequences(train, 4)) {
    EXPECT_NE(std::string(kChrA).find(sequence), std::string::npos);
  }
  EXPECT_NE(test::sorted(test::sequences(train, 4)),
            test::sorted(test::sequences(test::read_epoch(*splits.train, 2), 4)));
}

TEST_F(OpenGenome, DrawsOtherNegativesForEachSplit) {
  auto one = query("chrA\t0\t4\tp\t1\nchrA\t1\t5\tq\t1\nchrA\t2\t6\tr\t1\n");
  one.valid_chroms.clear();
  one.valid_fraction = 0.34;
  one.test_fraction = 0.34;
  one.drawn_negatives = Negatives::kUniform;
  one.negative_ratio = 20;
  const auto splits = open_genome(one);
  ASSERT_EQ(splits.valid->size(), 21U);
  const auto valid = test::sequences(test::read_epoch(*splits.valid, 0), 4);
  const auto tests = test::sequences(test::read_epoch(*splits.test, 0), 4);
  EXPECT_FALSE(std::equal(valid.begin() + 1, valid.end(), tests.begin() + 1));
}

TEST_F(OpenGenome, NamesAChromosomeOfASplitThatIsNotThere) {
  auto one = query("chrA\t0\t4\tp\t1\nchrB\t0\t4\tr\t1\n");
  one.test_chroms = {"chrC"};
  EXPECT_THAT(
      test::error_message([&] { open_genome(one); }),
      testing::AllOf(testing::HasSubstr("option --test-chroms: "), testing::HasSubstr("chrC")));
}

TEST_F(OpenGenome, NamesEmptySets) {
  EXPECT_THAT(test::error_message([&] { open_genome(query("chrA\t0\t4\tp\t1\n")); }),
              testing::HasSubstr("validation set is empty"));
  auto one = query("chrA\t0\t4\tp\t1\n");
  one.sequences.width = 40;
  one.sequences.edge = "skip";
  EXPECT_THAT(test::error_message([&] { open_genome(one); }),
              testing::HasSubstr("training set is empty"));
}

// A genome of two random chromosomes with peaks.
class OpenLargeGenome : public testing::Test {
 protected:
  Query query() {
    util::Random random(1);
    std::string fasta;
    std::string bed;
    for (const char* const chrom : {"chr1", "chr2"}) {
      fasta += std::string(">") + chrom + "\n";
      for (int i = 0; i < 40000; ++i) fasta += "ACGT"[random.below(4)];
      fasta += "\n";
      for (int i = 0; i < 20; ++i) {
        const auto start = 1000 + 1900 * i;
        bed += chrom + ("\t" + std::to_string(start)) + "\t" + std::to_string(start + 300) + "\n";
      }
    }
    Query result;
    result.sequences.genome = folder_.write("g.fa", fasta).string();
    result.sequences.regions = folder_.write("p.bed", bed).string();
    result.sequences.width = 100;
    result.valid_chroms = {"chr2"};
    return result;
  }
  test::TemporaryFolder folder_;
};

TEST_F(OpenLargeGenome, BalancesBinsOfPeaks) {
  auto one = query();
  one.peaks.peaks = {one.sequences.regions};
  one.sequences.regions.clear();
  const auto splits = open_genome(one);
  EXPECT_THAT(splits.train->shape().names, testing::ElementsAre("p"));
  const auto train = test::read_epoch(*splits.train, 1);
  // 300 bases at a multiple of 50 need 100 shared: bins from 100 before to 200 behind, 7 a peak.
  EXPECT_EQ(std::count(train.labels_nt.begin(), train.labels_nt.end(), 1.0F) * 2,
            static_cast<std::ptrdiff_t>(train.rows));
  EXPECT_EQ(train.rows, 20U * 7U * 2U);
}

TEST_F(OpenLargeGenome, MatchesGcContents) {
  auto one = query();
  one.sequences.width = 100;
  one.labels.path = "";
  one.positives = {one.sequences.regions};
  one.sequences.regions.clear();
  one.drawn_negatives = Negatives::kGcMatched;
  one.negative_ratio = 2;
  const auto splits = open_genome(one);
  const auto train = test::read_epoch(*splits.train, 1);
  EXPECT_EQ(train.rows, 60U);
  // 380 free tiles have every content that 20 random windows have, or nearly.
  const auto list = test::sequences(train, 100);
  double difference = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto strong = std::count(list[i].begin(), list[i].end(), 'G') +
                        std::count(list[i].begin(), list[i].end(), 'C');
    difference +=
        train.labels_nt[i] > 0 ? 2.0 * static_cast<double>(strong) : -static_cast<double>(strong);
  }
  EXPECT_NEAR(difference / 40, 0, 1);  // bins are two per cent wide
  EXPECT_EQ(std::set<std::uint64_t>(train.source_n.begin(), train.source_n.end()).size(), 60U);
}

TEST_F(OpenLargeGenome, ShufflesWindows) {
  auto one = query();
  one.positives = {one.sequences.regions};
  one.sequences.regions.clear();
  one.drawn_negatives = Negatives::kDinucleotide;
  const auto splits = open_genome(one);
  EXPECT_EQ(test::read_epoch(*splits.train, 1).rows, 40U);
}

TEST(OpenYeast, AgreesWithTheReadersOfItsFiles) {
  const std::string folder = SISKIN_SOURCE_DIR "/../shared/real-data/yeast/";
  if (!std::ifstream(folder + "sacCer3.fa.gz")) GTEST_SKIP() << "no " << folder;
  Query query;
  query.sequences.genome = folder + "sacCer3.fa.gz";
  query.sequences.regions = folder + "reb1.peaks.bed";
  query.sequences.width = 400;
  query.sequences.edge = "skip";
  query.signals.tracks = {folder + "atac.cuts.bw"};
  query.signals.output_length = 200;
  query.valid_chroms = {"chrIV"};
  const auto splits = open_genome(query);
  const auto examples = test::read_epoch(*splits.valid, 0);
  const auto list = test::sequences(examples, 400);
  const io::FastaReader fasta(query.sequences.genome);
  const io::BigWigReader bigwig(query.signals.tracks[0]);
  std::size_t row = 0;
  for (const auto& bed : io::read_bed_file(query.sequences.regions)) {
    const auto window = seq::window_around(bed.interval.chrom, bed.centre(), 400);
    if (window.chrom != "chrIV" || window.start < 0 || window.end > fasta.length("chrIV")) continue;
    ASSERT_LT(row, examples.rows);
    ASSERT_EQ(list[row], test::letters(test::codes_of(fasta.fetch(window))));
    const auto values = bigwig.values({"chrIV", window.start + 100, window.start + 300});
    for (std::size_t i = 0; i < 200; ++i) {
      const float expected = std::isnan(values[i]) ? 0 : values[i];
      ASSERT_EQ(examples.profiles_ntos[row * 200 + i], expected);
    }
    ++row;
  }
  EXPECT_EQ(row, examples.rows);
  EXPECT_GT(row, 50U);
}

}  // namespace
}  // namespace siskin::data
