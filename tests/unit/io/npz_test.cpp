#include "siskin/io/npz.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "siskin/util/random.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using test::run_command;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<float> counting(std::size_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), 0.5F);
  return values;
}

// NumPy is asked only where it is installed.
bool have_numpy(const std::filesystem::path& folder) {
  return run_command("/usr/bin/python3 -c 'import numpy'", folder).status == 0;
}

class NpzWriterTest : public ::testing::TestWithParam<bool> {
 protected:
  test::TemporaryFolder folder_;
  std::string path_ = (folder_.path() / "x.npz").string();
};

TEST_P(NpzWriterTest, IsReadBack) {
  const auto values = counting(24);
  NpzWriter writer(path_, GetParam());
  writer.begin("rows", {4, 3});
  writer.append(values.data(), 12);
  writer.append(values.data() + 12, 12);
  writer.add("whole", {2, 2}, values.data());
  writer.add("names", std::vector<std::string>{"a", "", "long name"});
  writer.close();
  auto arrays = read_npz(path_);
  ASSERT_EQ(arrays.size(), 3U);
  EXPECT_THAT(arrays["rows"].shape, ElementsAre(2, 4, 3));
  EXPECT_EQ(arrays["rows"].values, values);
  EXPECT_THAT(arrays["whole"].shape, ElementsAre(2, 2));
  EXPECT_THAT(arrays["whole"].values, ElementsAre(0.5, 1.5, 2.5, 3.5));
  EXPECT_THAT(arrays["names"].strings, ElementsAre("a", "", "long name"));
}

TEST_P(NpzWriterTest, KeepsRandomValuesToTheLastBit) {
  util::Random random(7);
  std::vector<float> values(200000);
  for (float& value : values) value = static_cast<float>(random.normal());
  NpzWriter writer(path_, GetParam());
  writer.begin("arr_0", {4, 50});
  for (std::size_t i = 0; i < values.size(); i += 200) writer.append(&values[i], 200);
  writer.close();
  EXPECT_EQ(read_npz(path_)["arr_0"].values, values);
}

TEST_P(NpzWriterTest, IsReadByNumPy) {
  if (!have_numpy(folder_.path())) GTEST_SKIP() << "no NumPy in /usr/bin/python3";
  const auto values = counting(240);
  NpzWriter writer(path_, GetParam());
  writer.begin("arr_0", {4, 3});
  writer.append(values.data(), 240);
  writer.add("names", std::vector<std::string>{"first", "b"});
  writer.close();
  const auto result = run_command(
      "/usr/bin/python3 -c \"import numpy; f = numpy.load('x.npz'); a = f['arr_0']; "
      "print(a.shape, a.dtype, a[0,0,0], a[19,3,2], a.sum(), f['names'].tolist())\"",
      folder_.path());
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.out, "(20, 4, 3) float32 0.5 239.5 28800.0 [b'first', b'b']\n");
}

TEST_P(NpzWriterTest, MayHaveNoRows) {
  NpzWriter writer(path_, GetParam());
  writer.begin("arr_0", {4, 7});
  writer.close();
  EXPECT_THAT(read_npz(path_)["arr_0"].shape, ElementsAre(0, 4, 7));
}

INSTANTIATE_TEST_SUITE_P(StoredAndDeflated, NpzWriterTest, ::testing::Bool());

TEST(NpzWriter, GivesTheSameBytesForTheSameData) {
  const test::TemporaryFolder folder;
  const auto values = counting(1000);
  for (const std::string name : {"a.npz", "b.npz"}) {
    NpzWriter writer((folder.path() / name).string());
    writer.add("x", {1000}, values.data());
    writer.close();
  }
  EXPECT_EQ(folder.read("a.npz"), folder.read("b.npz"));
}

TEST(NpzWriter, RefusesBrokenRowsAndRepeatedNames) {
  const test::TemporaryFolder folder;
  const auto values = counting(8);
  NpzWriter writer((folder.path() / "x.npz").string());
  writer.begin("rows", {4});
  EXPECT_THAT(error_message([&] { writer.append(values.data(), 6); }),
              HasSubstr("6 values are no whole rows of 4"));
  EXPECT_THAT(error_message([&] { writer.begin("rows", {4}); }), HasSubstr("'rows'"));
}

TEST(NpzWriter, LeavesNothingWithoutClose) {
  const test::TemporaryFolder folder;
  {
    NpzWriter writer((folder.path() / "x.npz").string());
    writer.begin("rows", {4});
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(NpzWriter, NoticesAFullDisk) {
  EXPECT_THAT(error_message([] {
                const auto values = counting(1000000);
                NpzWriter writer("/dev/full", false);
                writer.add("x", {values.size()}, values.data());
                writer.close();
              }),
              HasSubstr("/dev/full: "));
}

TEST(ReadNpz, ReadsWhatNumPySaves) {
  const test::TemporaryFolder folder;
  if (!have_numpy(folder.path())) GTEST_SKIP() << "no NumPy in /usr/bin/python3";
  const auto saved = run_command(
      "/usr/bin/python3 -c \"import numpy as np; a = np.arange(24, dtype='f8').reshape(2, 4, 3); "
      "n = np.array(['ab', 'c']); np.savez('s.npz', a, names=n); "
      "np.savez_compressed('c.npz', a.astype('i2'), names=n)\"",
      folder.path());
  ASSERT_EQ(saved.status, 0) << saved.err;
  for (const std::string name : {"s.npz", "c.npz"}) {
    const MapFile maps = read_map_file((folder.path() / name).string());
    EXPECT_THAT(maps.names, ElementsAre("ab", "c"));
    EXPECT_EQ(maps.length, 3U);
    EXPECT_EQ(maps.map(1)[0], 12);
    EXPECT_EQ(maps.values_ncl.size(), 24U);
  }
}

TEST(ReadNpz, RefusesWhatIsNoArchive) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("x.npz", "name\tvalue\n").string();
  EXPECT_EQ(error_message([&] { read_npz(path); }),
            path + ": not a zip archive, expected a NumPy .npz");
}

TEST(RowWriter, WritesRowsOfAnyShape) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "rows.npz").string();
  const auto values = counting(12);
  for (const std::vector<std::size_t>& shape :
       {std::vector<std::size_t>{6}, std::vector<std::size_t>{2, 3}, std::vector<std::size_t>{}}) {
    RowWriter writer(path, shape);
    const std::size_t size = shape.empty() ? 1 : 6;
    writer.add("one", values.data());
    writer.add("two", values.data() + size);
    writer.close();
    auto arrays = read_npz(path);
    std::vector<std::size_t> expected{2};
    expected.insert(expected.end(), shape.begin(), shape.end());
    EXPECT_EQ(arrays["arr_0"].shape, expected);
    EXPECT_EQ(arrays["arr_0"].values.back(), values[2 * size - 1]);
    EXPECT_THAT(arrays["names"].strings, ElementsAre("one", "two"));
  }
}

TEST(MapWriter, IsReadBack) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "maps.npz").string();
  const auto values = counting(24);
  MapWriter writer(path, 3);
  writer.add("one", values.data());
  writer.add("another one", values.data() + 12);
  writer.close();
  const MapFile maps = read_map_file(path);
  EXPECT_THAT(maps.names, ElementsAre("one", "another one"));
  EXPECT_EQ(maps.length, 3U);
  EXPECT_EQ(maps.values_ncl, values);
  EXPECT_EQ(maps.map(1)[0], 12.5);
}

TEST(ReadMapFile, NumbersMapsWithoutNames) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "x.npz").string();
  const auto values = counting(16);
  NpzWriter writer(path);
  writer.add("arr_0", {2, 4, 2}, values.data());
  writer.close();
  EXPECT_THAT(read_map_file(path).names, ElementsAre("0", "1"));
}

TEST(ReadMapFile, RefusesNumbersThatAreNotFinite) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "x.npz").string();
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
    auto values = counting(24);
    values[12 + 7] = bad;  // second map, base G, position 1
    MapWriter writer(path, 3);
    writer.add("one", values.data());
    writer.add("two", values.data() + 12);
    writer.close();
    EXPECT_EQ(error_message([&] { read_map_file(path); }),
              path + ": the map of 'two' has " + (std::isnan(bad) ? "NaN" : "an infinite value") +
                  " for G at position 1, expected finite numbers");
  }
}

TEST(ReadMapFile, RefusesOtherArrays) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "x.npz").string();
  const auto values = counting(24);
  const auto write = [&](const std::string& name, const std::vector<std::size_t>& shape) {
    NpzWriter writer(path);
    writer.add(name, shape, values.data());
    writer.add("names", std::vector<std::string>{"only one"});
    writer.close();
    return error_message([&] { read_map_file(path); });
  };
  EXPECT_THAT(write("other", {2, 4, 3}), HasSubstr("no array arr_0"));
  EXPECT_THAT(write("arr_0", {2, 3, 4}), HasSubstr("shape (2,3,4), expected (N,4,L)"));
  EXPECT_THAT(write("arr_0", {24}), HasSubstr("shape (24)"));
  EXPECT_THAT(write("arr_0", {2, 4, 3}), HasSubstr("1 names for 2 maps"));
}

}  // namespace
}  // namespace siskin::io
