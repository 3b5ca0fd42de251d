#include "siskin/util/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <type_traits>

namespace siskin {
namespace {

TEST(SystemError, SaysPathActionAndReason) {
  errno = ENOENT;
  EXPECT_STREQ(system_error("x.fa", "cannot be opened").what(),
               "x.fa: cannot be opened: No such file or directory");
}

TEST(Error, IsNoUsageError) {
  EXPECT_FALSE((std::is_base_of_v<Error, UsageError>));
  EXPECT_FALSE((std::is_base_of_v<UsageError, Error>));
}

}  // namespace
}  // namespace siskin
