#include "siskin/util/version.hpp"

#include <gmock/gmock.h>

namespace siskin::util {
namespace {

TEST(Version, HasThreeNumbers) {
  EXPECT_THAT(version(), ::testing::MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
}

}  // namespace
}  // namespace siskin::util
