#include "score/trust_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using Words = std::vector<std::string>;
using testing::ElementsAre;
using testing::HasSubstr;

template <typename Parse>
std::string mistake(Parse parse, const Words& arguments) {
  std::ostringstream out;
  try {
    parse(arguments, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseConsistency, ReadsItsOptions) {
  std::ostringstream out;
  const auto all = parse_consistency(
      {"--onehot", "x.npz", "--reversed", "r.npz", "--shifted", "s.npz", "--shift", "3",
       "--seed-map", "a.npz", "--seed-map", "b.npz", "--window", "6", "--kept", "0.1", "m.npz"},
      out);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->map, "m.npz");
  EXPECT_EQ(all->onehot, "x.npz");
  EXPECT_EQ(all->reversed, "r.npz");
  EXPECT_EQ(all->shifted, "s.npz");
  EXPECT_EQ(all->shift, 3);
  EXPECT_THAT(all->seeds, ElementsAre("a.npz", "b.npz"));
  EXPECT_EQ(all->window, 6);
  EXPECT_EQ(all->kept, 0.1);
}

TEST(ParseConsistency, RefusesContradictions) {
  EXPECT_THAT(mistake(parse_consistency, {"m.npz"}), HasSubstr("--onehot is missing"));
  EXPECT_THAT(mistake(parse_consistency, {"--onehot", "x.npz", "--shift", "2", "m.npz"}),
              HasSubstr("--shift: expected with --shifted"));
  EXPECT_THAT(mistake(parse_consistency, {"--onehot", "x.npz", "-"}), HasSubstr("through a pipe"));
  EXPECT_THAT(mistake(parse_consistency, {"--onehot", "x.npz", "--kept", "2", "m.npz"}),
              HasSubstr("kept"));
}

TEST(ParseSelect, ReadsItsOptions) {
  std::ostringstream out;
  const auto all =
      parse_select({"--metric", "kld", "--group", "observed", "--lowest", "a.tsv", "-"}, out);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->metric, "kld");
  EXPECT_EQ(all->group, "observed");
  EXPECT_TRUE(all->lowest);
  EXPECT_THAT(all->tables, ElementsAre("a.tsv", "-"));
}

TEST(ParseSelect, RefusesNoTableAndTheSameTwice) {
  EXPECT_THAT(mistake(parse_select, {}), HasSubstr("score tables"));
  EXPECT_THAT(mistake(parse_select, {"a.tsv", "a.tsv"}), HasSubstr("twice"));
  EXPECT_THAT(mistake(parse_select, {"a.tsv", "x=a.tsv"}), HasSubstr("twice"));
}

TEST(ParseFaithfulness, ReadsItsOptions) {
  std::ostringstream out;
  const auto all = parse_faithfulness({"--per-sequence", "e.tsv", "-o", "o.tsv", "-"}, out);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->table, "-");
  EXPECT_EQ(all->per_sequence, "e.tsv");
  EXPECT_EQ(all->output, "o.tsv");
  EXPECT_THAT(mistake(parse_faithfulness, {}), HasSubstr("one table"));
  EXPECT_THAT(mistake(parse_faithfulness, {"--per-sequence", "-", "t.tsv"}),
              HasSubstr("--per-sequence: found '-'"));
}

}  // namespace
}  // namespace siskin::tools
