#include "siskin/data/genome_codes.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "data/examples.hpp"
#include "siskin/util/random.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::data {
namespace {

std::string fetch(GenomeCodes& genome, std::uint32_t chrom, std::int64_t start, std::size_t count) {
  std::vector<std::uint8_t> codes(count);
  genome.fetch(chrom, start, count, codes.data());
  return test::letters(codes);
}

TEST(GenomeCodes, GivesBasesAndNOutside) {
  const test::TemporaryFolder folder;
  GenomeCodes genome(folder.write("g.fa", ">a\nACGTN\nacg\n>b\nGG\n").string());
  EXPECT_EQ(fetch(genome, 1, -1, 4), "NGGN");
  EXPECT_EQ(fetch(genome, 0, 0, 8), "ACGTNACG");
  EXPECT_EQ(fetch(genome, 0, 3, 3), "TNA");
  EXPECT_EQ(fetch(genome, 0, -3, 5), "NNNAC");
  EXPECT_EQ(fetch(genome, 0, 7, 3), "GNN");
  EXPECT_EQ(fetch(genome, 0, 100, 2), "NN");
  EXPECT_EQ(fetch(genome, 0, -100, 2), "NN");
}

TEST(GenomeCodes, AgreesWithTheReader) {
  const std::string path = SISKIN_SOURCE_DIR "/../shared/real-data/yeast/sacCer3.fa.gz";
  if (!std::ifstream(path)) GTEST_SKIP() << "no " << path;
  GenomeCodes genome(path);
  const io::FastaReader reader(path);
  util::Random random(1);
  for (int i = 0; i < 200; ++i) {
    const auto chrom = static_cast<std::uint32_t>(random.below(genome.chromosomes().size()));
    const auto start =
        static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(genome.length(chrom))));
    const std::int64_t end = std::min(genome.length(chrom), start + 301);
    const auto expected = reader.fetch({genome.name(chrom), start, end});
    ASSERT_EQ(fetch(genome, chrom, start, expected.size()),
              test::letters(test::codes_of(expected)));
  }
}

TEST(GenomeCodes, NamesAnUnknownChromosome) {
  const test::TemporaryFolder folder;
  const GenomeCodes genome(folder.write("g.fa", ">chr1\nACGT\n").string());
  EXPECT_EQ(genome.number("chr1"), 0U);
  EXPECT_THAT(test::error_message([&] { genome.number("1"); }),
              testing::AllOf(testing::HasSubstr("g.fa"), testing::HasSubstr("chr1")));
}

}  // namespace
}  // namespace siskin::data
