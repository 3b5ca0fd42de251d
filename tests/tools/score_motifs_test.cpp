#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "siskin/io/bed.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/table.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/seq/one_hot.hpp"
#include "siskin/util/random.hpp"
#include "support/run_command.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

constexpr std::size_t kSequences = 120;
constexpr std::size_t kLength = 80;
const std::vector<std::string> kWords = {"ACGGATTCAG", "TTTGCAACC"};

/// 120 sequences with one of two words each, on either strand; hypothetical maps in which the base
/// of a word is worth about 1 and the others -1/3, and all else is faint. seqs.fa has one more.
class ScoreMotifs : public testing::Test {
 protected:
  ScoreMotifs() {
    util::Random random(1);
    io::MapWriter maps((folder.path() / "map.npz").string(), kLength);
    io::MapWriter onehots((folder.path() / "onehot.npz").string(), kLength);
    std::string fasta = ">other\nACGT\n";
    for (std::size_t i = 0; i < kSequences; ++i) {
      std::string letters;
      std::vector<float> map(4 * kLength);
      for (float& value : map) value = static_cast<float>(0.05 * random.normal());
      for (std::size_t l = 0; l < kLength; ++l) letters += "ACGT"[random.below(4)];
      std::string word = kWords[i % 2];
      if (random.below(2) == 1) word = seq::reverse_complement(word);
      const auto start = random.below(kLength - word.size());
      letters.replace(start, word.size(), word);
      const auto size = static_cast<float>(0.8 + 0.4 * random.uniform());
      for (std::size_t l = start; l < start + word.size(); ++l) {
        for (std::size_t c = 0; c < 4; ++c)
          map[c * kLength + l] += seq::code(letters[l]) == c ? size : -size / 3;
      }
      std::vector<float> onehot(4 * kLength);
      seq::one_hot(letters, onehot.data());
      const auto name = "s" + std::to_string(i);
      maps.add(name, map.data());
      onehots.add(name, onehot.data());
      fasta.append(">").append(name).append("\n").append(letters).append("\n");
      starts.push_back(static_cast<std::int64_t>(start));
    }
    maps.close();
    onehots.close();
    folder.write("seqs.fa", fasta);
  }
  CommandResult motifs(const std::string& arguments) const {
    return run_command("siskin-score motifs " + arguments, folder.path());
  }

  TemporaryFolder folder;
  std::vector<std::int64_t> starts;
};

TEST_F(ScoreMotifs, FindsThePlantedWords) {
  const auto done = motifs("--sequences seqs.fa --meme found.meme map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("motifs positive").value, "2");
  EXPECT_EQ(lines.at("motifs negative").value, "0");
  EXPECT_EQ(lines.at("seqlets positive").n, "120");
  EXPECT_EQ(lines.at("sites pos1").value, "60");
  EXPECT_EQ(lines.at("sites pos2").value, "60");
  std::set<std::string> words;
  for (const auto& motif : io::read_motif_file((folder.path() / "found.meme").string())) {
    EXPECT_EQ(motif.sites, 60);
    words.insert(motif.name);
  }
  EXPECT_EQ(words.size(), 2U);
  for (const auto& word : kWords)
    EXPECT_EQ(words.count(word) + words.count(seq::reverse_complement(word)), 1U) << word;
}

TEST_F(ScoreMotifs, ReadsTheOneHotLikeTheSequences) {
  const auto by_name = motifs("--sequences seqs.fa --cwm a.tsv map.npz");
  const auto by_onehot = motifs("--onehot onehot.npz --cwm b.tsv -@ 2 map.npz");
  ASSERT_EQ(by_onehot.status, 0) << by_onehot.err;
  const auto rest = [](const std::string& text) { return text.substr(text.find('\n')); };
  EXPECT_EQ(rest(by_name.out), rest(by_onehot.out));
  EXPECT_EQ(rest(folder.read("a.tsv")), rest(folder.read("b.tsv")));
}

TEST_F(ScoreMotifs, FindsTheOneHotByName) {
  const auto onehots = io::read_map_file((folder.path() / "onehot.npz").string());
  io::MapWriter turned((folder.path() / "turned.npz").string(), kLength);
  for (std::size_t i = kSequences; i-- > 0;) turned.add(onehots.names[i], onehots.map(i));
  turned.close();
  const auto done = motifs("--onehot turned.npz map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto rest = [](const std::string& text) { return text.substr(text.find('\n')); };
  EXPECT_EQ(rest(done.out), rest(motifs("--onehot onehot.npz map.npz").out));
}

TEST_F(ScoreMotifs, WritesRowsOfMeanContributions) {
  ASSERT_EQ(motifs("--sequences seqs.fa --cwm cwm.tsv map.npz").status, 0);
  const auto table = io::read_table_file((folder.path() / "cwm.tsv").string());
  ASSERT_EQ(table.rows.size(), kWords[0].size() + kWords[1].size());
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    double frequency = 0;
    double contribution = 0;
    double map = 0;
    for (const char* base : {"A", "C", "G", "T"}) {
      frequency += table.number(row, table.column(std::string("frequency_") + base));
      contribution += table.number(row, table.column(std::string("contribution_") + base));
      map += table.number(row, table.column(std::string("map_") + base));
    }
    EXPECT_NEAR(frequency, 1, 1e-8);
    EXPECT_NEAR(contribution, 1, 0.06);
    EXPECT_NEAR(map, 0, 0.06);  // 1 - 3 * 1/3
  }
}

TEST_F(ScoreMotifs, PutsSeqletsAndHitsWhereTheWordsAre) {
  const auto done =
      motifs("--sequences seqs.fa --seqlets seqlets.bed --hits hits.bed --signs positive map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).count("motifs negative"), 0U);
  const auto hits = io::read_bed_file((folder.path() / "hits.bed").string());
  std::size_t right = 0;
  for (const auto& hit : hits) {
    const auto sequence = std::stoul(hit.interval.chrom.substr(1));
    right += hit.interval.start == starts[sequence] ? 1 : 0;
    EXPECT_NE(hit.strand, '.');
  }
  EXPECT_EQ(right, kSequences);
  EXPECT_LE(hits.size(), kSequences + 6);
  std::size_t over = 0;
  for (const auto& seqlet : io::read_bed_file((folder.path() / "seqlets.bed").string())) {
    const auto start = starts[std::stoul(seqlet.interval.chrom.substr(1))];
    over += seqlet.interval.start < start + 9 && start < seqlet.interval.end ? 1 : 0;
  }
  EXPECT_GE(over, kSequences);
}

TEST_F(ScoreMotifs, FindsThemFromWindowsToo) {
  const auto done =
      motifs("--sequences seqs.fa --seqlet-method windows --seqlet-window 11 map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).at("motifs positive").value, "2");
}

TEST_F(ScoreMotifs, FindsThemFromTheNarrowestWindow) {
  const auto done = motifs("--sequences seqs.fa --window 4 --minimum-sites 4 map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).at("motifs positive").value, "2");
}

TEST_F(ScoreMotifs, FindsTheSameWhateverTheFlanks) {
  const auto plain = score_lines(motifs("--sequences seqs.fa map.npz").out);
  const auto wide = score_lines(motifs("--sequences seqs.fa --seqlet-flank 1000 map.npz").out);
  ASSERT_EQ(plain.size(), wide.size());
  for (const auto& [name, line] : plain) EXPECT_EQ(wide.at(name).value, line.value) << name;
}

TEST_F(ScoreMotifs, KeepsTheStrongestSeqlets) {
  const auto lines =
      score_lines(motifs("--sequences seqs.fa --maximum-seqlets 50 --signs positive map.npz").out);
  EXPECT_EQ(lines.at("seqlets positive").value, "50");
}

TEST_F(ScoreMotifs, RefusesSequencesThatAreNotThoseOfTheMap) {
  folder.write("few.fa", ">s0\nACGT\n");
  const auto few = motifs("--sequences few.fa map.npz");
  EXPECT_EQ(few.status, 1);
  EXPECT_THAT(few.err, HasSubstr("few.fa: record 's0': found 4 bases, expected 80"));
  folder.write("none.fa", ">x\nACGT\n");
  EXPECT_THAT(motifs("--sequences none.fa map.npz").err,
              HasSubstr("map.npz: found 120 of 120 names"));
  EXPECT_THAT(motifs("--onehot map.npz map.npz").err, HasSubstr("expected the 0 or 1"));
  const std::vector<float> two(8, 0);
  io::MapWriter other((folder.path() / "other.npz").string(), 2);
  other.add("s0", two.data());
  other.close();
  EXPECT_THAT(motifs("--onehot other.npz map.npz").err,
              HasSubstr("map.npz: found 119 of 120 names"));
  io::MapWriter one((folder.path() / "one.npz").string(), kLength);
  one.add("s0", std::vector<float>(4 * kLength, 0).data());
  one.close();
  EXPECT_THAT(motifs("--onehot other.npz one.npz").err,
              HasSubstr("other.npz: found sequences of 2 bases, expected 80 as in one.npz"));
  folder.write("text.npz", "no zip");
  EXPECT_EQ(motifs("--sequences seqs.fa text.npz").status, 1);
}

TEST_F(ScoreMotifs, FindsNothingInAFlatMap) {
  const std::vector<float> flat(4 * kLength, 0.5F);
  io::MapWriter maps((folder.path() / "flat.npz").string(), kLength);
  maps.add("s0", flat.data());
  maps.close();
  const auto done = motifs("--sequences seqs.fa --hits h.bed --meme m.meme flat.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(score_lines(done.out).at("motifs positive").value, "0");
  EXPECT_TRUE(io::read_bed_file((folder.path() / "h.bed").string()).empty());
}

}  // namespace
}  // namespace siskin::test
