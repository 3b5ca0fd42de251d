#include "siskin/io/base_groups.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "siskin/util/error.hpp"

namespace siskin::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

BaseGroups groups_of(const std::string& text) {
  std::istringstream in(text);
  return {in, "g.bed"};
}

void expect_refused_groups(const std::string& text, const std::string& message) {
  EXPECT_THAT([&] { groups_of(text); }, ThrowsMessage<Error>(HasSubstr(message))) << text;
}

TEST(BaseGroups, JoinsLinesOfOneName) {
  const auto groups =
      groups_of("s\t6\t8\tb\ns\t0\t2\ta\ns\t3\t5\tb\nt\t0\t9\ta\n").within("s", 0, 9);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].name, "a");
  EXPECT_THAT(groups[0].positions, ElementsAre(0, 1));
  EXPECT_EQ(groups[1].name, "b");
  EXPECT_THAT(groups[1].positions, ElementsAre(3, 4, 6, 7));
}

TEST(BaseGroups, CutsGroupsToTheWindow) {
  const auto all = groups_of("chr1\t10\t20\ta\nchr1\t25\t30\tb\nchr1\t40\t50\tc\n");
  const auto groups = all.within("chr1", 15, 12);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_THAT(groups[0].positions, ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(groups[1].positions, ElementsAre(10, 11));
  EXPECT_THAT(all.within("chr1", 20, 5), IsEmpty());
  EXPECT_THAT(all.within("chr2", 0, 100), IsEmpty());
  EXPECT_EQ(all.within("chr1", -5, 100).size(), 3U);
}

TEST(BaseGroups, FindsALongLineBehindShortOnes) {
  const auto all = groups_of("c\t0\t100\ta\nc\t5\t6\ta\nc\t7\t9\ta\n");
  const auto groups = all.within("c", 50, 2);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_THAT(groups[0].positions, ElementsAre(0, 1));
}

TEST(BaseGroups, CountsABaseOnce) {
  const auto groups = groups_of("c\t0\t4\ta\nc\t2\t6\ta\nc\t3\t5\ta\n").within("c", 0, 9);
  EXPECT_THAT(groups.at(0).positions, ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST(BaseGroups, NamesALineWithoutANameByItsPlace) {
  const auto groups = groups_of("c\t12\t14\nc\t14\t15\t.\nc\t16\t17\ta\n").within("c", 10, 9);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0].name, "c:12-14");
  EXPECT_THAT(groups[0].positions, ElementsAre(2, 3));
  EXPECT_EQ(groups[1].name, "c:14-15");
  EXPECT_EQ(groups[2].name, "a");
}

TEST(BaseGroups, LeavesOutWhatLiesBetweenBlocks) {
  const std::string bed12 = "s\t0\t6\tb\t0\t+\t0\t6\t0\t2\t1,2,\t0,4,\n";
  const auto groups = groups_of(bed12 + "s\t2\t3\ta\n").within("s", 0, 9);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].name, "b");
  EXPECT_THAT(groups[0].positions, ElementsAre(0, 4, 5));
  EXPECT_THAT(groups[1].positions, ElementsAre(2));
  expect_refused_groups(bed12 + "s\t5\t7\ta\n", "g.bed:2: group 'a' overlaps group 'b' of line 1");
}

TEST(BaseGroups, ComplainWhenNoneIsMet) {
  const auto groups = groups_of("chr1\t0\t3\ta\n");
  groups.within("1", 0, 9);
  groups.within("chr1", 3, 9);
  EXPECT_EQ(groups.complaint(), "no sequence has a group of g.bed, which names chr1");
  groups.within("chr1", 2, 9);
  EXPECT_EQ(groups.complaint(), "");
}

TEST(BaseGroups, RefusesWhatIsNoGroup) {
  expect_refused_groups("", "g.bed: found no line");
  expect_refused_groups("# nothing\n", "g.bed: found no line");
  expect_refused_groups("s\t0\t2\ta,b\n", "g.bed:1: found 'a,b', expected the name of a group");
  expect_refused_groups("s\t0\n", "g.bed:1: ");
  expect_refused_groups("s\t0\tx\ta\n", "g.bed:1: ");
  expect_refused_groups("s\t0\t99999999999999999999\ta\n", "g.bed:1: ");
  expect_refused_groups(std::string("s\t0\t2\ta\n\0\1\2", 11), "g.bed:2: ");
}

TEST(BaseGroups, RefusesABaseInTwoGroups) {
  expect_refused_groups("s\t0\t5\ta\ns\t9\t12\tc\ns\t4\t6\tb\n",
                        "g.bed:3: group 'b' overlaps group 'a' of line 1");
  groups_of("s\t0\t5\ta\nt\t4\t6\tb\ns\t5\t6\tb\n");
}

}  // namespace
}  // namespace siskin::io
