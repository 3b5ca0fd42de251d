#include "predict/options.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

std::string refusal(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  try {
    parse_predict_options(arguments, out);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParsePredictOptions, PassesEveryOptionOn) {
  std::ostringstream out;
  const auto options = parse_predict_options({"-m",
                                              "m.pt",
                                              "--output-space",
                                              "probability",
                                              "--output-kind",
                                              "logit",
                                              "--ambiguous",
                                              "error",
                                              "--genome",
                                              "g.fa",
                                              "--regions",
                                              "r.bed",
                                              "--width",
                                              "200",
                                              "--edge",
                                              "pad",
                                              "--limit",
                                              "7",
                                              "-o",
                                              "p.tsv",
                                              "--batch-size",
                                              "8",
                                              "-@",
                                              "2",
                                              "-q"},
                                             out)
                           .value();
  EXPECT_EQ(options.model.path, "m.pt");
  EXPECT_EQ(options.model.output_space, "probability");
  EXPECT_EQ(options.model.output_kind, "logit");
  EXPECT_EQ(options.model.ambiguous, "error");
  EXPECT_EQ(options.sequences.genome, "g.fa");
  EXPECT_EQ(options.sequences.regions, "r.bed");
  EXPECT_EQ(options.sequences.width, 200);
  EXPECT_EQ(options.sequences.edge, "pad");
  EXPECT_EQ(options.sequences.limit, 7);
  EXPECT_EQ(options.output, "p.tsv");
  EXPECT_EQ(options.model.batch_size, 8);
  EXPECT_EQ(options.common.threads, 2);
  EXPECT_TRUE(options.common.quiet);
}

TEST(ParsePredictOptions, RefusesMissingAndContradictingInput) {
  using testing::HasSubstr;
  EXPECT_THAT(refusal({"x.fa"}), HasSubstr("--model is missing"));
  EXPECT_THAT(refusal({"-m", "m.pt"}), HasSubstr("no sequences"));
  EXPECT_THAT(refusal({"-m", "m.pt", "--genome", "g.fa"}), HasSubstr("needs --regions"));
  EXPECT_THAT(refusal({"-m", "m.pt", "--genome", "g.fa", "x.fa"}), HasSubstr("one of the two"));
  EXPECT_THAT(refusal({"-m", "m.pt", "--batch-size", "0", "x.fa"}), HasSubstr("'0'"));
}

TEST(ParsePredictOptions, PrintsHelpWithoutRunning) {
  std::ostringstream out;
  EXPECT_FALSE(parse_predict_options({"--help"}, out).has_value());
  EXPECT_THAT(out.str(), testing::HasSubstr("--output-space"));
}

}  // namespace
}  // namespace siskin::tools
