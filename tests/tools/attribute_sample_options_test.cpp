#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "attribute/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

AttributeOptions parse_sample(const std::string& line, bool with_sequences = true) {
  std::vector<std::string> arguments{"-m", "model.pt"};
  if (with_sequences) arguments.emplace_back("x.fa");
  for (const auto word : util::split_blanks(line)) arguments.emplace_back(word);
  std::ostringstream out;
  return parse_attribute_options(arguments, out).value();
}

std::string sample_refusal(const std::string& line, bool with_sequences = true) {
  try {
    parse_sample(line, with_sequences);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(SampleOptions, HaveTheDefaultsOfTheMethods) {
  const auto maxent = parse_sample("--method maxent --beta 400");
  EXPECT_EQ(maxent.steps, 10000);
  EXPECT_EQ(maxent.sample.burn_in, 1000);
  EXPECT_EQ(maxent.sample.chains, 50);
  EXPECT_EQ(maxent.sample.sample_period, 100);
  EXPECT_EQ(maxent.sample.energy, "penultimate");
  const auto optimize = parse_sample("--method optimize");
  EXPECT_EQ(optimize.steps, 200);
  EXPECT_EQ(optimize.sample.parametrisation, "fast-seqprop");
  EXPECT_EQ(optimize.sample.learning_rate, 0.1);
  EXPECT_THAT(optimize.outputs, ElementsAre("-"));
}

TEST(SampleOptions, AreTakenByTheirMethods) {
  for (const char* line :
       {"--method maxent --target-change 0.5 --energy output --gc 0.41 --chains 8 --steps 500 "
        "--burn-in 0 --sample-period 5 -o a.meme -o b.npz -o c.bw --report r.tsv",
        "--method maxent --beta 0 --layer fc1",
        "--method optimize --parametrisation beam --beam-width 5 --goal minimise --fixed sites.bed",
        "--method optimize --goal 1.5 --gc-penalty 2 --gc 0.4 --learning-rate 0.01 -o x.fa.gz",
        "--method marginal --insert CACGTG --insert m.meme:MA1 --instances sample --position 3 "
        "--background dinucleotide --background-count 5 --target all",
        "--method ablation --sites s.bed --replacement uniform -o a.tsv",
        "--method ablation --match CANNTG --replacement random --replacement-count 3",
        "--method spacing --insert A --insert C --distances -5:20:5"}) {
    EXPECT_EQ(sample_refusal(line), "accepted") << line;
  }
}

TEST(SampleOptions, NeedNoSequencesForRandomStarts) {
  EXPECT_EQ(sample_refusal("--method optimize --starts 3 --length 9", false), "accepted");
  EXPECT_EQ(sample_refusal("--method optimize --starts 3 --fixed NNACN", false), "accepted");
  EXPECT_THAT(sample_refusal("--method optimize", false), HasSubstr("no sequences"));
  EXPECT_THAT(sample_refusal("--method maxent --beta 1", false), HasSubstr("no sequences"));
}

struct SampleRefused {
  const char* line;
  const char* message;
};

TEST(SampleOptions, RefuseWhatDoesNotGoTogether) {
  for (const auto& refused : std::vector<SampleRefused>{
           {"--beta 3", "option --beta: method saliency does not read it, but maxent"},
           {"--method maxent", "expected --beta X or --target-change X"},
           {"--method maxent --beta 1 --target-change 1", "option --beta: found --target-change"},
           {"--method maxent --beta -1", "option --beta: expected a number of at least 0"},
           {"--method maxent --target-change 0", "option --target-change: expected"},
           {"--method maxent --beta 1 --gc 1", "option --gc: expected a share"},
           {"--method maxent --beta 1 --steps 50", "option --steps: 50 leave no sample"},
           {"--method maxent --beta 1 --steps 50 --burn-in 50", "option --steps: 50 leave no"},
           {"--method maxent --beta 1 --energy output --layer x", "option --layer: needs --energy"},
           {"--method maxent --beta 1 --target 0,1", "takes one output, found '0,1'"},
           {"--method maxent --beta 1 -o x.tsv", "option --output: found 'x.tsv', expected"},
           {"--method maxent --beta 1 -m b.pt", "method maxent takes one model, found 2"},
           {"--method optimize --goal up", "option --goal: found 'up', expected maximise"},
           {"--method optimize --gc 0.4", "option --gc: needs --gc-penalty"},
           {"--method optimize --parametrisation greedy --learning-rate 1", "--learning-rate"},
           {"--method optimize --beam-width 3", "option --beam-width: needs"},
           {"--method optimize --length 3", "option --length: needs --starts"},
           {"--method optimize --starts 3", "option --starts: makes random sequences"},
           {"--method optimize --fixed ACX", "option --fixed: found 'ACX', expected FILE.bed"},
           {"--method optimize -o x.bw", "expected a name ending in .fa"},
           {"--method marginal", "method marginal: expected --insert MOTIF"},
           {"--method marginal --insert A --background-count 3", "--background-count: needs"},
           {"--method marginal --insert A --target-function profile-softmax", "profile-bpnet"},
           {"--method marginal --insert A -o t.tsv --report t.tsv", "option --report: t.tsv"},
           {"--method ablation", "expected either --sites FILE.bed or --match MOTIF"},
           {"--method ablation --sites a.bed --match A", "expected either --sites"},
           {"--method ablation --match GCCZ", "option --match: found 'GCCZ', expected IUPAC"},
           {"--method marginal --insert ACN --instances sample", "option --instances: needs --ins"},
           {"--method ablation --match A --replacement zero --replacement-count 2",
            "option --replacement-count: there is one zero"},
           {"--method spacing --insert A", "method spacing: found 1 --insert MOTIF, expected two"},
           {"--method spacing --insert A --insert C --distances 3",
            "option --distances: found '3'"},
           {"--method spacing --insert A --insert C --distances 3:1", "expected LOW:HIGH"},
           {"--method spacing --insert A --insert C --distances 1:3:0", "expected LOW:HIGH"},
           {"--method spacing --insert A --insert C --distances 1:x", "expected LOW:HIGH"}}) {
    EXPECT_THAT(sample_refusal(refused.line), HasSubstr(refused.message)) << refused.line;
  }
  EXPECT_THAT(sample_refusal("--method optimize --starts 3 --fixed x.bed", false),
              HasSubstr("option --fixed: random sequences need a template"));
  EXPECT_THAT(sample_refusal("--method optimize --starts 3 --length 5 --limit 2", false),
              HasSubstr("option --limit: chooses among given sequences"));
}

TEST(ParseDistances, ReadsTwoOrThreeNumbers) {
  const auto range = parse_distances("-5:20:5");
  EXPECT_EQ(range.low, -5);
  EXPECT_EQ(range.high, 20);
  EXPECT_EQ(range.step, 5);
  EXPECT_EQ(parse_distances("7:7").step, 1);
  EXPECT_THROW(parse_distances("1:99999999999"), UsageError);
}

}  // namespace
}  // namespace siskin::tools
