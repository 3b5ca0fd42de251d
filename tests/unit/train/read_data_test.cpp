#include "siskin/train/read_data.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::train {
namespace {

class ReadData : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& content) {
    return folder_.write(name, content).string();
  }
  DataQuery fasta(const std::string& content) {
    DataQuery query;
    query.sequences.fasta = {file("data.fa", content)};
    return query;
  }
  static std::string message(const DataQuery& query) {
    try {
      read_data(query);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }
  test::TemporaryFolder folder_;
};

constexpr const char* kThree =
    ">a label=1 split=train\nAC\n>b label=0 split=valid\nGT\n>c label=NA split=test\nTT\n";

TEST_F(ReadData, TakesLabelAndSplitFromTheHeader) {
  const auto data = read_data(fasta(kThree));
  EXPECT_EQ(data.train.size(), 1U);
  EXPECT_EQ(data.valid.size(), 1U);
  EXPECT_EQ(data.test.size(), 1U);
  EXPECT_EQ(data.train.labels_nt[0], 1);
  EXPECT_TRUE(std::isnan(data.test.labels_nt[0]));
  EXPECT_THAT(data.task_names, testing::ElementsAre("output0"));
}

TEST_F(ReadData, LetsATableOverrideTheHeader) {
  auto query = fasta(kThree);
  query.labels.path =
      file("t.tsv", "name\tx\ty\tsplit\na\t0\t1\tvalid\nb\t1\t1\ttrain\nc\t0\t0\ttest\n");
  const auto data = read_data(query);
  EXPECT_THAT(data.task_names, testing::ElementsAre("x", "y"));
  EXPECT_THAT(data.valid.labels_nt, testing::ElementsAre(0, 1));
  EXPECT_THAT(data.train.codes_nl, testing::ElementsAre(2, 3));
}

TEST_F(ReadData, SplitsByChromosome) {
  DataQuery query;
  query.sequences.genome = file("g.fa", ">chr1\nACGTACGT\n>chr2\nTTTTCCCC\n>chr3\nGGGGAAAA\n");
  query.sequences.regions =
      file("r.bed", "chr1\t0\t4\tw1\t1\nchr2\t0\t4\tw2\t0\nchr3\t4\t8\tw3\t1\n");
  query.valid_chroms = {"chr2"};
  query.test_chroms = {"chr3"};
  const auto data = read_data(query);
  EXPECT_THAT(data.train.codes_nl, testing::ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(data.valid.codes_nl, testing::ElementsAre(3, 3, 3, 3));
  EXPECT_THAT(data.test.codes_nl, testing::ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(data.test.labels_nt, testing::ElementsAre(1));
}

TEST_F(ReadData, LabelsPositivesAndNegatives) {
  DataQuery query;
  query.sequences.genome = file("g.fa", ">chr1\nACGTACGT\n>chr2\nTTTTCCCC\n");
  query.positives = {file("p.bed", "chr1\t0\t2\nchr2\t0\t2\n")};
  query.negatives = {file("n.bed", "chr1\t4\t6\n")};
  query.valid_chroms = {"chr2"};
  const auto data = read_data(query);
  EXPECT_THAT(data.train.labels_nt, testing::ElementsAre(1, 0));
  EXPECT_THAT(data.valid.labels_nt, testing::ElementsAre(1));
}

TEST_F(ReadData, SplitsByFractionWithTheSeed) {
  std::string content;
  for (int i = 0; i < 100; ++i) content += ">s" + std::to_string(i) + " label=1\nACGT\n";
  auto query = fasta(content);
  query.seed = 3;
  const auto data = read_data(query);
  EXPECT_EQ(data.train.size(), 70U);
  EXPECT_EQ(data.valid.size(), 10U);
  EXPECT_EQ(data.test.size(), 20U);
}

TEST_F(ReadData, NamesTheRecordThatDoesNotFit) {
  EXPECT_THAT(message(fasta(">a label=1 split=train\nAC\n>b label=0 split=valid\nGTT\n")),
              testing::AllOf(testing::HasSubstr("data.fa"),
                             testing::HasSubstr("found 3 bases, expected 2")));
  EXPECT_THAT(message(fasta(">a label=1 split=train\nAC\n>b label=0,1 split=valid\nGT\n")),
              testing::HasSubstr("found 2 labels, expected 1"));
  EXPECT_THAT(message(fasta(">a split=train\nAC\n")), testing::HasSubstr("found no label"));
  EXPECT_THAT(message(fasta(">a label=1 split=dev\nAC\n")), testing::HasSubstr("split 'dev'"));
  EXPECT_THAT(message(fasta(">a label=1 split=train\nAC\n")),
              testing::HasSubstr("validation set is empty"));
  EXPECT_THAT(message(fasta(">a label=1 split=valid\nAC\n")),
              testing::HasSubstr("training set is empty"));
}

TEST_F(ReadData, NamesASequenceThatTheTableLacks) {
  auto query = fasta(kThree);
  query.labels.path = file("t.tsv", "name\tx\na\t0\n");
  EXPECT_THAT(message(query), testing::HasSubstr("'b' has no line in"));
}

TEST_F(ReadData, RefusesAmbiguousLettersWhenAsked) {
  auto query = fasta(">a label=1 split=train\nAN\n>b label=0 split=valid\nGT\n");
  EXPECT_EQ(message(query), "no error");
  query.refuse_ambiguous = true;
  EXPECT_THAT(message(query), testing::HasSubstr("found 'N'"));
}

}  // namespace
}  // namespace siskin::train
