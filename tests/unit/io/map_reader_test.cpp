#include "siskin/io/map_reader.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "siskin/io/npz.hpp"
#include "siskin/io/zip_writer.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class MapReaderTest : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  /// Map i is filled with i, i + 0.5, ...
  std::string write(const std::string& name, std::size_t count, std::size_t length) const {
    MapWriter writer(path(name), length);
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<float> map;
      for (std::size_t k = 0; k < 4 * length; ++k)
        map.push_back(static_cast<float>(i) + 0.5F * static_cast<float>(k));
      writer.add("s" + std::to_string(i), map.data());
    }
    writer.close();
    return path(name);
  }
  test::TemporaryFolder folder_;
};

TEST_F(MapReaderTest, GivesMapsOneByOne) {
  const MapReader reader(write("x.npz", 3, 1));
  EXPECT_THAT(reader.names(), ElementsAre("s0", "s1", "s2"));
  std::vector<std::vector<float>> maps;
  reader.open([&](NpyRows& rows) {
    EXPECT_THAT(rows.shape(), ElementsAre(3, 4, 1));
    std::vector<float> row;
    while (rows.next(row)) maps.push_back(row);
  });
  EXPECT_THAT(maps, ElementsAre(ElementsAre(0, 0.5, 1, 1.5), ElementsAre(1, 1.5, 2, 2.5),
                                ElementsAre(2, 2.5, 3, 3.5)));
}

TEST_F(MapReaderTest, FiniteMapsPass) {
  const std::vector<float> map = {1, 2, 3, 4, 5, 6, 7, 8};
  EXPECT_NO_THROW(require_finite_map(map.data(), 2, "x.npz", "s"));
  EXPECT_NO_THROW(require_finite_map(nullptr, 0, "x.npz", "s"));
  const std::vector<float> bad = {1, 2, 3, std::nanf(""), 5, 6, 7, 8};
  EXPECT_EQ(error_message([&] { require_finite_map(bad.data(), 2, "x.npz", "s"); }),
            "x.npz: the map of 's' has NaN for C at position 1, expected finite numbers");
}

TEST_F(MapReaderTest, AgreesWithReadingTheWholeFile) {
  const auto file = write("x.npz", 40, 700);  // rows of more than one piece together
  const auto whole = read_map_file(file);
  std::vector<float> streamed;
  MapReader(file).open([&](NpyRows& rows) {
    std::vector<float> row;
    while (rows.next(row)) streamed.insert(streamed.end(), row.begin(), row.end());
  });
  EXPECT_EQ(streamed, whole.values_ncl);
}

TEST_F(MapReaderTest, MayBeNestedAndLeftEarly) {
  const MapReader a(write("a.npz", 2, 3));
  const MapReader b(write("b.npz", 5, 3));
  std::vector<float> row_a;
  std::vector<float> row_b;
  a.open([&](NpyRows& rows_a) {
    b.open([&](NpyRows& rows_b) {
      while (rows_a.next(row_a)) {
        ASSERT_TRUE(rows_b.next(row_b));
        EXPECT_EQ(row_a, row_b);
      }
    });
  });
}

TEST_F(MapReaderTest, NumbersMapsWithoutNames) {
  NpzWriter writer(path("x.npz"));
  const std::vector<float> values(8);
  writer.add("arr_0", {2, 4, 1}, values.data());
  writer.close();
  EXPECT_THAT(MapReader(path("x.npz")).names(), ElementsAre("0", "1"));
}

// A header may promise anything; names are made for what is there.
TEST_F(MapReaderTest, BelievesNoHeaderAboutTheNumberOfMaps) {
  const auto header = npy_header("<f4", {10'000'000, 4, 25});
  ZipWriter writer(path("x.npz"), false);
  writer.begin("arr_0.npy", header.size());
  const std::vector<float> one_map(100, 1);
  writer.write(one_map.data(), one_map.size() * sizeof(float));
  writer.end(header);
  writer.close();
  EXPECT_THAT(error_message([&] { MapReader(path("x.npz")); }), HasSubstr("truncated"));
}

TEST_F(MapReaderTest, RefusesMapsOfNoBases) {
  NpzWriter writer(path("x.npz"));
  writer.add("arr_0", {2, 4, 0}, nullptr);
  writer.close();
  EXPECT_THAT(error_message([&] { MapReader(path("x.npz")); }),
              HasSubstr("x.npz: arr_0 has shape (2,4,0), expected (N,4,L)"));
}

TEST_F(MapReaderTest, RefusesOtherShapesAndFiles) {
  NpzWriter writer(path("flat.npz"));
  const std::vector<float> values(8);
  writer.add("arr_0", {2, 4}, values.data());
  writer.add("names", std::vector<std::string>{"a", "b"});
  writer.close();
  const MapReader flat(path("flat.npz"));
  EXPECT_THAT(error_message([&] { flat.open([](NpyRows&) {}); }),
              HasSubstr("flat.npz: arr_0 has shape (2,4), expected (N,4,L)"));
  NpzWriter other(path("other.npz"));
  other.add("names", std::vector<std::string>{"a"});
  other.close();
  const MapReader named(path("other.npz"));
  EXPECT_THAT(error_message([&] { named.open([](NpyRows&) {}); }), HasSubstr("no array arr_0"));
  folder_.write("text.npz", "not a zip archive at all, but text");
  EXPECT_THAT(error_message([&] { MapReader(path("text.npz")); }), HasSubstr("text.npz"));
}

TEST_F(MapReaderTest, RefusesMoreNamesThanMaps) {
  NpzWriter writer(path("x.npz"));
  const std::vector<float> values(4);
  writer.add("arr_0", {1, 4, 1}, values.data());
  writer.add("names", std::vector<std::string>{"a", "b"});
  writer.close();
  const MapReader reader(path("x.npz"));
  EXPECT_THAT(error_message([&] { reader.open([](NpyRows&) {}); }),
              HasSubstr("2 names for 1 maps"));
}

}  // namespace
}  // namespace siskin::io
