#include "siskin/blackbox/deletion.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "unit/blackbox/games.hpp"

namespace siskin {
namespace {

using test::FunctionScorer;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

std::vector<double> delete_windows(const FunctionScorer::Function& function,
                                   const std::string& sequence,
                                   const blackbox::WindowOptions& windows,
                                   std::size_t batch = 256) {
  FunctionScorer scorer(function, batch);
  const auto onehot = test::encode(sequence, seq::Ambiguous::kUniform);
  return blackbox::deletion(scorer, onehot,
                            blackbox::constant_mask(sequence.size(), test::kQuarter), windows)
      .values;
}

double deleted_score(const FunctionScorer::Function& function, const std::string& sequence) {
  return function(test::encode(sequence, seq::Ambiguous::kUniform).data(), sequence.size());
}

// The sequences written out: N stands for the mask.
TEST(Deletion, MovesTheShorterFlankUp) {
  util::Random random(41);
  const auto network = test::random_network(5, 6, random);
  const double whole = deleted_score(network, "ACGTA");
  EXPECT_THAT(
      delete_windows(network, "ACGTA", {1, 1}),
      Pointwise(DoubleNear(1e-9),
                {whole - deleted_score(network, "NCGTA"), whole - deleted_score(network, "NAGTA"),
                 whole - deleted_score(network, "ACTAN"), whole - deleted_score(network, "ACGAN"),
                 whole - deleted_score(network, "ACGTN")}));
  const double first = whole - deleted_score(network, "NNGTA");
  const double second = whole - deleted_score(network, "NNATA");
  const double third = whole - deleted_score(network, "ACANN");
  const double last = whole - deleted_score(network, "ACGNN");
  EXPECT_THAT(delete_windows(network, "ACGTA", {2, 1}),
              Pointwise(DoubleNear(1e-9), {first, (first + second) / 2, (second + third) / 2,
                                           (third + last) / 2, last}));
}

TEST(Deletion, JoinsWhatOcclusionWouldNot) {
  // Without the A between them two halves make the motif.
  EXPECT_THAT(delete_windows(test::best_match("TGAC"), "TGTAC", {1, 1}),
              ElementsAre(0, -1, -2, -1, 0));
}

TEST(Deletion, TurnsRoundWithTheStrandWhereTheFlanksDiffer) {
  util::Random random(42);
  const auto network = test::random_network(8, 5, random);
  const auto onehot = test::encode(test::random_bases(8, random));
  const auto mask = blackbox::constant_mask(8, test::kQuarter);
  FunctionScorer forward(network);
  FunctionScorer backward(test::on_other_strand(network));
  // Eight bases have no middle one, so that no deletion of one has equal flanks.
  auto values =
      blackbox::deletion(backward, test::other_strand(onehot.data(), 8), mask, {1, 1}).values;
  std::reverse(values.begin(), values.end());
  EXPECT_THAT(values, Pointwise(DoubleNear(1e-9),
                                blackbox::deletion(forward, onehot, mask, {1, 1}).values));
}

TEST(Deletion, LeavesWindowsOfNAlone) {
  util::Random random(43);
  const auto network = test::random_network(5, 6, random);
  const auto values = delete_windows(network, "ANGTA", {1, 1});
  EXPECT_EQ(values[1], 0);
  EXPECT_NE(values[2], 0);
}

TEST(Deletion, DoesNotDependOnBatches) {
  util::Random random(44);
  const auto network = test::random_network(9, 5, random);
  const auto sequence = test::random_bases(9, random);
  EXPECT_EQ(delete_windows(network, sequence, {3, 2}),
            delete_windows(network, sequence, {3, 2}, 2));
  EXPECT_THROW(delete_windows(network, sequence, {10, 1}), Error);
}

}  // namespace
}  // namespace siskin
