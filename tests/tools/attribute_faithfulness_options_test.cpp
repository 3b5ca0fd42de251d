#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "attribute/journal_head.hpp"
#include "attribute/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

AttributeOptions parse_tests(const std::string& line) {
  std::vector<std::string> arguments{"-m", "model.pt", "x.fa"};
  for (const auto word : util::split_blanks(line)) arguments.emplace_back(word);
  std::ostringstream out;
  return parse_attribute_options(arguments, out).value();
}

std::string refusal_of_tests(const std::string& line) {
  try {
    parse_tests(line);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ParseFaithfulnessOptions, MakesTheTestsThatApply) {
  const auto saliency = parse_tests("--faithfulness f.tsv");
  EXPECT_THAT(saliency.faithfulness.tests,
              ElementsAre("deletion", "infidelity", "insertion", "randomisation", "sensitivity"));
  EXPECT_THAT(saliency.faithfulness.fractions,
              ElementsAre(0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 0.9, 0.95, 0.98, 1));
  EXPECT_EQ(saliency.faithfulness.orders, 1);
  EXPECT_EQ(saliency.faithfulness.samples, 10);
  EXPECT_EQ(saliency.faithfulness.changes, 3);
  for (const char* method : {"integrated-gradients", "deeplift", "lrp", "lime", "kernel-shap",
                             "shapley-exact", "shapley-sampling"}) {
    const auto options = parse_tests(std::string("--faithfulness f.tsv --method ") + method);
    EXPECT_EQ(options.faithfulness.tests.size(), 6U) << method;
  }
  for (const char* method : {"mutagenesis", "occlusion", "deletion", "grad-cam", "smoothgrad"}) {
    const auto options = parse_tests(std::string("--faithfulness f.tsv --method ") + method);
    EXPECT_EQ(options.faithfulness.tests.count("completeness"), 0U) << method;
  }
  EXPECT_TRUE(parse_tests("").faithfulness.tests.empty());
}

TEST(ParseFaithfulnessOptions, WritesNoMapUnasked) {
  EXPECT_THAT(parse_tests("--faithfulness f.tsv").outputs, IsEmpty());
  EXPECT_THAT(parse_tests("--faithfulness f.tsv -o -").outputs, ElementsAre("-"));
}

TEST(ParseFaithfulnessOptions, MasksByWhatTheMapIsMeasuredAgainst) {
  const auto mask = [](const char* line) {
    return parse_tests(std::string("--faithfulness f.tsv ") + line).perturb.mask;
  };
  EXPECT_EQ(mask(""), "uniform");
  EXPECT_EQ(mask("--mask zero"), "zero");
  EXPECT_EQ(mask("--method deeplift"), "zero");
  EXPECT_EQ(mask("--method deeplift --mask position-mean"), "position-mean");
  EXPECT_EQ(mask("--method integrated-gradients --references frequency"), "base-frequency");
  EXPECT_EQ(mask("--method integrated-gradients --references uniform"), "uniform");
  EXPECT_EQ(mask("--method deeplift-shap"), "uniform");
  EXPECT_EQ(mask("--method occlusion"), "uniform");
  EXPECT_EQ(mask("--method occlusion --mask zero"), "zero");
  EXPECT_EQ(refusal_of_tests("--faithfulness f.tsv --engine plain"), "accepted");
  EXPECT_EQ(refusal_of_tests("--faithfulness f.tsv --mask base-frequency --base-frequencies "
                             "1,1,1,1"),
            "accepted");
}

struct RefusedTests {
  const char* line;
  const char* message;
};

TEST(ParseFaithfulnessOptions, RefusesWhatDoesNotFit) {
  for (const auto& refused : std::vector<RefusedTests>{
           {"--faithfulness-tests deletion", "--faithfulness-tests: needs --faithfulness FILE"},
           {"--faithfulness-orders 3", "option --faithfulness-orders: needs"},
           {"--mask zero", "option --mask: method saliency does not read it"},
           {"--faithfulness f.tsv --faithfulness-tests delete",
            "found 'delete', expected deletion"},
           {"--faithfulness f.tsv --faithfulness-tests deletion,", "found '', expected"},
           {"--faithfulness f.tsv --faithfulness-tests completeness",
            "the maps of saliency have no sum to be complete"},
           {"--faithfulness f.tsv --faithfulness-fractions 0,1.5", "found '1.5', expected numbers"},
           {"--faithfulness f.tsv --faithfulness-fractions 0,x", "found 'x', expected numbers"},
           {"--faithfulness f.tsv --faithfulness-fractions 0.5", "expected two different numbers"},
           {"--faithfulness f.tsv --faithfulness-tests insertion --faithfulness-changes 5",
            "belongs to infidelity and sensitivity, which --faithfulness-tests leaves out"},
           {"--faithfulness f.tsv --faithfulness-tests infidelity --faithfulness-orders 2",
            "option --faithfulness-orders: belongs to deletion and insertion"},
           {"--faithfulness f.tsv --faithfulness-samples 0", "option --faithfulness-samples"},
           {"--faithfulness f.tsv --faithfulness-changes 0", "option --faithfulness-changes"},
           {"--faithfulness f.tsv --report f.tsv", "f.tsv is written by another option"},
           {"--faithfulness ./model.pt", "found 'model.pt' for an input and an output"},
           {"--faithfulness x.fa", "found 'x.fa' for an input and an output"},
           {"--faithfulness f.tsv -o m.pt.npz --onehot m.pt.npz",
            "found 'm.pt.npz' for two outputs"},
           {"--faithfulness - -o -", "- is written by another option"},
           {"--faithfulness f.tsv --target 0,1 -o {target}.bw", "takes one output, found --target"},
           {"--faithfulness f.tsv --target-function profile-softmax", "expected --target-function"},
           {"--faithfulness - --resume", "option --resume: standard output"},
           {"--faithfulness f.tsv --method filters", "option --faithfulness: method filters"},
           {"--faithfulness f.tsv --method pairwise --positions 1", "option --faithfulness"}}) {
    EXPECT_THAT(refusal_of_tests(refused.line), HasSubstr(refused.message)) << refused.line;
  }
}

TEST(ParseFaithfulnessOptions, LeaveAJournalBesideTheTable) {
  EXPECT_EQ(journal_path(parse_tests("--faithfulness f.tsv")), "f.tsv.journal");
  EXPECT_EQ(journal_path(parse_tests("--faithfulness f.tsv -o a.bw")), "a.bw.journal");
  EXPECT_EQ(journal_path(parse_tests("--faithfulness -")), "");
  EXPECT_EQ(journal_path(parse_tests("--faithfulness - -o a.bw")), "");
  const auto head = [](const char* line) {
    return journal_head(parse_tests(std::string("-o a.bw ") + line));
  };
  EXPECT_EQ(head("--faithfulness f.tsv"), head("--faithfulness g.tsv"));
  EXPECT_NE(head(""), head("--faithfulness f.tsv"));
  EXPECT_NE(head("--faithfulness f.tsv"), head("--faithfulness f.tsv --faithfulness-orders 2"));
  EXPECT_NE(head("--faithfulness f.tsv"),
            head("--faithfulness f.tsv --faithfulness-tests deletion"));
}

}  // namespace
}  // namespace siskin::tools
