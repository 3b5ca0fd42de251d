#include "siskin/data/label_table.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::data {
namespace {

class LabelTableTest : public testing::Test {
 protected:
  LabelTableQuery query(const std::string& content) {
    LabelTableQuery result;
    result.path = folder_.write("labels.tsv", content).string();
    return result;
  }
  std::string message(const LabelTableQuery& query) {
    try {
      read_label_table(query);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }
  test::TemporaryFolder folder_;
};

TEST_F(LabelTableTest, TakesEveryOtherColumnAsATask) {
  const auto table = read_label_table(query("name\tctcf\tsplit\tmax\ns1\t1\ttest\tNA\n"));
  EXPECT_THAT(table.task_names, testing::ElementsAre("ctcf", "max"));
  const auto& entry = table.entries.at("s1");
  EXPECT_EQ(entry.split, "test");
  EXPECT_EQ(entry.labels[0], 1);
  EXPECT_TRUE(std::isnan(entry.labels[1]));
}

TEST_F(LabelTableTest, TakesOnlyTheColumnsAskedFor) {
  auto asked = query("id\tkind\tlabel\ns1\tgc\t0\n");
  asked.name_column = "id";
  asked.label_columns = {"label"};
  const auto table = read_label_table(asked);
  EXPECT_THAT(table.entries.at("s1").labels, testing::ElementsAre(0));
  EXPECT_EQ(table.entries.at("s1").split, "");
}

TEST_F(LabelTableTest, NamesFileAndLineOfWhatIsWrong) {
  EXPECT_THAT(message(query("name\tx\ns1\t1\ns1\t0\n")),
              testing::HasSubstr("labels.tsv:3: name 's1' comes twice"));
  EXPECT_THAT(message(query("name\tx\ns1\tyes\n")), testing::HasSubstr("labels.tsv:2"));
  EXPECT_THAT(message(query("id\tx\ns1\t1\n")), testing::HasSubstr("name"));
  EXPECT_THAT(message(query("name\ns1\n")), testing::HasSubstr("no column of labels"));
}

}  // namespace
}  // namespace siskin::data
