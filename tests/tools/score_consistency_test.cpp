#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/run_command.hpp"
#include "tools/score_maps_support.hpp"
#include "tools/score_support.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

/// Two sequences of eight bases, all C, with importance on one to three of them.
class ScoreConsistency : public testing::Test {
 protected:
  ScoreConsistency() {
    write_maps(folder, "map.npz",
               {{"s", on_c({0, 2, 1, 0, 0, 0, 0, 0})}, {"t", on_c({0, 0, 3, 0, 0, 1, 0, 0})}});
    write_maps(folder, "onehot.npz",
               {{"s", on_c({1, 1, 1, 1, 1, 1, 1, 1})}, {"t", on_c({1, 1, 1, 1, 1, 1, 1, 1})}});
  }
  static std::vector<float> on_c(const std::vector<float>& values) {
    std::vector<float> map(8, 0);
    map.insert(map.end(), values.begin(), values.end());
    map.resize(32, 0);
    return map;
  }
  /// On G and back to front, as a map of the reverse complement is.
  static std::vector<float> reversed_on_g(const std::vector<float>& values) {
    std::vector<float> map(16, 0);
    map.insert(map.end(), values.rbegin(), values.rend());
    map.resize(32, 0);
    return map;
  }
  CommandResult consistency(const std::string& arguments) const {
    return run_command("siskin-score consistency --onehot onehot.npz " + arguments, folder.path());
  }
  TemporaryFolder folder;
};

TEST_F(ScoreConsistency, FindsOnePatternInAllMaps) {
  const auto done = consistency("--window 1 --kept 0.1 map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  // The strongest window lies in one box, whose background is a mean over 36: log 36.
  EXPECT_EQ(lines.at("kld observed").value, "3.58351894");
  EXPECT_EQ(lines.at("kld observed").n, "2");
  EXPECT_EQ(lines.at("kld published").value, "NA");  // 4 % of 16 windows are none
  EXPECT_EQ(lines.at("high_frequency signed").n, "2");
  // The sequences are shorter than its windows, and two are too few for trust.
  EXPECT_EQ(lines.at("recurrence observed").value, "0");
  EXPECT_EQ(lines.at("recurrence observed").n, "2");
  EXPECT_EQ(lines.at("trust score").value, "NA");
}

// Trust is of 120 sequences evenly spaced, however many there are; here every second of 240.
TEST_F(ScoreConsistency, TrustsTheRecurrenceOfEvenlySpacedSequences) {
  std::vector<NamedMap> maps;
  std::vector<NamedMap> onehots;
  const std::vector<float> ones(20, 1);
  std::vector<float> onehot(80, 0);
  std::copy(ones.begin(), ones.end(), onehot.begin() + 20);
  for (std::size_t i = 0; i < 240; ++i) {
    std::vector<float> map(80, 0);
    if (i % 2 == 1) std::copy(ones.begin(), ones.end(), map.begin() + 20);
    onehots.push_back({"s" + std::to_string(i), onehot});
    maps.push_back({"s" + std::to_string(i), map});
  }
  write_maps(folder, "onehot.npz", onehots);
  write_maps(folder, "many.npz", maps);
  const auto lines = score_lines(consistency("many.npz").out);
  EXPECT_EQ(lines.at("recurrence observed").value, "1");
  EXPECT_EQ(lines.at("recurrence observed").n, "120");
  EXPECT_EQ(lines.at("trust score").value.substr(0, 7), "3.57563");  // (1 - 0.818) / 0.0509
  EXPECT_EQ(lines.at("trust score").n, "120");
  EXPECT_EQ(lines.at("kld observed").n, "240");
  EXPECT_EQ(score_lines(consistency("--strongest 2 many.npz").out).at("trust score").value, "NA");
}

TEST_F(ScoreConsistency, TurnsMapsOfTheOtherStrand) {
  write_maps(folder, "rc.npz",
             {{"s", reversed_on_g({0, 2, 1, 0, 0, 0, 0, 0})},
              {"t", reversed_on_g({0, 0, 0, 0, 0, 1, 0, 0})}});
  const auto done = consistency("--kept 0.1 --reversed rc.npz --per-sequence each.tsv map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\ns\tagreement\treversed\t1\n"));
  EXPECT_THAT(folder.read("each.tsv"), HasSubstr("\nt\tagreement\treversed\t0.316227766\n"));
  EXPECT_EQ(score_lines(done.out).at("agreement reversed").value, "0.658113883");
}

TEST_F(ScoreConsistency, ComparesShiftedWindowsAndOtherSeeds) {
  write_maps(folder, "shifted.npz",
             {{"s", on_c({1, 0, 0, 0, 0, 0, 7, 7})}, {"t", on_c({3, 0, 0, 1, 0, 0, 7, 0})}});
  write_maps(folder, "seed.npz",
             {{"t", on_c({0, 0, 0, 0, 0, 1, 0, 0})}, {"s", on_c({0, 2, 1, 0, 0, 0, 0, 0})}});
  const auto done =
      consistency("--shifted shifted.npz --shift 2 --seed-map seed.npz --seed-map map.npz map.npz");
  ASSERT_EQ(done.status, 0) << done.err;
  const auto lines = score_lines(done.out);
  EXPECT_EQ(lines.at("agreement shifted").value, "1");
  EXPECT_EQ(lines.at("agreement seeds").value, "0.829056942");  // mean of 1 and (0.316 + 1) / 2
}

TEST_F(ScoreConsistency, RefusesShiftsBehindTheEnd) {
  const auto done = consistency("--shifted map.npz --shift 8 map.npz");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("--shift: found 8, expected less than the 8 bases"));
}

TEST_F(ScoreConsistency, RefusesWindowsThatGoRoundTheMap) {
  const auto done = consistency("--window 9 map.npz");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("--window: found 9, expected at most the 8 bases of the maps"));
}

TEST_F(ScoreConsistency, RefusesAMapForTheSequences) {
  const auto done =
      run_command("siskin-score consistency --onehot map.npz onehot.npz", folder.path());
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("map.npz: 's', base 1: found 2, expected the 0 or 1"));
}

TEST_F(ScoreConsistency, RefusesOtherSequences) {
  write_maps(folder, "other.npz", {{"u", on_c({1, 0, 0, 0, 0, 0, 0, 0})}});
  const auto done = consistency("other.npz");
  EXPECT_EQ(done.status, 1);
  EXPECT_THAT(done.err, HasSubstr("onehot.npz: found 2 of 2 names that other.npz does not have"));
}

}  // namespace
}  // namespace siskin::test
