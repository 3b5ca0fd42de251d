#include "siskin/io/track_text.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <vector>

#include "siskin/util/provenance.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using test::run_command;
using ::testing::HasSubstr;

constexpr float kTextNan = std::numeric_limits<float>::quiet_NaN();

class BedGraphWriterTest : public ::testing::Test {
 protected:
  std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
  test::TemporaryFolder folder_;
};

TEST_F(BedGraphWriterTest, JoinsRunsAndLeavesOutNan) {
  BedGraphWriter writer(file("x.bedgraph"));
  const std::vector<float> values = {0, 0, 0.1F, kTextNan, kTextNan, -2, -2, 1e-6F};
  writer.add("chr1", 5, values.data(), values.size());
  writer.add("chr2", 0, values.data(), 1);
  writer.close();
  EXPECT_EQ(folder_.read("x.bedgraph"),
            "# " + util::provenance() +
                "\nchr1\t5\t7\t0\nchr1\t7\t8\t0.1\nchr1\t10\t12\t-2\nchr1\t12\t13\t1e-06\n"
                "chr2\t0\t1\t0\n");
}

TEST_F(BedGraphWriterTest, RefusesInfiniteValues) {
  BedGraphWriter writer(file("x.bedgraph"));
  const std::vector<float> values = {0, std::numeric_limits<float>::infinity()};
  EXPECT_THAT(error_message([&] { writer.add("chr1", 5, values.data(), 2); }),
              HasSubstr("chr1 at 6: the value is infinite"));
}

TEST_F(BedGraphWriterTest, WritesTheIndexBesideABgzipFile) {
  BedGraphWriter writer(file("x.bedgraph.gz"));
  std::vector<float> values(100000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i % 7);
  writer.add("chrB", 0, values.data(), values.size());
  writer.add("chrA", 0, values.data(), values.size());
  EXPECT_FALSE(std::filesystem::exists(file("x.bedgraph.gz")));
  writer.close();
  EXPECT_TRUE(std::filesystem::exists(file("x.bedgraph.gz")));
  EXPECT_TRUE(std::filesystem::exists(file("x.bedgraph.gz.tbi")));
  if (run_command("command -v tabix", folder_.path()).status != 0) GTEST_SKIP() << "no tabix";
  const auto found = run_command("tabix x.bedgraph.gz chrA:70001-70002", folder_.path());
  EXPECT_EQ(found.out, "chrA\t70000\t70001\t0\nchrA\t70001\t70002\t1\n") << found.err;
}

TEST_F(BedGraphWriterTest, IndexesChromosomesBeyondTheReachOfTbi) {
  BedGraphWriter writer(file("x.bedgraph.gz"));
  const float value = 3;
  writer.add("chr1", 600000000, &value, 1);
  writer.close();
  EXPECT_TRUE(std::filesystem::exists(file("x.bedgraph.gz.csi")));
  EXPECT_FALSE(std::filesystem::exists(file("x.bedgraph.gz.tbi")));
}

TEST_F(BedGraphWriterTest, LeavesNothingWithoutClose) {
  for (const std::string name : {"x.bedgraph", "x.bedgraph.gz"}) {
    const float value = 3;
    BedGraphWriter writer(file(name));
    writer.add("chr1", 0, &value, 1);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(BedGraphWriterTest, NoticesAFullDisk) {
  EXPECT_THAT(error_message([] {
                BedGraphWriter writer("/dev/full");
                const std::vector<float> values(10, 1);
                writer.add("chr1", 0, values.data(), values.size());
                writer.close();
              }),
              HasSubstr("/dev/full: write failed"));
}

}  // namespace
}  // namespace siskin::io
