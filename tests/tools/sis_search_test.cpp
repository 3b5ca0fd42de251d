// What siskin-sis searches beyond the first subsets of a large output: test model t1.pt, whose
// numbers can be worked out by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/io/bed.hpp"
#include "siskin/io/table.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using test::run_command;
using testing::ElementsAre;
using testing::HasSubstr;

class SisSearchTest : public testing::Test {
 protected:
  SisSearchTest() { folder_.write("x.fa", ">s1\nACGTA\n>s2\nACACG\n>s3\nGTGGT\n"); }

  test::CommandResult run(const std::string& words, const std::string& input = "") const {
    return run_command("siskin-sis -m " SISKIN_SOURCE_DIR "/test-data/models/t1.pt " + words,
                       folder_.path(), input);
  }
  io::Table table(const std::string& name = "s.tsv") const {
    return io::read_table_file((folder_.path() / name).string());
  }
  io::Table search(const std::string& words) const {
    const auto result = run(words + " -o s.bed --table s.tsv");
    EXPECT_EQ(result.status, 0) << result.err;
    return table();
  }
  std::string error_of(const std::string& words) const {
    const auto result = run(words);
    EXPECT_EQ(result.status, 1);
    return result.err;
  }

  test::TemporaryFolder folder_;
};

std::vector<std::string> cells_of(const io::Table& table, const std::string& name) {
  std::vector<std::string> cells;
  for (const auto& row : table.rows) cells.push_back(row[table.column(name)]);
  return cells;
}

// Lines without the first, which holds the command.
std::string body(const std::string& text) { return text.substr(text.find('\n') + 1); }

TEST_F(SisSearchTest, ExplainsASmallOutput) {
  const auto found = search("--decision minimise --threshold -0.5 x.fa");
  EXPECT_THAT(cells_of(found, "status"), ElementsAre("above_threshold", "above_threshold", "ok"));
  EXPECT_THAT(cells_of(found, "score"), ElementsAre("0.5625", "1.6875", "-0.75"));
  EXPECT_LE(found.number(2, found.column("subset_score")), -0.5);
  EXPECT_GT(found.number(2, found.column("rest_score")), -0.5);
  EXPECT_THAT(cells_of(search("--decision minimise --threshold 0.3 --limit 1 x.fa"), "status"),
              ElementsAre("above_threshold"));
  EXPECT_THAT(cells_of(search("--decision minimise --threshold 0.6 --limit 1 x.fa"), "status"),
              ElementsAre("masked_below_threshold"));
}

TEST_F(SisSearchTest, TakesAFractionOfEachOutput) {
  const auto found = search("--threshold-fraction 0.5 --max-subsets 1 x.fa");
  EXPECT_THAT(cells_of(found, "threshold"), ElementsAre("0.28125", "0.84375", "-0.375"));
  EXPECT_THAT(cells_of(found, "status"), ElementsAre("ok", "ok", "below_threshold"));
}

TEST_F(SisSearchTest, MasksGroupsTogether) {
  folder_.write("g.bed", "s1\t0\t2\tleft\ns1\t3\t5\tright\ns1\t2\t3\tright\n");
  // f with the left group alone: filter 0 gives 1.5 at its window; right alone: filter 1 has 1.75.
  const auto found = search("--threshold 0.5 --groups g.bed --limit 1 x.fa");
  EXPECT_THAT(cells_of(found, "positions"), ElementsAre("0,1"));
  EXPECT_THAT(cells_of(found, "groups"), ElementsAre("left"));
  EXPECT_THAT(cells_of(found, "length"), ElementsAre("2"));
  // Position 4 is in no group and is kept: what is masked at most is 0 to 3.
  folder_.write("h.bed", "s1\t0\t2\tleft\ns1\t2\t4\tright\n");
  EXPECT_THAT(cells_of(search("--threshold 0.5 --groups h.bed --limit 1 x.fa"), "groups"),
              ElementsAre("left"));
  const auto single =
      search("--threshold 0.5 --groups h.bed --ungrouped single --order o.tsv --limit 1 x.fa");
  EXPECT_THAT(cells_of(table("o.tsv"), "order"), ElementsAre("2+3,4,0+1"));
  EXPECT_THAT(cells_of(table("o.tsv"), "groups"), ElementsAre("right,.,left"));
  EXPECT_THAT(cells_of(single, "groups"), ElementsAre("left"));
}

TEST_F(SisSearchTest, PlacesGroupsOnTheGenome) {
  folder_.write("genome.fa", ">chr1\nTTTTACGTATTTT\n");
  folder_.write("g.bed", "chr1\t0\t6\tleft\nchr1\t6\t13\tright\nchr2\t0\t9\tleft\n");
  const auto found = search("--threshold 0.5 --groups g.bed --genome genome.fa --region chr1:4-9");
  EXPECT_THAT(cells_of(found, "positions"), ElementsAre("0,1"));
  EXPECT_EQ(io::read_bed_file((folder_.path() / "s.bed").string()).at(0).interval,
            (seq::Interval{"chr1", 4, 6}));
}

TEST_F(SisSearchTest, NamesWhatIsWrongWithGroups) {
  const auto refused = [this](const std::string& text) {
    folder_.write("g.bed", text);
    return error_of("--threshold 0.5 --groups g.bed x.fa");
  };
  EXPECT_THAT(refused(""), HasSubstr("g.bed: found no line"));
  EXPECT_THAT(refused("s1\t0\n"), HasSubstr("g.bed:1: "));
  EXPECT_THAT(refused("s1\t0\t2\ta\ns1\t1\t3\tb\n"), HasSubstr("g.bed:2: group 'b' overlaps"));
  EXPECT_THAT(refused("s1\t0\t99999999999999999999\ta\n"), HasSubstr("g.bed:1: "));
  EXPECT_THAT(refused(std::string("s1\t0\t2\ta\n\0\xff\1", 12)), HasSubstr("g.bed:2: "));
  EXPECT_THAT(error_of("--threshold 0.5 --groups none.bed x.fa"), HasSubstr("none.bed"));
}

TEST_F(SisSearchTest, SearchesByGradient) {
  const auto found = search("--threshold 0.5 --search gradient --step 2 --order o.tsv x.fa");
  EXPECT_EQ(cells_of(table("o.tsv"), "order").at(0), "2,3,4,1,0");
  EXPECT_EQ(cells_of(table("o.tsv"), "values").at(0), "NA,0.953125,NA,0.5625,0.25");
  EXPECT_EQ(cells_of(found, "positions").at(0), "0");
  const auto whole = search("--threshold 0.5 --search gradient --step 5 --limit 1 x.fa");
  EXPECT_THAT(cells_of(whole, "length"), ElementsAre("5"));
  const auto polished =
      search("--threshold 0.5 --search gradient --step 5 --polish --limit 1 x.fa");
  EXPECT_THAT(cells_of(polished, "positions"), ElementsAre("0"));
}

TEST_F(SisSearchTest, AnswersOtherThresholdsFromOneOrder) {
  ASSERT_EQ(run("--threshold 9 --order o.tsv.gz -o none.bed x.fa").status, 0);
  for (const char* threshold : {"--threshold 0.5", "--threshold 0.96", "--threshold-quantile 0.6",
                                "--threshold-fraction 0.7", "--threshold 0.25", "--threshold 2"}) {
    auto searched = search(std::string(threshold) + " --max-subsets 1 x.fa");
    const auto bed = folder_.read("s.bed");
    const auto told = run_command(
        std::string("siskin-sis --from-order o.tsv.gz ") + threshold + " -o t.bed --table t.tsv",
        folder_.path());
    ASSERT_EQ(told.status, 0) << told.err;
    EXPECT_EQ(body(folder_.read("t.bed")), body(bed)) << threshold;
    const std::size_t rest = searched.column("rest_score");
    for (auto& row : searched.rows) row[rest] = "NA";
    EXPECT_EQ(table("t.tsv").rows, searched.rows) << threshold;
  }
}

TEST_F(SisSearchTest, NamesWhatIsWrongWithAnOrder) {
  const std::string header =
      "name\tchrom\tstart\tsequence\tdecision\tindex\tscore\torder\tvalues\n";
  const std::string row = "s\ts\t0\tAC\tmaximise\t0\t2\t0,1\t1,0\n";
  const auto refused = [this](const std::string& text) {
    folder_.write("o.tsv", text);
    const auto result =
        run_command("siskin-sis --from-order o.tsv --threshold 1 -o t.bed", folder_.path());
    return result.status == 0 ? "accepted" : result.err;
  };
  EXPECT_EQ(refused("# comment\n" + header + row), "accepted");
  EXPECT_THAT(refused(""), HasSubstr("o.tsv: found no header"));
  EXPECT_THAT(refused(header), HasSubstr("o.tsv: found no line"));
  EXPECT_THAT(refused("name\tchrom\n"), HasSubstr("o.tsv:1: found no column start"));
  EXPECT_THAT(refused(header + row.substr(0, 20) + "\n"), HasSubstr("o.tsv:2: found"));
  const auto changed = [&](const std::string& from, const std::string& to) {
    auto text = row;
    text.replace(text.find(from), from.size(), to);
    return refused(header + text);
  };
  EXPECT_THAT(changed("maximise", "most"), HasSubstr("o.tsv:2: column decision: found 'most'"));
  EXPECT_THAT(changed("0,1\t", "0,2\t"), HasSubstr("o.tsv:2: column order: found '2'"));
  EXPECT_THAT(changed("0,1\t", "0,0\t"),
              HasSubstr("o.tsv:2: column order: found position 0 twice"));
  EXPECT_THAT(changed("0,1\t", "0\t"), HasSubstr("o.tsv:2: found 2 values, expected one"));
  EXPECT_THAT(changed("\t1,0\n", "\t1,NA\n"), HasSubstr("o.tsv:2: column values: found NA"));
  EXPECT_THAT(changed("\t1,0\n", "\t1,1e999\n"), HasSubstr("o.tsv:2: column values: found"));
  EXPECT_THAT(changed("\t0\tAC", "\t9999999999999999999\tAC"), HasSubstr("o.tsv:2: column start"));
  EXPECT_THAT(refused(header + std::string("\0\1\xff\n", 4)), HasSubstr("o.tsv:2: "));
}

TEST_F(SisSearchTest, DrawsMasksFromTheSeedAlone) {
  const std::string words = "--threshold 0.9 --mask sample --mask-samples 4 x.fa ";
  const auto first = run(words + "--seed 3");
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_EQ(body(run(words + "--seed 3 --threads 3").out), body(first.out));
  const auto one = search("--threshold 0.9 --mask sample --seed 3 x.fa");
  const auto other = search("--threshold 0.9 --mask sample --seed 8 x.fa");
  EXPECT_NE(cells_of(one, "masked_score"), cells_of(other, "masked_score"));
}

TEST_F(SisSearchTest, SetsOtherRankingsBesideIt) {
  // Integrated gradients from zeros: 0.375, 0.375, -0.21875, -0.21875, 0 and f(zeros) = 0.25, so
  // the first reaches 0.5 in their sum. Drops by masking: 0.4375, 0.4375, -0.203, -0.203, 0.
  for (const char* words :
       {"--selector top-ig", "--selector sufficient-ig", "--selector fixed-ig --subset-length 1",
        "--selector lime --subset-length 1 --samples 500",
        "--selector perturb --subset-length 1"}) {
    const auto found =
        search(std::string("--threshold 0.5 --limit 1 --perturbation ") + words + " x.fa");
    EXPECT_THAT(cells_of(found, "positions"), ElementsAre("0")) << words;
    EXPECT_THAT(cells_of(found, "subset_score"), ElementsAre("0.5625"));
    EXPECT_THAT(cells_of(found, "delta_inside"), ElementsAre("0.4375"));
    // The median of 0.4375, -0.203125, -0.203125 and 0.
    EXPECT_THAT(cells_of(found, "delta_outside"), ElementsAre("-0.1015625"));
  }
}

TEST_F(SisSearchTest, TakesLengthsFromATable) {
  // Medians 2 and 2.5, a half rounded to the even number: 2.
  folder_.write("l.tsv",
                "name\tlength\tstatus\ns1\t1\tok\ns1\t2\tok\ns1\t9\tok\ns2\t2\tok\ns2\t3\tok\n"
                "s3\t0\tbelow_threshold\n");
  const auto found = search("--threshold 0.5 --selector perturb --lengths l.tsv x.fa");
  EXPECT_THAT(cells_of(found, "length"), ElementsAre("2", "2", "0"));
  folder_.write("m.tsv", "name\tlength\tstatus\ns1\t1\tok\n");
  EXPECT_THAT(error_of("--threshold 0.5 --selector perturb --lengths m.tsv x.fa"),
              HasSubstr("m.tsv: found no subset of sequence s2"));
  folder_.write("n.tsv", "name\tlength\tstatus\ns1\tx\tok\n");
  EXPECT_THAT(error_of("--threshold 0.5 --selector perturb --lengths n.tsv x.fa"),
              HasSubstr("n.tsv:2: column length"));
}

// Sums of halves, quarters and eighths are exact, whoever adds them up.
TEST_F(SisSearchTest, FindsTheSameByEitherEngine) {
  folder_.write("g.bed", "s1\t0\t2\ta\ns2\t1\t3\ta\ns2\t4\t5\tb\ns3\t0\t1\ta\ns3\t3\t4\ta\n");
  for (const char* words :
       {"--threshold 0.5", "--threshold-fraction 0.7 --decision minimise",
        "--threshold 0.4 --groups g.bed --ungrouped single", "--threshold 0.6 --mask zero",
        "--threshold 0.9 --mask sample --mask-samples 4",
        "--threshold 0.5 --selector perturb --subset-length 2",
        "--threshold 0.5 --selector sufficient-ig --perturbation",
        "--threshold 0.5 --search gradient --step 3 --polish"}) {
    const auto plain = search(std::string(words) + " --engine plain x.fa");
    EXPECT_EQ(search(std::string(words) + " --engine incremental x.fa").rows, plain.rows) << words;
  }
}

TEST_F(SisSearchTest, FindsTheSameOnAnyNumberOfThreads) {
  std::string fasta;
  for (std::size_t i = 0; i < 30; ++i) {
    fasta += ">s" + std::to_string(i) + '\n';
    for (std::size_t j = 0; j < 10 + i % 3; ++j) fasta += "ACGT"[(i * i + i * j + j * j) % 4];
    fasta += '\n';
  }
  folder_.write("many.fa", fasta);
  for (const char* words : {"--search exact", "--search gradient --step 3 --noise 1e-6 --polish"}) {
    const std::string command =
        std::string("--threshold-quantile 0.3 many.fa --table - -o s.bed ") + words;
    const auto one = run(command);
    ASSERT_EQ(one.status, 0) << one.err;
    const auto bed = body(folder_.read("s.bed"));
    const auto four = run(command + " --threads 4");
    EXPECT_EQ(body(four.out), body(one.out));
    EXPECT_EQ(body(folder_.read("s.bed")), bed);
  }
}

}  // namespace
}  // namespace siskin
