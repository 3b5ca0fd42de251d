#include "siskin/io/npy.hpp"

#include <gmock/gmock.h>

#include <cstring>
#include <sstream>

#include "support/error_message.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The file of version 1 as the NumPy documentation lays it out, built here without npy_header.
std::string npy_file(const std::string& dictionary, const std::string& data, int version = 1) {
  std::string text = "\x93NUMPY";
  text += {static_cast<char>(version), '\0'};
  const auto length = dictionary.size() + 1;
  text += {static_cast<char>(length & 0xff), static_cast<char>(length >> 8)};
  if (version > 1) text += {'\0', '\0'};
  return text + dictionary + "\n" + data;
}

template <typename Item>
std::string npy_bytes(std::initializer_list<Item> items) {
  std::string text(items.size() * sizeof(Item), '\0');
  std::memcpy(text.data(), std::data(items), text.size());
  return text;
}

std::string dictionary(const std::string& dtype, const std::string& shape) {
  return "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': " + shape + ", }";
}

NpyArray npy_of(const std::string& content) {
  std::istringstream in(content);
  return read_npy(in, "x.npy");
}

std::string npy_failure(const std::string& content) {
  return error_message([&] { npy_of(content); });
}

template <typename Item>
std::vector<float> values_of(const std::string& dtype, std::initializer_list<Item> items) {
  return npy_of(npy_file(dictionary(dtype, "(" + std::to_string(items.size()) + ",)"),
                         npy_bytes(items)))
      .values;
}

TEST(ReadNpy, ConvertsEveryNumericType) {
  EXPECT_THAT(values_of<float>("<f4", {1.5F, -2}), ElementsAre(1.5F, -2));
  EXPECT_THAT(values_of<double>("<f8", {0.25, 3}), ElementsAre(0.25F, 3));
  EXPECT_THAT(values_of<std::int8_t>("|i1", {-1, 7}), ElementsAre(-1, 7));
  EXPECT_THAT(values_of<std::int16_t>("<i2", {-300, 300}), ElementsAre(-300, 300));
  EXPECT_THAT(values_of<std::int32_t>("<i4", {-70000, 2}), ElementsAre(-70000, 2));
  EXPECT_THAT(values_of<std::int64_t>("<i8", {-5, 1LL << 40}), ElementsAre(-5, 1099511627776.0F));
  EXPECT_THAT(values_of<std::uint8_t>("|u1", {200, 0}), ElementsAre(200, 0));
  EXPECT_THAT(values_of<std::uint16_t>("<u2", {60000, 1}), ElementsAre(60000, 1));
  EXPECT_THAT(values_of<std::uint32_t>("<u4", {4000000000U}), ElementsAre(4e9F));
  EXPECT_THAT(values_of<std::uint64_t>("<u8", {1ULL << 63}), ElementsAre(9223372036854775808.0F));
  EXPECT_THAT(values_of<std::uint8_t>("|b1", {1, 0}), ElementsAre(1, 0));
}

TEST(ReadNpy, ReadsStringsWithoutTheirPadding) {
  const auto narrow = npy_of(npy_file(dictionary("|S3", "(2,)"), std::string("abcd\0\0", 6)));
  EXPECT_THAT(narrow.strings, ElementsAre("abc", "d"));
  EXPECT_THAT(narrow.values, IsEmpty());
  const auto wide =
      npy_of(npy_file(dictionary("<U2", "(2,)"), npy_bytes<std::uint32_t>({'h', 'i', 'x', 0})));
  EXPECT_THAT(wide.strings, ElementsAre("hi", "x"));
}

TEST(ReadNpy, ReadsVersionsTwoAndThree) {
  for (const int version : {2, 3}) {
    const auto array =
        npy_of(npy_file(dictionary("<f4", "(1, 2)"), npy_bytes<float>({1, 2}), version));
    EXPECT_THAT(array.shape, ElementsAre(1, 2));
    EXPECT_THAT(array.values, ElementsAre(1, 2));
  }
}

TEST(ReadNpy, ReadsScalarsAndEmptyArrays) {
  const auto scalar = npy_of(npy_file(dictionary("<f4", "()"), npy_bytes<float>({7})));
  EXPECT_THAT(scalar.shape, IsEmpty());
  EXPECT_THAT(scalar.values, ElementsAre(7));
  const auto none = npy_of(npy_file(dictionary("<f4", "(0, 4, 200)"), ""));
  EXPECT_THAT(none.shape, ElementsAre(0, 4, 200));
  EXPECT_EQ(none.size(), 0U);
}

TEST(ReadNpy, ReadsShapesAsPythonTwoWroteThem) {
  EXPECT_THAT(npy_of(npy_file(dictionary("<f4", "(1L, 1L)"), npy_bytes<float>({7}))).shape,
              ElementsAre(1, 1));
}

TEST(ReadNpy, RefusesWhatIsNoArray) {
  EXPECT_THAT(npy_failure(""), HasSubstr("x.npy: not a NumPy array"));
  EXPECT_THAT(npy_failure("name\tvalue\n1\t2\n"), HasSubstr("x.npy: not a NumPy array"));
  EXPECT_THAT(npy_failure(npy_file(dictionary("<f4", "(1,)"), "", 9)), HasSubstr("version 9"));
  EXPECT_THAT(npy_failure(npy_file("{'descr': '<f4', }", "")),
              HasSubstr("without 'fortran_order'"));
  EXPECT_THAT(npy_failure(npy_file("", "")), HasSubstr("without 'descr'"));
}

TEST(ReadNpy, RefusesLayoutsItWouldMisread) {
  EXPECT_THAT(npy_failure(npy_file(dictionary(">f4", "(1,)"), "")),
              HasSubstr("unsupported dtype '>f4'"));
  EXPECT_THAT(npy_failure(npy_file(dictionary("<f2", "(1,)"), "")),
              HasSubstr("unsupported dtype '<f2'"));
  EXPECT_THAT(npy_failure(npy_file(dictionary("|O", "(1,)"), "")),
              HasSubstr("unsupported dtype '|O'"));
  EXPECT_THAT(
      npy_failure(npy_file("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", "")),
      HasSubstr("unsupported dtype"));
  EXPECT_THAT(npy_failure(npy_file("{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}", "")),
              HasSubstr("Fortran order"));
  EXPECT_THAT(npy_failure(npy_file(dictionary("<U1", "(1,)"), npy_bytes<std::uint32_t>({0x3b1}))),
              HasSubstr("outside ASCII"));
}

TEST(ReadNpy, RefusesATruncatedFileAtEveryLength) {
  const std::string whole = npy_file(dictionary("<f4", "(3,)"), npy_bytes<float>({1, 2, 3}));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_THAT(npy_failure(whole.substr(0, length)), HasSubstr("x.npy: ")) << length;
  }
}

TEST(ReadNpy, NeedsNoMemoryForALyingShape) {
  EXPECT_THAT(npy_failure(npy_file(dictionary("<f8", "(1000000000000,)"), "12345678")),
              HasSubstr("truncated"));
  EXPECT_THAT(npy_failure(npy_file(dictionary("<f8", "(9999999999, 9999999999, 9999999999)"), "")),
              HasSubstr("overflows"));
  EXPECT_THAT(npy_failure(npy_file(dictionary("<f8", "(-1,)"), "")), HasSubstr("shape holds '-1'"));
  EXPECT_THAT(npy_failure(npy_file(dictionary("<f8", "(99999999999999999999,)"), "")),
              HasSubstr("shape"));
}

TEST(NpyRows, GivesRowsOfEveryShapeAndType) {
  std::istringstream in(
      npy_file(dictionary("<i2", "(3, 2)"), npy_bytes<std::int16_t>({1, 2, 3, 4, 5, 6})));
  NpyRows rows(in, "x.npy");
  EXPECT_THAT(rows.shape(), ElementsAre(3, 2));
  std::vector<float> row;
  ASSERT_TRUE(rows.next(row));
  EXPECT_THAT(row, ElementsAre(1, 2));
  ASSERT_TRUE(rows.next(row));
  ASSERT_TRUE(rows.next(row));
  EXPECT_THAT(row, ElementsAre(5, 6));
  EXPECT_FALSE(rows.next(row));
}

TEST(NpyRows, RefuseTruncationStringsAndSingleNumbers) {
  std::istringstream cut(npy_file(dictionary("<f4", "(2, 2)"), npy_bytes<float>({1, 2, 3})));
  NpyRows rows(cut, "x.npy");
  std::vector<float> row;
  ASSERT_TRUE(rows.next(row));
  EXPECT_THAT(error_message([&] { rows.next(row); }), HasSubstr("x.npy: truncated"));
  std::istringstream text(npy_file(dictionary("|S1", "(1,)"), "a"));
  EXPECT_THAT(error_message([&] { NpyRows(text, "x.npy"); }), HasSubstr("found strings"));
  std::istringstream single(npy_file(dictionary("<f4", "()"), npy_bytes<float>({1})));
  EXPECT_THAT(error_message([&] { NpyRows(single, "x.npy"); }), HasSubstr("found one number"));
}

TEST(NpyHeader, IsWhatNumPyWrites) {
  // numpy.save of zeros((2, 3), float32) with NumPy 1.24, spelt out.
  const std::string expected = std::string("\x93NUMPY\x01\x00\x76\x00", 10) +
                               "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }" +
                               std::string(58, ' ') + "\n";
  EXPECT_EQ(npy_header("<f4", {2, 3}), expected);
  EXPECT_EQ(expected.size(), 128U);
}

TEST(NpyHeader, KeepsTheCommaOfOneDimension) {
  EXPECT_THAT(npy_header("|S12", {5}), HasSubstr("'shape': (5,), }"));
  EXPECT_THAT(npy_header("<f4", {}), HasSubstr("'shape': (), }"));
}

TEST(NpyHeader, IsPaddedTo64Bytes) {
  for (std::size_t digits = 1; digits < 1000000000; digits *= 10) {
    const std::string header = npy_header("<f4", {digits, digits, digits});
    EXPECT_EQ(header.size() % 64, 0U);
    EXPECT_EQ(header.back(), '\n');
  }
}

}  // namespace
}  // namespace siskin::io
