#include "siskin/data/tracks.hpp"

#include <gmock/gmock.h>

#include "data/genome_fixture.hpp"
#include "support/error_message.hpp"

namespace siskin::data {
namespace {

class TracksTest : public test::GenomeFixture {};

TEST_F(TracksTest, ReadsWithAStepAndZerosWhereThereIsNothing) {
  const auto genome = make_genome();
  // chrA is ten bases long; 3 to 6 have values.
  const Tracks tracks({bigwig("s.bw", {{{"chrA", 3, 4}, 1}, {{"chrA", 4, 6}, 2.5F}})});
  EXPECT_EQ(tracks.size(), 1U);
  std::vector<float> values(12, -1);
  tracks.read(0, *genome, {0, 2, 6}, values.data(), 2);
  EXPECT_THAT(values, testing::ElementsAre(0, -1, 1, -1, 2.5F, -1, 2.5F, -1, 0, -1, 0, -1));
  values.assign(12, -1);
  tracks.read(0, *genome, {0, -7, 12}, values.data(), 1);
  EXPECT_THAT(values, testing::ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2.5F));
}

TEST_F(TracksTest, NamesAChromosomeThatDiffers) {
  const auto genome = make_genome();
  const Tracks tracks({bigwig("s.bw", {{{"chrA", 3, 4}, 1}})});
  EXPECT_NO_THROW(tracks.check_chromosome(*genome, 0));
  const Tracks shorter({bigwig("t.bw", {{{"chrA", 3, 4}, 1}}, {{"chrA", 9}})});
  EXPECT_THAT(test::error_message([&] { shorter.check_chromosome(*genome, 0); }),
              testing::AllOf(testing::HasSubstr("t.bw: found 9 bases of chrA, expected 10"),
                             testing::HasSubstr("genome.fa")));
  EXPECT_THAT(test::error_message([&] { shorter.check_chromosome(*genome, 1); }),
              testing::AllOf(testing::HasSubstr("t.bw"), testing::HasSubstr("chrB")));
}

TEST_F(TracksTest, RefusesWhatIsNoBigWig) {
  const auto path = folder_.write("x.bw", "not a bigWig").string();
  EXPECT_THAT(test::error_message([&] { const Tracks tracks({path}); }),
              testing::HasSubstr("x.bw"));
}

TEST(TaskName, IsTheFileWithoutItsEnding) {
  EXPECT_EQ(task_name("/a/b.c/SPI1.plus.bw"), "SPI1.plus");
  EXPECT_EQ(task_name("peaks.narrowPeak.gz"), "peaks");
}

}  // namespace
}  // namespace siskin::data
