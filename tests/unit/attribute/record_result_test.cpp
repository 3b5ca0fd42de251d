#include "siskin/attribute/record_result.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin {
namespace {

using attribute::pack;
using attribute::RecordResult;
using attribute::unpack;
using testing::HasSubstr;

std::vector<RecordResult> two_results() {
  RecordResult full;
  full.maps_kcl = {1.5F, -0.0F, std::numeric_limits<float>::denorm_min()};
  full.tracks_kl = {0.1F};
  full.spread_maps_kcl = {2};
  full.spread_tracks_kl = {3, 4};
  full.prediction_mk = {0.1, 1e300};
  full.reference_mrk = {-1};
  full.sum_mrk = {1.0 / 3};
  full.magnitude_mrk = {5, 6, 7};
  full.r_squared_mk = {0.25};
  full.engine_m = {"plain", "", std::string("a\0b", 3)};
  return {full, {}};
}

TEST(Pack, KeepsEveryBit) {
  const auto results = two_results();
  const auto again = unpack(pack(results), "x");
  ASSERT_EQ(again.size(), 2U);
  EXPECT_EQ(again[0].maps_kcl, results[0].maps_kcl);
  EXPECT_TRUE(std::signbit(again[0].maps_kcl[1]));
  EXPECT_EQ(again[0].tracks_kl, results[0].tracks_kl);
  EXPECT_EQ(again[0].spread_maps_kcl, results[0].spread_maps_kcl);
  EXPECT_EQ(again[0].spread_tracks_kl, results[0].spread_tracks_kl);
  EXPECT_EQ(again[0].prediction_mk, results[0].prediction_mk);
  EXPECT_EQ(again[0].reference_mrk, results[0].reference_mrk);
  EXPECT_EQ(again[0].sum_mrk, results[0].sum_mrk);
  EXPECT_EQ(again[0].magnitude_mrk, results[0].magnitude_mrk);
  EXPECT_EQ(again[0].r_squared_mk, results[0].r_squared_mk);
  EXPECT_EQ(again[0].engine_m, results[0].engine_m);
  EXPECT_TRUE(again[1].maps_kcl.empty());
  EXPECT_TRUE(unpack(pack({}), "x").empty());
}

TEST(Unpack, RefusesBytesThatEndTooSoonOrTooLate) {
  const auto bytes = pack(two_results());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THAT(test::error_message([&] { unpack(bytes.substr(0, size), "x.journal"); }),
                HasSubstr("x.journal: damaged"))
        << size;
  }
  EXPECT_THROW(unpack(bytes + "x", "x"), Error);
}

TEST(Unpack, RefusesCountsThatCannotBe) {
  EXPECT_THROW(unpack(std::string(8, '\xff'), "x"), Error);
  EXPECT_THROW(unpack(std::string("\1\0\0\0\0\0\0\0", 8) + std::string(8, '\xff'), "x"), Error);
}

}  // namespace
}  // namespace siskin
