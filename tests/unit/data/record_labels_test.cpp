#include "siskin/data/record_labels.hpp"

#include <gmock/gmock.h>

#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::data {
namespace {

io::SequenceRecord record(const std::string& name, const std::vector<float>& labels) {
  io::SequenceRecord result;
  result.name = name;
  result.chrom = name;
  result.labels = labels;
  result.where = "data.fa: record " + name;
  return result;
}

TEST(RecordLabels, TakesTheRecordsOwn) {
  RecordLabels labels{Query()};
  const auto answer = labels.of(record("a", {1, 0}), std::nullopt);
  EXPECT_THAT(answer.labels, testing::ElementsAre(1, 0));
  EXPECT_EQ(answer.split, Split::kNone);
  EXPECT_THAT(labels.task_names(), testing::ElementsAre("output0", "output1"));
  EXPECT_THAT(test::error_message([&] { labels.of(record("b", {1}), std::nullopt); }),
              testing::HasSubstr("record b: found 1 labels, expected 2"));
}

TEST(RecordLabels, TakesTheTablesAndFixedOnes) {
  const test::TemporaryFolder folder;
  Query query;
  query.labels.path = folder.write("t.tsv", "name\tx\tsplit\na\t0.5\ttest\n").string();
  RecordLabels labels(query);
  const auto answer = labels.of(record("a", {7}), std::nullopt);
  EXPECT_THAT(answer.labels, testing::ElementsAre(0.5F));
  EXPECT_EQ(answer.split, Split::kTest);
  EXPECT_THAT(labels.of(record("a", {}), std::vector<float>{1}).labels, testing::ElementsAre(1));
  EXPECT_THAT(
      test::error_message([&] { labels.of(record("z", {1}), std::nullopt); }),
      testing::AllOf(testing::HasSubstr("'z' has no line in"), testing::HasSubstr("t.tsv")));
}

TEST(RecordLabels, SaysWhereALabelIsMissing) {
  RecordLabels labels{Query()};
  EXPECT_THAT(test::error_message([&] { labels.of(record("a", {}), std::nullopt); }),
              testing::HasSubstr("record a: found no label"));
}

}  // namespace
}  // namespace siskin::data
