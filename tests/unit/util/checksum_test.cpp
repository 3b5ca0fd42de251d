#include "siskin/util/checksum.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using testing::HasSubstr;
using util::checksum;

// By a few lines of Python that follow the comment in checksum.cpp.
TEST(Checksum, AgreesWithAnIndependentImplementation) {
  EXPECT_EQ(checksum(""), 0xad30987e57c12087U);
  EXPECT_EQ(checksum("GATTACA"), 0xd632ab67200ac317U);
  EXPECT_EQ(checksum("GATTACAGATTACA"), 0x1c222e00492da12aU);
  EXPECT_EQ(checksum("GATTACA", 7), 0xca8ce468ca5cdca9U);
}

TEST(Checksum, SeesEveryBit) {
  const std::string data(37, 'A');
  std::set<std::uint64_t> found{checksum(data)};
  for (std::size_t bit = 0; bit < 8 * data.size(); ++bit) {
    auto changed = data;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    found.insert(checksum(changed));
  }
  EXPECT_EQ(found.size(), 8 * data.size() + 1);
}

TEST(Checksum, SeesZeroBytesAtTheEnd) {
  std::set<std::uint64_t> found;
  for (std::size_t size = 0; size < 40; ++size) found.insert(checksum(std::string(size, '\0')));
  EXPECT_EQ(found.size(), 40U);
}

TEST(FileChecksum, IsThatOfTheContentAndNamesAFileThatIsNotThere) {
  const test::TemporaryFolder folder;
  const auto one = folder.write("a", "GATTACA").string();
  const auto same = folder.write("b", "GATTACA").string();
  const auto other = folder.write("c", "GATTACG").string();
  EXPECT_EQ(util::file_checksum(one).size(), 16U);
  EXPECT_EQ(util::file_checksum(one), util::file_checksum(same));
  EXPECT_NE(util::file_checksum(one), util::file_checksum(other));
  const auto missing = (folder.path() / "none").string();
  EXPECT_THAT(test::error_message([&] { util::file_checksum(missing); }), HasSubstr(missing));
}

}  // namespace
}  // namespace siskin
