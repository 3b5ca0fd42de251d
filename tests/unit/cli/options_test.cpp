#include "siskin/cli/options.hpp"

#include <gmock/gmock.h>

#include <sstream>

#include "support/error_message.hpp"

namespace siskin::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using Words = std::vector<std::string>;

// An options struct of a tool that does not exist, with one option of each kind.
struct Settings {
  std::string model;
  std::string engine = "plain";
  std::string output;
  std::int64_t count = 20;
  double quantile = 0.5;
  std::optional<double> threshold;
  std::optional<std::int64_t> limit;
  std::vector<std::string> regions;
  std::uint64_t seed = 1;
  bool both = false;
  CommonSettings common;
  std::vector<std::string> files;
};

class OptionsTest : public ::testing::Test {
 protected:
  OptionsTest() : options_("siskin-demo", "[options] -m FILE sequences.fa", "Does nothing.") {
    options_.group("Model").text("model,m", &s_.model, "FILE", "TorchScript model").required();
    options_.choice("engine", &s_.engine, {"plain", "incremental"}, "how it is computed");
    options_.group("Work")
        .integer("count,n", &s_.count, 1, "references a sequence", 100)
        .real("quantile", &s_.quantile, "quantile of the scores", 0, 1)
        .optional_real("threshold", &s_.threshold, "score that must be kept")
        .optional_integer("limit", &s_.limit, 1, "stop after so many")
        .texts("region", &s_.regions, "REGION", "chrom:start-end, may be given again")
        .text("output,o", &s_.output, "FILE", "where the result goes")
        .flag("both", &s_.both, "average both strands")
        .seed(&s_.seed);
    add_common(options_, s_.common);
    options_.positional(&s_.files, "sequences.fa", 1, 2).epilogue("Example: siskin-demo x.fa");
  }
  bool parse(const Words& words) { return options_.parse(words, out_); }
  std::string refusal(const Words& words) {
    return test::error_message<UsageError>([&] { parse(words); });
  }
  Settings s_;
  Options options_;
  std::ostringstream out_;
};

TEST_F(OptionsTest, KeepsDefaultsOfWhatIsNotGiven) {
  ASSERT_TRUE(parse({"-m", "m.pt", "x.fa"}));
  EXPECT_EQ(s_.model, "m.pt");
  EXPECT_EQ(s_.engine, "plain");
  EXPECT_EQ(s_.count, 20);
  EXPECT_FALSE(s_.threshold);
  EXPECT_FALSE(s_.both);
  EXPECT_EQ(s_.common.threads, 1);
  EXPECT_THAT(s_.files, ElementsAre("x.fa"));
  EXPECT_EQ(out_.str(), "");
}

TEST_F(OptionsTest, ReadsEveryKind) {
  ASSERT_TRUE(parse({"--model=m.pt",
                     "--engine",
                     "incremental",
                     "-n5",
                     "--quantile",
                     "1",
                     "--threshold",
                     "-0.5",
                     "--limit",
                     "3",
                     "--region",
                     "a:0-1",
                     "--region",
                     "b:0-1",
                     "--both",
                     "--seed",
                     "7",
                     "-@",
                     "4",
                     "-q",
                     "-o",
                     "-",
                     "x.fa",
                     "-"}));
  EXPECT_EQ(s_.engine, "incremental");
  EXPECT_EQ(s_.count, 5);
  EXPECT_EQ(s_.quantile, 1);
  EXPECT_EQ(s_.threshold, -0.5);
  EXPECT_EQ(s_.limit, 3);
  EXPECT_THAT(s_.regions, ElementsAre("a:0-1", "b:0-1"));
  EXPECT_TRUE(s_.both);
  EXPECT_EQ(s_.seed, 7U);
  EXPECT_EQ(s_.common.threads, 4);
  EXPECT_TRUE(s_.common.quiet);
  EXPECT_EQ(s_.output, "-");
  EXPECT_THAT(s_.files, ElementsAre("x.fa", "-"));
}

TEST_F(OptionsTest, TakesNegativeNumbersAsValues) {
  ASSERT_TRUE(parse({"-m", "m", "--threshold=-1e-3", "x.fa"}));
  EXPECT_EQ(s_.threshold, -0.001);
}

TEST_F(OptionsTest, TakesWhatFollowsTwoDashesAsFiles) {
  ASSERT_TRUE(parse({"-m", "m", "--", "-x.fa"}));
  EXPECT_THAT(s_.files, ElementsAre("-x.fa"));
}

TEST_F(OptionsTest, KnowsWhatWasGiven) {
  ASSERT_TRUE(parse({"-m", "m", "--quantile", "0.5", "x.fa"}));
  EXPECT_TRUE(options_.given("model"));
  EXPECT_TRUE(options_.given("quantile"));
  EXPECT_FALSE(options_.given("both"));
  EXPECT_FALSE(options_.given("threshold"));
}

TEST_F(OptionsTest, RefusesUnknownAndAbbreviatedOptions) {
  EXPECT_EQ(refusal({"-m", "m", "--nope", "x"}), "unrecognised option '--nope'");
  EXPECT_EQ(refusal({"-m", "m", "--thresh", "1", "x"}), "unrecognised option '--thresh'");
  EXPECT_EQ(refusal({"-m", "m", "-z", "x"}), "unrecognised option '-z'");
  EXPECT_EQ(refusal({"-m", "m", "-threshold", "1", "x"}), "unrecognised option '-threshold'");
}

TEST_F(OptionsTest, RefusesAnOptionGivenTwice) {
  EXPECT_EQ(refusal({"-m", "a", "--model", "b", "x"}),
            "option '--model' cannot be specified more than once");
  EXPECT_THAT(refusal({"-m", "a", "--both", "--both", "x"}), HasSubstr("'--both' cannot be"));
}

TEST_F(OptionsTest, RefusesMissingAndSurplusValues) {
  EXPECT_EQ(refusal({"x", "-m"}), "the required argument for option '--model' is missing");
  EXPECT_THAT(refusal({"-m", "m", "--both=1", "x"}), HasSubstr("does not take any arguments"));
  EXPECT_EQ(refusal({"x"}), "option --model is missing");
}

TEST_F(OptionsTest, RefusesTooFewOrTooManyFiles) {
  EXPECT_EQ(refusal({"-m", "m"}), "found 0 arguments, expected sequences.fa");
  EXPECT_EQ(refusal({"-m", "m", "1", "2", "3"}), "unexpected argument '3'");
}

TEST_F(OptionsTest, RefusesValuesOutOfRange) {
  EXPECT_EQ(refusal({"-m", "m", "-n", "0", "x"}),
            "option --count: found '0', expected an integer from 1 to 100");
  EXPECT_EQ(refusal({"-m", "m", "-n", "5x", "x"}),
            "option --count: found '5x', expected an integer from 1 to 100");
  EXPECT_EQ(refusal({"-m", "m", "--limit", "0", "x"}),
            "option --limit: found '0', expected an integer of at least 1");
  EXPECT_EQ(refusal({"-m", "m", "--quantile", "1.5", "x"}),
            "option --quantile: found '1.5', expected a number of at least 0 and of at most 1");
  EXPECT_EQ(refusal({"-m", "m", "--threshold", "nan", "x"}),
            "option --threshold: found 'nan', expected a number");
  EXPECT_EQ(refusal({"-m", "m", "--engine", "fast", "x"}),
            "option --engine: found 'fast', expected one of plain, incremental");
  EXPECT_EQ(refusal({"-m", "m", "--seed", "18446744073709551615", "x"}),
            "option --seed: found '18446744073709551615', expected an integer from 0 to "
            "9223372036854775807");
}

TEST_F(OptionsTest, PrintsHelpInOneColumnWithDefaults) {
  ASSERT_FALSE(parse({"--help"}));
  EXPECT_EQ(out_.str(),
            "Usage: siskin-demo [options] -m FILE sequences.fa\n\nDoes nothing.\n\nModel:\n"
            "  -m, --model FILE     TorchScript model\n"
            "      --engine WORD    how it is computed: plain, incremental [plain]\n\nWork:\n"
            "  -n, --count N        references a sequence [20]\n"
            "      --quantile X     quantile of the scores [0.5]\n"
            "      --threshold X    score that must be kept\n"
            "      --limit N        stop after so many\n"
            "      --region REGION  chrom:start-end, may be given again\n"
            "  -o, --output FILE    where the result goes\n"
            "      --both           average both strands\n"
            "      --seed N         random seed [1]\n"
            "  -@, --threads N      threads to use [1]\n"
            "  -q, --quiet          no progress and no remarks on standard error\n\nHelp:\n"
            "  -h, --help           print this and end\n"
            "      --version        print the version\n\nExample: siskin-demo x.fa\n");
}

TEST_F(OptionsTest, PrintsHelpEvenWhenSomethingIsMissing) { EXPECT_FALSE(parse({"-h"})); }

TEST_F(OptionsTest, PrintsTheVersion) {
  ASSERT_FALSE(parse({"--version"}));
  EXPECT_THAT(out_.str(), StartsWith("siskin-demo "));
}

TEST(OptionsHelp, StaysWithin92Columns) {
  std::string long_word;
  std::string text;
  Options options("siskin-demo", "[options]",
                  std::string(20, 'x') + " many words that go on" +
                      " and on until they fill more than one line" + " of the terminal.");
  options.text("a-name-that-is-much-longer-than-most-others", &long_word, "PLACEHOLDER", "text")
      .choice("method", &text,
              {"saliency", "integrated-gradients", "deeplift", "occlusion", "mutagenesis",
               "guided-backpropagation"},
              "how importance is computed");
  std::ostringstream out;
  ASSERT_FALSE(options.parse({"--help"}, out));
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 92U) << line;
  EXPECT_THAT(out.str(), HasSubstr("-others PLACEHOLDER\n                     text\n"));
}

TEST(Subcommand, FindsTheFirstWord) {
  std::ostringstream out;
  const Words known = {"accuracy", "sis"};
  EXPECT_EQ(subcommand("siskin-score", {"sis", "--help"}, known, "overview\n", out), "sis");
  EXPECT_EQ(out.str(), "");
  EXPECT_FALSE(subcommand("siskin-score", {"--help"}, known, "overview\n", out));
  EXPECT_EQ(out.str(), "overview\n");
  EXPECT_FALSE(subcommand("siskin-score", {"--version"}, known, "overview\n", out));
  EXPECT_THAT(out.str(), HasSubstr("siskin-score "));
}

TEST(Subcommand, RefusesNoneAndUnknownOnes) {
  std::ostringstream out;
  EXPECT_EQ(test::error_message<UsageError>([&] {
              subcommand("t", {}, {"a", "b"}, "", out);
            }),
            "a subcommand is missing, expected one of a, b");
  EXPECT_EQ(test::error_message<UsageError>([&] {
              subcommand("t", {"c"}, {"a", "b"}, "", out);
            }),
            "unknown subcommand 'c', expected one of a, b");
}

TEST(Options, TellsWhatWasGivenAsWritten) {
  std::int64_t number = 3;
  std::vector<std::string> many;
  std::vector<std::string> files;
  bool flag = false;
  bool other = false;
  Options options("siskin-test", "", "");
  options.integer("number", &number, 0, "").texts("many", &many, "X", "").flag("flag", &flag, "");
  options.flag("other", &other, "").positional(&files, "files", 0, 9);
  std::ostringstream out;
  ASSERT_TRUE(options.parse({"--flag", "a.fa", "--many", "1", "--many", "2", "b.fa"}, out));
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"arguments", "a.fa b.fa"}, {"flag", "yes"}, {"many", "1 2"}};
  EXPECT_EQ(options.given_values(), expected);
}

}  // namespace
}  // namespace siskin::cli
