#include "siskin/simulate/motif_pool.hpp"

#include <gmock/gmock.h>

#include "siskin/util/error.hpp"
#include "unit/simulate/sampling.hpp"

namespace siskin::simulate {
namespace {

const std::vector<seq::Motif> kPoolMotifs = {
    {"M1", "alpha", {{1, 0, 0, 0}, {0.5, 0.5, 0, 0}, {0.25, 0.25, 0.25, 0.25}}, 20},
    {"M2", "twin", {{0, 1, 0, 0}}, 20},
    {"M3", "twin", {{0, 0, 1, 0}}, 20},
    {"M4", "", {{0, 0, 0, 1}}, 20},
};

TEST(MotifPool, FindsByAccessionAndByName) {
  const MotifPool pool(kPoolMotifs, "m.meme");
  EXPECT_EQ(pool.find("M3", "here"), 2U);
  EXPECT_EQ(pool.find("alpha", "here"), 0U);
}

TEST(MotifPool, RefusesAnUnknownMotif) {
  const MotifPool pool(kPoolMotifs, "m.meme");
  EXPECT_EQ(message_of<Error>([&] { pool.find("beta", "g.json: /groups/0/motifs"); }),
            "g.json: /groups/0/motifs: there is no motif 'beta' in m.meme");
}

TEST(MotifPool, RefusesANameThatTwoMotifsShare) {
  const MotifPool pool(kPoolMotifs, "m.meme");
  EXPECT_EQ(message_of<Error>([&] { pool.find("twin", "here"); }),
            "here: 2 motifs of m.meme are called 'twin', expected an accession");
}

TEST(MotifPool, TurnsTheMatrixForTheOtherStrand) {
  const MotifPool pool(kPoolMotifs, "m.meme");
  const OrientedMotif& reverse = pool.oriented(0, true);
  EXPECT_TRUE(reverse.reverse);
  EXPECT_EQ(reverse.name, "alpha");
  EXPECT_THAT(reverse.rows[2], testing::ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(reverse.row_bits, testing::ElementsAre(0, 1, 2));
  EXPECT_THAT(pool.oriented(0, false).row_bits, testing::ElementsAre(2, 1, 0));
  EXPECT_EQ(pool.oriented(0, false).bits, 3);
}

TEST(MotifPool, CallsANamelessMotifByItsAccession) {
  EXPECT_EQ(MotifPool(kPoolMotifs, "m.meme").oriented(3, false).name, "M4");
}

}  // namespace
}  // namespace siskin::simulate
