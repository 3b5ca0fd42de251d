#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>

#include "attribute/journal_head.hpp"
#include "attribute/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Arguments = std::vector<std::string>;
using testing::ElementsAre;
using testing::HasSubstr;

AttributeOptions parse(Arguments arguments) {
  arguments.insert(arguments.begin(), {"-m", "model.pt", "x.fa"});
  std::ostringstream out;
  return parse_attribute_options(arguments, out).value();
}

Arguments words(const std::string& line) {
  Arguments found;
  for (const auto word : util::split_blanks(line)) found.emplace_back(word);
  return found;
}

std::string refusal(Arguments arguments) {
  try {
    parse(std::move(arguments));
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseAttributeOptions, HasDefaults) {
  const auto options = parse({});
  EXPECT_EQ(options.model.path, "model.pt");
  EXPECT_THAT(options.sequences.fasta, ElementsAre("x.fa"));
  EXPECT_EQ(options.method, "saliency");
  EXPECT_EQ(options.reduce, "max-abs");
  EXPECT_EQ(options.model.output_space, "logit");
  EXPECT_EQ(options.model.ambiguous, "zero");
  EXPECT_EQ(options.overlap, "mean");
  EXPECT_THAT(options.outputs, ElementsAre("-"));
  EXPECT_FALSE(options.center);
  EXPECT_EQ(options.model.batch_size, 256);
}

TEST(ParseAttributeOptions, FillsInWhatTheMethodUses) {
  const auto integrated = parse({"--method", "integrated-gradients"});
  EXPECT_EQ(integrated.reduce, "observed");
  EXPECT_EQ(integrated.references, "zero");
  EXPECT_FALSE(integrated.reference_count.has_value());
  EXPECT_EQ(integrated.steps, 50);
  EXPECT_EQ(integrated.rule, "middle");
  EXPECT_FALSE(integrated.tolerance.has_value());
  const auto shuffled = parse({"--method", "integrated-gradients", "--references", "dinucleotide"});
  EXPECT_EQ(shuffled.reference_count, 20);
  const auto mean = parse({"--method", "mean-gradient"});
  EXPECT_EQ(mean.references, "mononucleotide");
  EXPECT_EQ(mean.reference_count, 10);
  EXPECT_EQ(mean.steps, 20);
  EXPECT_EQ(mean.rule, "left");
  EXPECT_EQ(parse({"--method", "mutagenesis"}).reduce, "observed");
  EXPECT_EQ(parse({"--method", "reference-centred-gradient"}).reference_count, 10);
  const auto smooth = parse({"--method", "smoothgrad"});
  EXPECT_EQ(smooth.samples, 50);
  EXPECT_EQ(smooth.noise, 0.1);
  EXPECT_EQ(smooth.reduce, "max-abs");
}

TEST(ParseAttributeOptions, ChecksTheSumsOfExactMethodsUnasked) {
  for (const char* method : {"deeplift", "deeplift-shap"}) {
    EXPECT_EQ(parse({"--method", method}).tolerance, 1e-3);
  }
  EXPECT_EQ(parse({"--method", "deeplift"}).references, "zero");
  const auto shap = parse({"--method", "deeplift-shap"});
  EXPECT_EQ(shap.references, "dinucleotide");
  EXPECT_EQ(shap.reference_count, 20);
  for (const char* method : {"expected-gradients", "gradient-shap", "lrp"}) {
    EXPECT_FALSE(parse({"--method", method}).tolerance.has_value()) << method;
    EXPECT_EQ(parse({"--method", method, "--tolerance", "0.5"}).tolerance, 0.5);
  }
}

TEST(ParseAttributeOptions, KeepsWhatIsGiven) {
  const auto options = parse(words(
      "--method integrated-gradients --references refs.fa --reference-count 3 --steps 7 "
      "--rule left --tolerance 0.01 --max-steps 99 --allow-incomplete --hypothetical --reduce l1 "
      "--center --target 2 --seed 9 -o a.bw -o b.npz --onehot c.npz --report r.tsv --threads 2 "
      "-m second.pt --spread s.bw --head counts --precision float64 --resume"));
  EXPECT_THAT(options.models, ElementsAre("model.pt", "second.pt"));
  EXPECT_EQ(options.model.path, "model.pt");
  EXPECT_EQ(options.model.head, "counts");
  EXPECT_EQ(options.model.precision, "float64");
  EXPECT_EQ(options.references, "refs.fa");
  EXPECT_EQ(options.reference_count, 3);
  EXPECT_EQ(options.steps, 7);
  EXPECT_EQ(options.rule, "left");
  EXPECT_EQ(options.tolerance, 0.01);
  EXPECT_EQ(options.max_steps, 99);
  EXPECT_EQ(options.reduce, "l1");
  EXPECT_TRUE(options.allow_incomplete);
  EXPECT_TRUE(options.hypothetical);
  EXPECT_TRUE(options.center);
  EXPECT_TRUE(options.resume);
  EXPECT_EQ(options.target, "2");
  EXPECT_EQ(options.seed, 9U);
  EXPECT_THAT(options.outputs, ElementsAre("a.bw", "b.npz"));
  EXPECT_EQ(options.onehot, "c.npz");
  EXPECT_EQ(options.report, "r.tsv");
  EXPECT_EQ(options.spread, "s.bw");
  EXPECT_EQ(options.common.threads, 2);
}

TEST(ParseAttributeOptions, TakesTheOptionsOfEveryMethod) {
  for (const char* line :
       {"--method smoothgrad --samples 9 --noise 0.2 --center", "--method vargrad --samples 9",
        "--method gradient-shap --noise 0.2 --hypothetical",
        "--method deeplift --deeplift-rule reveal-cancel --fallback path-integral --hypothetical",
        "--method lrp --lrp-rule gamma --gamma 0.5 --epsilon 0.1",
        "--method grad-cam --layer conv2 --upsample receptive-field",
        "--method deeplift --references frequency --base-frequencies 0.3,0.2,0.2,0.3",
        "--method filters --threshold 0.7 --window 12 --trim -o f.meme",
        "--method activations --layer relu --top 3 -o a.tsv",
        "--method conductance --layer relu --steps 9 -o a.tsv",
        "--contrast a,b --output-space probability", "--target-function profile-softmax",
        "--list-layers"}) {
    EXPECT_EQ(refusal(words(line)), "accepted") << line;
  }
}

struct Refused {
  const char* line;
  const char* message;
};

TEST(ParseAttributeOptions, RefusesWhatAMethodDoesNotRead) {
  for (const auto& refused : std::vector<Refused>{
           {"--steps 9", "option --steps: method saliency does not read it, but integrated-"},
           {"--method mutagenesis --references zero", "option --references: method mutagenesis"},
           {"--method mean-gradient --tolerance 1", "option --tolerance"},
           {"--hypothetical", "option --hypothetical: method saliency"},
           {"--method vargrad --center", "option --center: method vargrad"},
           {"--method lrp --gamma 1", "option --gamma: needs --lrp-rule gamma"},
           {"--method integrated-gradients --max-steps 9", "option --max-steps: steps are doubled"},
           {"--method integrated-gradients --allow-incomplete", "option --allow-incomplete"},
           {"--reduce mean-alternatives", "--method mutagenesis"},
           {"--method mutagenesis --reduce mean-alternatives --center", "option --center"},
           {"--method filters --onehot o.npz", "option --onehot: method filters"},
           {"--method filters -m b.pt", "option --model: layers are those of one model"},
           {"--mask zero", "option --mask: method saliency does not read it, but occlusion"},
           {"--method deletion --fill shuffle", "option --fill: method deletion"},
           {"--method shapley-exact --samples 9", "option --samples: method shapley-exact"},
           {"--engine plain", "option --engine: method saliency does not read it, but mutagenesis"},
           {"--method deletion --engine plain", "option --engine: method deletion"},
           {"--method kernel-shap --engine auto", "option --engine: method kernel-shap"},
           {"--method optimize --engine plain", "needs --parametrisation greedy or beam"},
           {"--method pairwise --positions 1 -m b.pt",
            "option --model: method pairwise takes one"}}) {
    EXPECT_THAT(refusal(words(refused.line)), HasSubstr(refused.message)) << refused.line;
  }
}

TEST(ParseAttributeOptions, FillsInHowSequencesArePerturbed) {
  EXPECT_EQ(parse({"--method", "filters"}).window, 20);
  const auto occlusion = parse({"--method", "occlusion"});
  EXPECT_EQ(occlusion.window, 1);
  EXPECT_EQ(occlusion.perturb.mask, "uniform");
  EXPECT_EQ(occlusion.perturb.stride, 1);
  EXPECT_FALSE(occlusion.samples.has_value());
  EXPECT_EQ(parse(words("--method occlusion --fill shuffle --window 4")).samples, 10);
  EXPECT_EQ(parse({"--method", "lime"}).samples, 5000);
  EXPECT_FALSE(parse({"--method", "kernel-shap"}).samples.has_value());
  EXPECT_EQ(parse({"--method", "shapley-sampling"}).samples, 26);
  EXPECT_EQ(parse({}).perturb.mask, "");
  EXPECT_THAT(parse(words("--method pairwise --positions 7,1-4,2")).perturb.positions,
              ElementsAre(1, 2, 3, 7));
}

TEST(ParseAttributeOptions, TakesTheOptionsOfEveryPerturbation) {
  for (const char* line :
       {"--method occlusion --window 8 --stride 4 --mask zero", "--method occlusion --groups g.bed",
        "--method occlusion --window 8 --fill shuffle --samples 3 --seed 2",
        "--method deletion --window 3 --stride 2 --mask position-mean",
        "--method lime --samples 99 --kernel-width 30 --alpha 0 --groups g.bed",
        "--method lime --features 9 --feature-selection forward",
        "--method lime --sampler bernoulli --alpha 0.1",
        "--method kernel-shap --samples 900 --mask base-frequency --base-frequencies 1,2,2,1",
        "--method shapley-sampling --samples 3 --groups g.bed --report r.tsv",
        "--method shapley-exact --groups g.bed --mask base-frequency",
        "--method pairwise --positions 3,10-20 -o p.tsv.gz --target all --engine plain",
        "--method mutagenesis --engine incremental", "--method occlusion --engine plain",
        "--method pairwise --groups g.bed"}) {
    EXPECT_EQ(refusal(words(line)), "accepted") << line;
  }
}

TEST(ParseAttributeOptions, RefusesPerturbationsThatDoNotFit) {
  for (const auto& refused : std::vector<Refused>{
           {"--method occlusion --window 0", "option --window: found 0"},
           {"--method occlusion --window 4 --stride 5", "option --stride: 5 leaves gaps"},
           {"--method occlusion --stride 2", "option --stride: 2 leaves gaps"},
           {"--method occlusion --groups g.bed --window 3", "found --window as well"},
           {"--method occlusion --groups g.bed --fill mask", "found --fill as well"},
           {"--method occlusion --samples 3", "draws nothing without --fill shuffle"},
           {"--method occlusion --fill shuffle", "expected --window 2 or more"},
           {"--method occlusion --fill shuffle --window 4 --mask zero", "option --mask: found"},
           {"--method lime --kernel-width 0", "option --kernel-width"},
           {"--method lime --alpha -1", "option --alpha"},
           {"--method lime --sampler bernoulli --features 3", "option --features"},
           {"--method lime --feature-selection forward", "needs --features N"},
           {"--method lime --base-frequencies 1,1,1,1", "or --mask base-frequency"},
           {"--method lime --mask base-frequency -", "option --mask: standard input"},
           {"--method lime --mask position-mean -", "option --mask: standard input"},
           {"--method lime --target-function profile-softmax", "which lime would compare"},
           {"--method pairwise", "found none of --positions and --groups"},
           {"--method pairwise --positions 1 --groups g.bed", "found both of"},
           {"--method pairwise --positions 1,,2", "option --positions: found ''"},
           {"--method pairwise --positions 5-5", "option --positions: found '5-5'"},
           {"--method pairwise --positions -3", "option --positions: found '-3'"},
           {"--method pairwise --positions 99999999999999999999", "option --positions"},
           {"--method pairwise --positions 0-9999999", "option --positions"},
           {"--method pairwise --positions 1 -o x.bw", "option --output: found 'x.bw'"},
           {"--method pairwise --positions 1 -o x.tsv -o x.tsv", "x.tsv is given twice"}}) {
    EXPECT_THAT(refusal(words(refused.line)), HasSubstr(refused.message)) << refused.line;
  }
}

TEST(ParseAttributeOptions, RefusesWrongReferences) {
  for (const auto& refused : std::vector<Refused>{
           {"--references dinucleotid", "found 'dinucleotid', expected"},
           {"--reference-count 3", "there is one zero reference"},
           {"--tolerance -1", "option --tolerance"},
           {"--steps 0", "option --steps"},
           {"--base-frequencies 1,1,1,1", "needs --references frequency"},
           {"--references frequency --base-frequencies 1,1,1", "expected four numbers"},
           {"--references frequency --base-frequencies 1,1,1,-1", "expected four numbers"},
           {"--references frequency --base-frequencies 0,0,0,0", "expected four numbers"},
           {"--references frequency -", "standard input cannot be read twice"}}) {
    const auto line = std::string("--method integrated-gradients ") + refused.line;
    EXPECT_THAT(refusal(words(line)), HasSubstr(refused.message)) << refused.line;
  }
  EXPECT_EQ(refusal(words("--method integrated-gradients --references ./dinucleotid")), "accepted");
}

TEST(ParseAttributeOptions, RefusesWrongTargets) {
  for (const auto& refused : std::vector<Refused>{
           {"--target 1,,2 -o {target}.bw", "option --target: found '1,,2'"},
           {"--contrast a", "option --contrast: found 'a', expected two outputs"},
           {"--contrast a,b,c", "option --contrast"},
           {"--contrast a,b --target 1", "found --target as well"},
           {"--contrast a,b --target-function sum", "found --target-function sum"},
           {"--method deeplift --target-function profile-softmax", "expected profile-bpnet"},
           {"--target 0,1", "standard output takes one output, expected {target}"},
           {"--target all -o x.bw", "x.bw takes one output, expected {target}"},
           {"--target all -o {target}.bw -m b.pt --spread s.bw", "option --spread: s.bw takes"}}) {
    EXPECT_THAT(refusal(words(refused.line)), HasSubstr(refused.message)) << refused.line;
  }
}

TEST(ParseAttributeOptions, RefusesOutputsOfUnknownKind) {
  for (const auto& refused :
       std::vector<Refused>{{"-o x.txt", "option --output: found 'x.txt', expected"},
                            {"-o a.bw -o a.bw", "a.bw is given twice"},
                            {"--onehot x.bw", "option --onehot"},
                            {"--spread s.bw", "option --spread: one model has none"},
                            {"--spread s.txt -m b.pt", "option --spread: found 's.txt'"},
                            {"--resume", "option --resume: standard output"}}) {
    EXPECT_THAT(refusal(words(refused.line)), HasSubstr(refused.message)) << refused.line;
  }
}

TEST(JournalHead, NamesEveryOptionThatResultsDependOn) {
  std::ostringstream help;
  parse_attribute_options({"--help"}, help);
  // Where results go, how fast they come, and what other methods than those with a journal read.
  std::set<std::string> expected{"--help",      "--version",   "--threads",          "--quiet",
                                 "--resume",    "--report",    "--onehot",           "--overlap",
                                 "--tolerance", "--threshold", "--allow-incomplete", "--positions",
                                 "--trim",      "--top",       "--list-layers"};
  expected.insert({"--energy",     "--chains",        "--burn-in",     "--sample-period",
                   "--beta",       "--target-change", "--gc",          "--parametrisation",
                   "--goal",       "--starts",        "--length",      "--fixed",
                   "--gc-penalty", "--learning-rate", "--beam-width",  "--insert",
                   "--instances",  "--position",      "--background",  "--background-count",
                   "--sites",      "--match",         "--replacement", "--replacement-count",
                   "--distances"});
  for (const auto& [name, value] : journal_head(parse({}))) expected.insert(name);
  const auto text = help.str();
  const std::regex option("--[a-z][a-z-]*(?=[ \n])");
  std::set<std::string> found;
  for (auto match = std::sregex_iterator(text.begin(), text.end(), option);
       match != std::sregex_iterator(); ++match) {
    found.insert(match->str());
    EXPECT_EQ(expected.count(match->str()), 1U) << match->str();
  }
  EXPECT_GT(found.size(), 50U);
}

TEST(JournalHead, ChangesWithWhatIsComputedAndNotWithWhereItGoes) {
  const auto head = [](const char* line) { return journal_head(parse(words(line))); };
  const auto base = head("-o a.bw");
  EXPECT_EQ(base, head("-o b.bw --threads 4 --quiet --report r.tsv --overlap first --resume"));
  for (const char* line : {"-o a.npz", "-o a.bw --seed 2", "-o a.bw --target 1", "-o a.bw y.fa",
                           "-o a.bw --batch-size 3", "-o a.bw --limit 3", "-o a.bw --center"}) {
    EXPECT_NE(base, head(line)) << line;
  }
  EXPECT_NE(head("--method mutagenesis"), head("--method mutagenesis --engine plain"));
  EXPECT_EQ(head("--method deeplift"), head("--method deeplift --tolerance 1 --allow-incomplete"));
  EXPECT_NE(head("--method integrated-gradients"),
            head("--method integrated-gradients --tolerance 1"));
}

TEST(JournalPath, IsBesideTheFirstOutput) {
  EXPECT_EQ(journal_path(parse(words("-o a.bw -o b.npz"))), "a.bw.journal");
  EXPECT_EQ(journal_path(parse(words("-o a.bw -o -"))), "");
  EXPECT_EQ(journal_path(parse(words("-o /dev/null"))), "");
  EXPECT_EQ(journal_path(parse({})), "");
}

TEST(ParseAttributeOptions, NeedsAModelAndSequences) {
  std::ostringstream out;
  EXPECT_THROW(parse_attribute_options({"x.fa"}, out), UsageError);
  EXPECT_THROW(parse_attribute_options({"-m", "model.pt"}, out), UsageError);
  EXPECT_FALSE(parse_attribute_options({"--help"}, out).has_value());
  EXPECT_THAT(out.str(), HasSubstr("--references"));
}

}  // namespace
}  // namespace siskin::tools
