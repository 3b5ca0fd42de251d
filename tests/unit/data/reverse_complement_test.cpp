#include "siskin/data/reverse_complement.hpp"

#include <gmock/gmock.h>

#include "data/examples.hpp"

namespace siskin::data {
namespace {

TEST(ReverseComplement, TurnsCodesAndKeepsN) {
  auto codes = test::codes_of("AACGN");
  reverse_complement(codes.data(), codes.size());
  EXPECT_EQ(test::letters(codes), "NCGTT");
}

TEST(ReverseComplement, ExchangesStrandsOfProfilesAndControls) {
  Shape shape;
  shape.length = 3;
  shape.tasks = 2;
  shape.profile_length = 2;
  shape.strands = 2;
  shape.controls = 2;
  Examples examples;
  examples.rows = 1;
  examples.codes_nl = test::codes_of("AAC");
  // Task 0: plus 1 3, minus 2 4 by position; task 1 likewise.
  examples.profiles_ntos = {1, 2, 3, 4, 5, 6, 7, 8};
  examples.controls_ncl = {1, 2, 3, 4, 5, 6};  // plus 1 2 3, minus 4 5 6
  reverse_complement(shape, examples, 0);
  EXPECT_EQ(test::letters(examples.codes_nl), "GTT");
  // The new plus is the old minus from its end: 4 2.
  EXPECT_THAT(examples.profiles_ntos, testing::ElementsAre(4, 3, 2, 1, 8, 7, 6, 5));
  EXPECT_THAT(examples.controls_ncl, testing::ElementsAre(6, 5, 4, 3, 2, 1));
}

TEST(ReverseComplement, TurnsOneRowWithOneStrand) {
  Shape shape;
  shape.length = 2;
  shape.tasks = 1;
  shape.profile_length = 2;
  shape.controls = 2;
  Examples examples;
  examples.rows = 2;
  examples.codes_nl = test::codes_of("ACGG");
  examples.profiles_ntos = {1, 2, 3, 4};
  examples.controls_ncl = {1, 2, 3, 4, 5, 6, 7, 8};
  reverse_complement(shape, examples, 1);
  EXPECT_EQ(test::letters(examples.codes_nl), "ACCC");
  EXPECT_THAT(examples.profiles_ntos, testing::ElementsAre(1, 2, 4, 3));
  // Without strands each control is a track of its own.
  EXPECT_THAT(examples.controls_ncl, testing::ElementsAre(1, 2, 3, 4, 6, 5, 8, 7));
}

TEST(ReverseComplement, IsItsOwnInverse) {
  Shape shape;
  shape.length = 5;
  shape.tasks = 1;
  shape.profile_length = 3;
  shape.strands = 2;
  Examples examples;
  examples.rows = 1;
  examples.codes_nl = test::codes_of("ACNTG");
  examples.profiles_ntos = {1, 2, 3, 4, 5, 6};
  const Examples before = examples;
  reverse_complement(shape, examples, 0);
  EXPECT_NE(examples.codes_nl, before.codes_nl);
  reverse_complement(shape, examples, 0);
  EXPECT_EQ(examples.codes_nl, before.codes_nl);
  EXPECT_EQ(examples.profiles_ntos, before.profiles_ntos);
}

}  // namespace
}  // namespace siskin::data
