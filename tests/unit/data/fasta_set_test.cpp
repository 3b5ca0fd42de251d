#include "siskin/data/fasta_set.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "data/examples.hpp"
#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::data {
namespace {

class OpenFasta : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& content) {
    return folder_.write(name, content).string();
  }
  Query fasta(const std::string& content) {
    Query query;
    query.sequences.fasta = {file("data.fa", content)};
    return query;
  }
  static std::string message(const Query& query) {
    return test::error_message([&] { open_fasta(query); });
  }
  test::TemporaryFolder folder_;
};

constexpr const char* kThree =
    ">a label=1 split=train\nAC\n>b label=0 split=valid\ngt\n>c label=NA split=test\nTN\n";

TEST_F(OpenFasta, TakesLabelAndSplitFromTheHeader) {
  const auto splits = open_fasta(fasta(kThree));
  const auto train = test::read_epoch(*splits.train, 0);
  const auto valid = test::read_epoch(*splits.valid, 0);
  const auto tests = test::read_epoch(*splits.test, 0);
  EXPECT_THAT(test::sequences(train, 2), testing::ElementsAre("AC"));
  EXPECT_THAT(test::sequences(valid, 2), testing::ElementsAre("GT"));
  EXPECT_THAT(test::sequences(tests, 2), testing::ElementsAre("TN"));
  EXPECT_THAT(train.labels_nt, testing::ElementsAre(1));
  EXPECT_TRUE(std::isnan(tests.labels_nt[0]));
  EXPECT_THAT(train.positive_n, testing::ElementsAre(1));
  EXPECT_THAT(tests.positive_n, testing::ElementsAre(0));
  EXPECT_THAT(splits.train->shape().names, testing::ElementsAre("output0"));
}

TEST_F(OpenFasta, KeepsTheNames) {
  const auto splits = open_fasta(fasta(kThree));
  EXPECT_EQ(splits.train->name(0), "a");
  EXPECT_EQ(splits.test->name(0), "c");
}

TEST_F(OpenFasta, LetsATableOverrideTheHeader) {
  auto query = fasta(kThree);
  query.labels.path =
      file("t.tsv", "name\tx\ty\tsplit\na\t0\t1\tvalid\nb\t1\t1\ttrain\nc\t0\t0\ttest\n");
  const auto splits = open_fasta(query);
  EXPECT_THAT(splits.train->shape().names, testing::ElementsAre("x", "y"));
  EXPECT_THAT(test::read_epoch(*splits.valid, 0).labels_nt, testing::ElementsAre(0, 1));
  EXPECT_THAT(test::sequences(test::read_epoch(*splits.train, 0), 2), testing::ElementsAre("GT"));
}

TEST_F(OpenFasta, SplitsByNameWhereChromosomesAreGiven) {
  auto query = fasta(kThree);
  query.valid_chroms = {"a"};
  const auto splits = open_fasta(query);
  EXPECT_THAT(test::sequences(test::read_epoch(*splits.valid, 0), 2), testing::ElementsAre("AC"));
  EXPECT_EQ(splits.train->size(), 2U);
  EXPECT_EQ(splits.test, nullptr);
}

std::string many(const std::string& label, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text.append(">").append(label).append(std::to_string(i)).append(" ").append(label).append("\n");
    for (int bit = 0; bit < 4; ++bit) text += "ACGT"[i >> (2 * bit) & 3];
    text += "\n";
  }
  return text;
}

TEST_F(OpenFasta, SplitsTheRestByFraction) {
  auto query = fasta(many("label=1", 100));
  query.seed = 5;
  const auto splits = open_fasta(query);
  EXPECT_EQ(splits.train->size(), 70U);
  EXPECT_EQ(splits.valid->size(), 10U);
  EXPECT_EQ(splits.test->size(), 20U);
  std::vector<std::string> all;
  for (auto* const set : {&splits.train, &splits.valid, &splits.test}) {
    for (const auto& one : test::sequences(test::read_epoch(**set, 0), 4)) all.push_back(one);
  }
  all = test::sorted(all);
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

TEST_F(OpenFasta, LabelsPositivesAndNegatives) {
  Query query;
  query.positives = {file("p.fa", many("", 10))};
  query.negatives = {file("n.fa", many("", 20))};
  const auto splits = open_fasta(query);
  EXPECT_EQ(splits.train->size(), 21U);  // 7 and 14
  const auto train = test::read_epoch(*splits.train, 1);
  EXPECT_EQ(std::count(train.labels_nt.begin(), train.labels_nt.end(), 1.0F), 7);
}

TEST_F(OpenFasta, ShufflesPositivesForNegatives) {
  Query query;
  query.positives = {file("p.fa", many("", 100))};
  query.drawn_negatives = Negatives::kDinucleotide;
  query.negative_ratio = 2;
  const auto splits = open_fasta(query);
  EXPECT_EQ(splits.train->size(), 210U);
  const auto train = test::read_epoch(*splits.train, 1);
  EXPECT_EQ(std::count(train.labels_nt.begin(), train.labels_nt.end(), 1.0F), 70);
}

TEST_F(OpenFasta, NamesWhatIsWrong) {
  using testing::HasSubstr;
  EXPECT_THAT(message(fasta(">a label=1\nAC\n>b label=0\nA\n")),
              HasSubstr("record b: found 1 bases, expected 2"));
  EXPECT_THAT(message(fasta(">a label=1\nAC\n>b label=0,1\nAC\n")),
              HasSubstr("record b: found 2 labels, expected 1"));
  EXPECT_THAT(message(fasta(">a\nAC\n")), HasSubstr("record a: found no label"));
  EXPECT_THAT(message(fasta(">a label=1 split=tset\nAC\n")), HasSubstr("'tset'"));
  EXPECT_THAT(message(fasta("")), HasSubstr("data.fa: empty"));
  EXPECT_THAT(message(fasta("ACGT\n")), HasSubstr("data.fa:1"));
  EXPECT_THAT(message(fasta(std::string("\x1f\x02\0\xff", 4))), HasSubstr("data.fa"));
  EXPECT_THAT(message(fasta(">a label=1 split=train\nAC\n")), HasSubstr("validation set is empty"));
  EXPECT_THAT(message(fasta(">a label=1 split=valid\nAC\n")), HasSubstr("training set is empty"));
}

TEST_F(OpenFasta, CountsNoNegativesWithoutPositivesUnderARatio) {
  Query query;
  query.positives = {file("p.fa", ">a split=train\nAC\n")};
  query.negatives = {file("n.fa", ">b split=train\nAC\n>c split=valid\nGT\n")};
  EXPECT_NO_THROW(open_fasta(query));
  query.negative_ratio = 1;
  EXPECT_THAT(message(query), testing::HasSubstr("validation set is empty"));
}

TEST_F(OpenFasta, RefusesAmbiguousLettersWhenAsked) {
  auto query = fasta(kThree);
  query.refuse_ambiguous = true;
  EXPECT_THAT(message(query), testing::HasSubstr("record c: found 'N'"));
}

}  // namespace
}  // namespace siskin::data
