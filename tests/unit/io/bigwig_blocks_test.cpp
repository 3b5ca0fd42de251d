#include "siskin/io/bigwig_blocks.hpp"

#include <gmock/gmock.h>

#include <cstring>
#include <vector>

#include "siskin/io/bigwig.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::AnyOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;

template <typename Number>
std::string bytes(Number value) {
  std::string text(sizeof value, '\0');
  std::memcpy(text.data(), &value, sizeof value);
  return text;
}

std::string block(std::uint32_t chrom, std::uint32_t start, std::uint32_t step, std::uint32_t span,
                  std::uint8_t kind, std::uint16_t count) {
  return bytes(chrom) + bytes(start) + bytes<std::uint32_t>(0) + bytes(step) + bytes(span) +
         bytes(kind) + std::string(1, '\0') + bytes(count);
}

// A bigWig that is not packed, as the paper lays it out; no names and no index.
std::string file(std::uint64_t blocks, const std::string& data) {
  const std::uint64_t data_at = 72;
  return bytes<std::uint32_t>(0x888ffc26) + bytes<std::uint16_t>(4) + bytes<std::uint16_t>(0) +
         bytes<std::uint64_t>(64) + bytes(data_at) + bytes<std::uint64_t>(64) +
         std::string(12, '\0') + std::string(8, '\0') + bytes<std::uint32_t>(0) +
         std::string(8, '\0') + std::string(8, '\0') + bytes(blocks) + data +
         bytes<std::uint32_t>(0x888ffc26);
}

class BigWigBlocksTest : public ::testing::Test {
 protected:
  std::vector<BigWigValue> read(const std::string& content) {
    path_ = folder_.write("x.bw", content).string();
    std::vector<BigWigValue> values;
    for_each_bigwig_value(path_, [&](const BigWigValue& value) { values.push_back(value); });
    return values;
  }
  std::string failure(const std::string& content) {
    return error_message([&] { read(content); });
  }
  // A real one, packed, with names and index.
  std::string packed() {
    const auto path = (folder_.path() / "p.bw").string();
    BigWigWriter writer(path, {{"a", 1000}, {"b", 50}});
    std::vector<float> values(1000);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
    writer.add("a", 0, values.data(), values.size());
    writer.add({{"b", 10, 20}, 5});
    writer.close();
    return folder_.read("p.bw");
  }

  test::TemporaryFolder folder_;
  std::string path_;
};

TEST_F(BigWigBlocksTest, ReadsTheThreeKindsOfBlocks) {
  const auto values =
      read(file(3, block(0, 7, 0, 0, 1, 1) + bytes<std::uint32_t>(7) + bytes<std::uint32_t>(9) +
                       bytes(1.5F) + block(0, 20, 0, 4, 2, 1) + bytes<std::uint32_t>(20) +
                       bytes(2.5F) + block(1, 3, 10, 5, 3, 2) + bytes(3.5F) + bytes(4.5F)));
  ASSERT_EQ(values.size(), 4U);
  const auto expect = [](const BigWigValue& v, std::uint32_t chrom, std::uint32_t start,
                         std::uint32_t end, float value) {
    EXPECT_EQ(v.chromosome, chrom);
    EXPECT_EQ(v.start, start);
    EXPECT_EQ(v.end, end);
    EXPECT_EQ(v.value, value);
  };
  expect(values[0], 0, 7, 9, 1.5F);
  expect(values[1], 0, 20, 24, 2.5F);
  expect(values[2], 1, 3, 8, 3.5F);
  expect(values[3], 1, 13, 18, 4.5F);
}

TEST_F(BigWigBlocksTest, RefusesBlocksThatAreNotWhatTheySay) {
  EXPECT_THAT(failure(file(1, block(0, 0, 1, 1, 9, 1) + bytes(1.0F))), HasSubstr("damaged"));
  EXPECT_THAT(failure(file(1, block(0, 0, 1, 1, 3, 9) + bytes(1.0F))), HasSubstr("damaged"));
  EXPECT_THAT(failure(file(1, block(0, 0, 1, 0, 3, 1) + bytes(1.0F))), HasSubstr("damaged"));
  EXPECT_THAT(failure(file(99, "")), HasSubstr("damaged"));
}

TEST_F(BigWigBlocksTest, RefusesOtherFiles) {
  EXPECT_THAT(failure(""), EndsWith("x.bw: not a bigWig"));
  EXPECT_THAT(failure("chr1\t0\t1\t1\n"), EndsWith("x.bw: not a bigWig"));
  EXPECT_THAT(failure(std::string("\xeb\xf2\x89\x87 bigBed", 11)),
              EndsWith("x.bw: is a bigBed, expected a bigWig"));
  EXPECT_THAT(failure(std::string("\x88\x8f\xfc\x26 big", 8)), HasSubstr("other byte order"));
  EXPECT_THAT(error_message([] { read_bigwig_header("/nowhere/x.bw"); }),
              HasSubstr("/nowhere/x.bw: cannot be opened: No such file"));
  EXPECT_THAT(error_message([&] { read_bigwig_header(folder_.path().string()); }),
              HasSubstr(folder_.path().string()));
}

TEST_F(BigWigBlocksTest, RefusesATruncatedFileAtEveryLength) {
  const std::string whole = packed();
  for (std::size_t length = 0; length < whole.size(); length += length < 400 ? 1 : 97) {
    EXPECT_THAT(failure(whole.substr(0, length)),
                AnyOf(HasSubstr("not a bigWig"), HasSubstr("truncated")))
        << length;
  }
}

TEST_F(BigWigBlocksTest, NoticesDamageInPackedBlocks) {
  const std::string whole = packed();
  const auto header = read_bigwig_header((folder_.path() / "p.bw").string());
  for (std::size_t at = header.data + 8; at < header.index; at += 13) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x5a);
    EXPECT_THAT(failure(damaged), HasSubstr("damaged")) << at;
  }
}

}  // namespace
}  // namespace siskin::io
