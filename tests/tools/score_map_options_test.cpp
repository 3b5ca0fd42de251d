#include "score/map_options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;
using testing::ElementsAre;
using testing::HasSubstr;

template <typename Parse>
auto accepted(Parse parse, const Arguments& arguments) {
  std::ostringstream out;
  return parse(arguments, out).value();
}

template <typename Parse>
std::string refused(Parse parse, const Arguments& arguments) {
  std::ostringstream out;
  try {
    parse(arguments, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseSpectrum, ReadsItsOptions) {
  const auto defaults = accepted(parse_spectrum, {"-"});
  EXPECT_EQ(defaults.importance, "-");
  EXPECT_EQ(defaults.frequency_limit, 0);
  const auto all = accepted(parse_spectrum, {"--onehot", "x.npz", "--frequency-limit", "30",
                                             "--per-sequence", "e.tsv", "-o", "o.tsv", "m.npz"});
  EXPECT_EQ(all.onehot, "x.npz");
  EXPECT_EQ(all.frequency_limit, 30);
  EXPECT_EQ(all.per_sequence, "e.tsv");
  EXPECT_EQ(all.output, "o.tsv");
}

TEST(ParseSpectrum, RefusesContradictions) {
  EXPECT_THAT(refused(parse_spectrum, {"--onehot", "x.npz", "t.bw"}), HasSubstr("with a map.npz"));
  EXPECT_THAT(refused(parse_spectrum, {"--onehot", "-", "m.npz"}), HasSubstr("through a pipe"));
  EXPECT_THAT(refused(parse_spectrum, {"--frequency-limit", "-1", "m.npz"}),
              HasSubstr("frequency-limit"));
  EXPECT_THAT(refused(parse_spectrum, {"--per-sequence", "-", "m.npz"}),
              HasSubstr("--per-sequence: found '-'"));
  EXPECT_THAT(refused(parse_spectrum, {}), HasSubstr("one track"));
}

TEST(ParseStability, ReadsItsOptions) {
  const auto all =
      accepted(parse_stability, {"--against", "c.npz", "--against", "d.npz", "--top", "5",
                                 "--bounds", "--seed", "9", "--allow-missing", "a.npz", "b.npz"});
  EXPECT_THAT(all.maps, ElementsAre("a.npz", "b.npz"));
  EXPECT_THAT(all.against, ElementsAre("c.npz", "d.npz"));
  EXPECT_EQ(all.top, 5);
  EXPECT_TRUE(all.bounds);
  EXPECT_EQ(all.seed, 9U);
  EXPECT_TRUE(all.allow_missing);
}

TEST(ParseStability, RefusesContradictions) {
  EXPECT_THAT(refused(parse_stability, {"a.npz"}), HasSubstr("two or more"));
  EXPECT_THAT(refused(parse_stability, {"a.npz", "a.npz"}), HasSubstr("'a.npz' twice"));
  EXPECT_THAT(refused(parse_stability, {"--against", "a.npz", "a.npz"}), HasSubstr("twice"));
  EXPECT_THAT(refused(parse_stability, {"a.npz", "-"}), HasSubstr("through a pipe"));
  EXPECT_THAT(refused(parse_stability, {"--seed", "2", "a.npz", "b.npz"}), HasSubstr("--bounds"));
  EXPECT_THAT(refused(parse_stability, {"--top", "0", "a.npz", "b.npz"}), HasSubstr("top"));
}

TEST(ParseOverlap, ReadsItsOptions) {
  const auto all = accepted(parse_overlap, {"--regions", "p.bed", "--signed", "--top-fraction",
                                            "0.05", "--curve", "c.tsv", "t.bw"});
  EXPECT_EQ(all.regions, "p.bed");
  EXPECT_TRUE(all.is_signed);
  EXPECT_EQ(all.top_fraction, 0.05);
  EXPECT_EQ(all.curve, "c.tsv");
  EXPECT_EQ(all.track, "t.bw");
}

TEST(ParseOverlap, RefusesContradictions) {
  EXPECT_THAT(refused(parse_overlap, {"t.bw"}), HasSubstr("--regions is missing"));
  EXPECT_THAT(refused(parse_overlap, {"--regions", "-", "-"}), HasSubstr("'-' for two inputs"));
  EXPECT_THAT(refused(parse_overlap, {"--regions", "p", "--top-fraction", "0", "t"}),
              HasSubstr("top-fraction"));
  EXPECT_THAT(refused(parse_overlap, {"--regions", "p", "--curve", "-", "t"}),
              HasSubstr("--curve: found '-'"));
  EXPECT_THAT(refused(parse_overlap,
                      {"--regions", "p", "--curve", "-", "--per-sequence", "-", "-o", "x", "t"}),
              HasSubstr("found '-' for two outputs"));
}

}  // namespace
}  // namespace siskin::tools
