#include "siskin/io/fasta_header.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "siskin/util/error.hpp"

namespace siskin::io {
namespace {

using ::testing::ElementsAre;
using ::testing::StrEq;
using ::testing::ThrowsMessage;

TEST(ParseFastaComment, ReadsLabelsAndSplit) {
  const auto labels = parse_fasta_comment("label=0,1.5,-2e3 split=test", "x.fa");
  EXPECT_THAT(labels.values, ElementsAre(0.0F, 1.5F, -2000.0F));
  EXPECT_EQ(labels.split, "test");
}

TEST(ParseFastaComment, ReadsNaAsNan) {
  const auto labels = parse_fasta_comment("label=1,NA", "x.fa");
  ASSERT_EQ(labels.values.size(), 2U);
  EXPECT_EQ(labels.values[0], 1.0F);
  EXPECT_TRUE(std::isnan(labels.values[1]));
}

TEST(ParseFastaComment, LeavesOtherWordsAlone) {
  const auto labels = parse_fasta_comment("Homo sapiens mylabel=3 splits=2 length=9", "x.fa");
  EXPECT_TRUE(labels.values.empty());
  EXPECT_EQ(labels.split, "");
}

TEST(ParseFastaComment, NothingInAnEmptyComment) {
  EXPECT_TRUE(parse_fasta_comment("", "x.fa").values.empty());
}

TEST(ParseFastaComment, RefusesWhatIsNoNumber) {
  const auto refuses = [](const char* comment, const char* found) {
    EXPECT_THAT([&] { parse_fasta_comment(comment, "x.fa: record a"); },
                ThrowsMessage<Error>(StrEq("x.fa: record a: label= has '" + std::string(found) +
                                           "', expected a number or NA")));
  };
  refuses("label=yes", "yes");
  refuses("label=", "");
  refuses("label=1,,0", "");
  refuses("label=1x", "1x");
  refuses("label=nan", "nan");
  refuses("label=1e99", "1e99");  // no float
}

TEST(ParseFastaComment, RefusesKeysGivenTwiceOrEmpty) {
  EXPECT_THAT([] { parse_fasta_comment("label=1 label=0", "w"); },
              ThrowsMessage<Error>(StrEq("w: label= is given twice, expected once")));
  EXPECT_THAT([] { parse_fasta_comment("split=a split=b", "w"); },
              ThrowsMessage<Error>(StrEq("w: split= is given twice, expected once")));
  EXPECT_THAT([] { parse_fasta_comment("split=", "w"); },
              ThrowsMessage<Error>(StrEq("w: split= is empty, expected a name")));
}

}  // namespace
}  // namespace siskin::io
