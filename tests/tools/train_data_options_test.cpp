#include <gmock/gmock.h>

#include <sstream>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "train/data_options.hpp"

namespace siskin::tools {
namespace {

using testing::HasSubstr;

data::Query parse_data(const std::vector<std::string>& arguments) {
  DataOptions settings;
  cli::Options options("siskin-train", "", "");
  add_data_options(options, settings);
  std::ostringstream out;
  EXPECT_TRUE(options.parse(arguments, out));
  check_data_options(options, settings);
  return settings.query;
}

std::string refused(const std::vector<std::string>& arguments) {
  return test::error_message<UsageError>([&] { parse_data(arguments); });
}

TEST(TrainDataOptions, KnowFastaAndTheirDefaults) {
  const auto query = parse_data({"a.fa", "b.fa"});
  EXPECT_THAT(query.sequences.fasta, testing::ElementsAre("a.fa", "b.fa"));
  EXPECT_EQ(query.valid_fraction, 0.1);
  EXPECT_EQ(query.test_fraction, 0.2);
  EXPECT_EQ(query.strands, data::Strands::kGiven);
  EXPECT_EQ(query.drawn_negatives, data::Negatives::kNone);
  EXPECT_TRUE(query.augmentation.empty());
}

TEST(TrainDataOptions, TellFilesFromKindsOfNegatives) {
  const auto files =
      parse_data({"--positives", "p.fa", "--negatives", "n.fa", "--negatives", "m.fa"});
  EXPECT_THAT(files.negatives, testing::ElementsAre("n.fa", "m.fa"));
  const auto drawn = parse_data({"--genome", "g.fa", "--positives", "p.bed", "--negatives",
                                 "gc-matched", "--negative-ratio", "2"});
  EXPECT_EQ(drawn.drawn_negatives, data::Negatives::kGcMatched);
  EXPECT_EQ(drawn.negative_ratio, 2.0);
  EXPECT_THAT(drawn.negatives, testing::IsEmpty());
  const auto shuffled = parse_data({"--positives", "p.fa", "--negatives", "dinucleotide"});
  EXPECT_EQ(shuffled.drawn_negatives, data::Negatives::kDinucleotide);
  EXPECT_THAT(refused({"--genome", "g", "--positives", "p", "--negatives", "uniform", "--negatives",
                       "gc-matched"}),
              HasSubstr("two kinds"));
  EXPECT_THAT(refused({"--positives", "p.fa", "--negatives", "uniform"}), HasSubstr("--genome"));
}

TEST(TrainDataOptions, ReadProfiles) {
  const auto query =
      parse_data({"--genome",        "g.fa", "--regions",   "r.bed",  "--width",   "2114",
                  "--output-length", "1000", "--signal",    "p.bw",   "--signal",  "m.bw",
                  "--strands",       "2",    "--control",   "c.bw",   "--control", "d.bw",
                  "--jitter",        "128",  "--negatives", "uniform"});
  EXPECT_EQ(query.signals.strands, 2U);
  EXPECT_EQ(query.signals.output_length, 1000);
  EXPECT_EQ(query.signals.controls.size(), 2U);
  EXPECT_EQ(query.jitter, 128);
  EXPECT_TRUE(
      parse_data({"--genome", "g", "--regions", "r", "--signal", "s", "--signal-label", "sum"})
          .signals.sum);
}

TEST(TrainDataOptions, ReadPeaks) {
  const auto query =
      parse_data({"--genome", "g.fa", "--peaks", "a.bed", "--peaks", "b.bed", "--width", "1000",
                  "--valid-chroms", "chr8", "--bin-size", "100", "--bin-stride", "25",
                  "--blacklist", "b.bed", "--top-fraction", "0.2"});
  EXPECT_EQ(query.peaks.peaks.size(), 2U);
  EXPECT_EQ(query.peaks.bin, 100);
  EXPECT_EQ(query.peaks.stride, 25);
  EXPECT_TRUE(query.peaks.ambiguous_neighbours);
  EXPECT_FALSE(parse_data({"--genome", "g", "--peaks", "p", "--width", "200", "--valid-chroms", "c",
                           "--no-ambiguous-neighbours"})
                   .peaks.ambiguous_neighbours);
  EXPECT_EQ(query.top_fraction, 0.2);
  EXPECT_EQ(query.blacklist, "b.bed");
}

TEST(TrainDataOptions, ReadAugmentation) {
  const auto query =
      parse_data({"a.fa", "--augment", "mutation", "--augment", "inversion", "--augment-kinds", "1",
                  "--augment-up-to", "--augment-rate", "0.1", "--augment-bases", "30",
                  "--reverse-complement", "--reverse-complement-as", "random"});
  EXPECT_THAT(query.augmentation.kinds, testing::ElementsAre(data::Augmentation::Kind::kMutation,
                                                             data::Augmentation::Kind::kInversion));
  EXPECT_EQ(query.augmentation.most, 1U);
  EXPECT_FALSE(query.augmentation.exact);
  EXPECT_EQ(query.augmentation.mutation_rate, 0.1);
  EXPECT_EQ(query.augmentation.most_bases, 30);
  EXPECT_EQ(query.strands, data::Strands::kRandom);
  EXPECT_EQ(parse_data({"a.fa", "--reverse-complement"}).strands, data::Strands::kSet);
}

TEST(TrainDataOptions, RefuseWhatWouldBeIgnored) {
  EXPECT_THAT(refused({"a.fa", "--name-column", "x"}), HasSubstr("--name-column needs --labels"));
  EXPECT_THAT(refused({"a.fa", "--edge", "pad"}), HasSubstr("--edge needs --genome"));
  EXPECT_THAT(refused({"a.fa", "--bin-size", "100"}), HasSubstr("--bin-size needs --peaks"));
  EXPECT_THAT(refused({"a.fa", "--strands", "2"}), HasSubstr("--strands needs --signal"));
  EXPECT_THAT(refused({"a.fa", "--augment-rate", "0.1"}), HasSubstr("needs --augment"));
  EXPECT_THAT(refused({"a.fa", "--reverse-complement-as", "batch"}),
              HasSubstr("needs --reverse-complement"));
  EXPECT_THAT(refused({"--genome", "g", "--regions", "r", "--signal", "s", "--min-counts", "3"}),
              HasSubstr("needs --output-length"));
}

TEST(TrainDataOptions, RefuseBadValues) {
  EXPECT_THAT(refused({}), HasSubstr("no sequences"));
  EXPECT_THAT(refused({"a.fa", "--augment", "noise"}), HasSubstr("'noise'"));
  EXPECT_THAT(refused({"a.fa", "--augment", "mutation", "--augment", "mutation"}),
              HasSubstr("twice"));
  EXPECT_THAT(refused({"--genome", "g", "--regions", "r", "--top-fraction", "0"}),
              HasSubstr("--top-fraction"));
  EXPECT_THAT(refused({"--genome", "g", "--regions", "r", "--jitter", "-1"}),
              HasSubstr("--jitter"));
  EXPECT_THAT(refused({"a.fa", "--valid-fraction", "0.6", "--test-fraction", "0.4"}),
              HasSubstr("nothing to train on"));
}

}  // namespace
}  // namespace siskin::tools
