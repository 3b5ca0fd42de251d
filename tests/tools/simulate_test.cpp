#include <gmock/gmock.h>

#include <map>
#include <sstream>

#include "siskin/io/bed.hpp"
#include "siskin/io/fasta_header.hpp"
#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/track.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using test::run_command;
using test::TemporaryFolder;
using testing::HasSubstr;

constexpr const char* kGrammar = R"({
  "length": 40,
  "background": [0.1, 0.2, 0.3, 0.4],
  "splits": {"train": 0.5, "test": 0.5},
  "motif_count": {"1": 0.5, "2": 0.5},
  "groups": [
    {"count": 10, "motifs": ["SP1"], "label": [1, 0]},
    {"count": 30, "motifs": ["MAX", "SRF"], "label": [0, 0.5]}
  ]
})";

class SimulateTest : public testing::Test {
 protected:
  SimulateTest() { folder_.write("g.json", kGrammar); }

  test::CommandResult run(const std::string& words) const {
    return run_command("siskin-simulate " + words, folder_.path());
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  TemporaryFolder folder_;
};

TEST_F(SimulateTest, WritesLabelledFastaOnStandardOutput) {
  const auto result = run("--grammar g.json --quiet");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.err, "");
  std::istringstream text(result.out);
  io::FastaStream records(text, "standard output");
  io::FastaRecord record;
  std::map<std::string, int> seen;
  while (records.next(record)) {
    EXPECT_EQ(record.sequence.size(), 40U);
    EXPECT_EQ(record.sequence.find_first_not_of("ACGT"), std::string::npos);
    const auto labels = io::parse_fasta_comment(record.comment, record.name);
    ASSERT_EQ(labels.values.size(), 2U);
    ++seen[labels.split];
    ++seen[labels.values[0] == 1 ? "positive" : "negative"];
    EXPECT_EQ(labels.values[1], labels.values[0] == 1 ? 0.0F : 0.5F);
  }
  EXPECT_EQ(record.name, "seq000040");
  EXPECT_THAT(seen, testing::UnorderedElementsAre(
                        testing::Pair("train", 20), testing::Pair("test", 20),
                        testing::Pair("positive", 10), testing::Pair("negative", 30)));
}

TEST_F(SimulateTest, SaysWhichMotifsItUsesUnlessQuiet) {
  EXPECT_THAT(run("--grammar g.json").err,
              HasSubstr("siskin_consensus_motifs.meme (consensus motifs; --motifs names others)"));
}

TEST_F(SimulateTest, TellsTheSameTruthInEveryFormat) {
  const auto result =
      run("--grammar g.json -q -o s.fa --truth t.bed --truth-track t.bedgraph --model-npz p.npz");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(folder_.read("t.bed").rfind("# siskin-simulate ", 0), 0U);
  const io::MapFile model = io::read_map_file(path("p.npz"));
  const io::Track bits = io::read_track(path("t.bedgraph"));
  ASSERT_EQ(model.names.size(), 40U);
  ASSERT_EQ(model.length, 40U);
  std::map<std::string, std::vector<bool>> in_site;
  for (const auto& record : io::read_bed_file(path("t.bed"))) {
    auto& inside = in_site[record.interval.chrom];
    inside.resize(40);
    for (auto i = record.interval.start; i < record.interval.end; ++i) {
      EXPECT_FALSE(inside.at(static_cast<std::size_t>(i))) << "sites overlap";
      inside[static_cast<std::size_t>(i)] = true;
    }
  }
  const std::array<float, 4> background = {0.1F, 0.2F, 0.3F, 0.4F};
  for (std::size_t n = 0; n < 40; ++n) {
    for (std::size_t i = 0; i < 40; ++i) {
      bool plain = true;
      for (std::size_t base = 0; base < 4; ++base) {
        plain = plain && model.map(n)[base * 40 + i] == background[base];
      }
      EXPECT_EQ(plain, !in_site.at(model.names[n])[i]);
      if (!plain) continue;
      EXPECT_EQ(bits.at(model.names[n]).at(i), 0);
    }
  }
}

TEST_F(SimulateTest, GivesTheSameBytesForTheSameSeedWhateverTheThreads) {
  const std::string files = " --truth t.bed --model-npz p.npz && cat t.bed p.npz | grep -av '^#'";
  const auto one = run("--preset task3 --number 300 -q" + files);
  const auto four = run("--preset task3 --number 300 -q --threads 4" + files);
  const auto other = run("--preset task3 --number 300 -q --seed 2" + files);
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(one.out, four.out);
  EXPECT_NE(one.out, other.out);
}

TEST_F(SimulateTest, MakesTheSameDataFromASavedGrammar) {
  const auto first =
      run("--preset task1 --number 50 --length 150 --seed 7 -q --save-grammar s.json");
  ASSERT_EQ(first.status, 0) << first.err;
  EXPECT_EQ(run("--grammar s.json -q").out, first.out);
  EXPECT_NE(run("--grammar s.json -q --seed 8").out, first.out);
}

TEST_F(SimulateTest, PrintsGrammarsThatItReads) {
  for (const char* preset : {"task1", "task3", "task3-printed"}) {
    const auto printed = run(std::string("--print-grammar --preset ") + preset);
    folder_.write("printed.json", printed.out);
    EXPECT_EQ(run("--print-grammar --grammar printed.json").out, printed.out);
  }
}

TEST_F(SimulateTest, TakesMotifsFromTheUser) {
  folder_.write("m.txt", ">MA1 SP1\nA [9 0]\nC [0 9]\nG [0 0]\nT [0 0]\n");
  folder_.write("one.json", R"({"length": 4, "strands": "forward", "motif_count": {"2": 1},
                                "groups": [{"count": 1, "motifs": ["SP1"], "label": 1}]})");
  EXPECT_EQ(run("--grammar one.json --motifs m.txt -q").out, ">seq000001 label=1\nACAC\n");
}

TEST_F(SimulateTest, TakesItsBackgroundFromAFasta) {
  folder_.write("bg.fa", ">a\nACGTACGTACGTACGTACGT\n>b\nACGTACGTACGTACGTACGT\n");
  folder_.write("m.json", R"({"length": 4, "background": {"fasta": "bg.fa", "order": 1},
                              "groups": [{"count": 8, "motif_count": {"0": 1}, "label": 0}]})");
  const auto result = run("--grammar m.json -q | grep -v '>' | sort -u");
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_THAT("ACGT CGTA GTAC TACG", HasSubstr(line));
  }
  EXPECT_NE(result.out, "");
}

TEST_F(SimulateTest, EndsWithOneLineForAGrammarThatCannotBe) {
  const auto result = run("--grammar g.json --length 19 -o s.fa -q");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.err,
            "siskin-simulate: g.json: /groups/0: 2 motifs need at least 20 bases, the sequences "
            "have 19\n");
  EXPECT_THROW(folder_.read("s.fa"), std::runtime_error);
}

TEST_F(SimulateTest, NamesFileAndPathOfMistakes) {
  folder_.write("bad.json", R"({"length": 10, "groups": [{"count": 1, "colour": 1}]})");
  const auto bad = run("--grammar bad.json");
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.err, HasSubstr("bad.json: /groups/0/colour: unknown key, expected one of name"));
  EXPECT_THAT(run("--grammar none.json").err, HasSubstr("none.json"));
  EXPECT_EQ(run("--grammar none.json").status, 1);
  EXPECT_EQ(run("--preset task9").status, 2);
}

TEST_F(SimulateTest, NoticesWhenStandardOutputIsFull) {
  const auto result = run("--preset task3 --number 1000 -q > /dev/full");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("siskin-simulate: standard output"));
}

}  // namespace
}  // namespace siskin
