#include "siskin/data/open_splits.hpp"

#include <gmock/gmock.h>

#include "data/examples.hpp"
#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::data {
namespace {

TEST(OpenSplits, OpensFastaAndGenome) {
  const test::TemporaryFolder folder;
  Query fasta;
  fasta.sequences.fasta = {
      folder.write("a.fa", ">a label=1 split=train\nACGT\n>b label=0 split=valid\nGGGG\n")
          .string()};
  EXPECT_THAT(test::sequences(test::read_epoch(*open_splits(fasta).train, 0), 4),
              testing::ElementsAre("ACGT"));
  Query genome;
  genome.sequences.genome = folder.write("g.fa", ">chr1\nAACCGG\n>chr2\nTTTTAA\n").string();
  genome.sequences.regions = folder.write("r.bed", "chr1\t1\t5\tx\t1\nchr2\t0\t4\ty\t0\n").string();
  genome.valid_chroms = {"chr2"};
  EXPECT_THAT(test::sequences(test::read_epoch(*open_splits(genome).train, 0), 4),
              testing::ElementsAre("ACCG"));
}

TEST(OpenSplits, ChecksTheQueryFirst) {
  EXPECT_THAT(test::error_message<UsageError>([] { open_splits(Query()); }),
              testing::HasSubstr("no sequences"));
}

}  // namespace
}  // namespace siskin::data
