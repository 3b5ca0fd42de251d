#include "siskin/gradient/target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/gradient/derivative.hpp"
#include "siskin/util/error.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using gradient::Outputs;
using gradient::Readout;
using gradient::Target;
using gradient::TargetFunction;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;
using torch::Tensor;

Target target_of(TargetFunction function, const std::vector<std::string>& words = {}) {
  Target target;
  target.function = function;
  target.words = words;
  return target;
}

Target contrast_of(const std::string& a, const std::string& b) {
  Target target;
  target.contrast = {a, b};
  return target;
}

// A double model of 3 tracks of 2 strands over 7 positions (of 10 bases), as the shape asked for.
class ReadoutOf : public testing::Test {
 protected:
  void open(const std::string& shape_code, const std::vector<std::string>& names = {}) {
    torch::manual_seed(4);
    model_ = std::make_unique<model::Model>(test::make_model(
        "def forward(self, x):\n    h = torch.tanh(torch.conv1d(x, self.filters))\n"
        "    z = torch.conv1d(h, self.heads)\n    return " +
            shape_code + "\n",
        {{"filters", torch::randn({5, 4, 4}, torch::kDouble)},
         {"heads", torch::randn({6, 5, 1}, torch::kDouble)}}));
    outputs_ = {"net.pt", raw(x_).sizes().vec(), names, model::OutputKind::kLogit};
  }
  void open_columns() { open("z.mean([2])[:, :3]", {"cell", "liver", "brain"}); }
  void open_tracks() { open("z[:, :3]", {"cell", "liver", "brain"}); }
  void open_strands() { open("z.reshape([-1, 3, 2, 7]).transpose(2, 3)"); }

  Tensor raw(const Tensor& x) const {
    const torch::NoGradGuard no_grad;
    return model::Function(*model_, "    return output\n").forward(x);
  }
  Readout readout(const Target& target) const { return make_readout(target, outputs_); }
  Tensor values(const Target& target, const Tensor& x) const {
    const torch::NoGradGuard no_grad;
    return model::Function(*model_, readout(target).source).forward(x);
  }
  void expect_values(const Target& target, const Tensor& expected) const {
    const auto found = values(target, x_);
    ASSERT_EQ(found.sizes(), expected.sizes());
    EXPECT_LT(test::largest_difference(found, expected), 1e-12);
  }
  void expect_refusal(const Target& target, const std::string& message) const {
    EXPECT_THAT([&] { readout(target); }, ThrowsMessage<Error>(HasSubstr(message)));
  }

  std::unique_ptr<model::Model> model_;
  Outputs outputs_;
  Tensor x_ = test::random_onehot(2, 10, 3);
};

TEST_F(ReadoutOf, OneNumberIsItsOnlyColumn) {
  open("z.sum([1, 2])");
  const auto target = target_of(TargetFunction::kOutput);
  EXPECT_THAT(readout(target).names, ElementsAre("output0"));
  expect_values(target, raw(x_).unsqueeze(1));
  expect_values(target_of(TargetFunction::kSum), raw(x_).unsqueeze(1));
  expect_refusal(target_of(TargetFunction::kProfileBpnet),
                 "net.pt: found one number a sequence for --target-function profile-bpnet");
}

TEST_F(ReadoutOf, SelectsColumnsByNumberAndName) {
  open_columns();
  const auto z = raw(x_);
  expect_values(target_of(TargetFunction::kOutput), z.slice(1, 0, 1));
  const auto two = target_of(TargetFunction::kOutput, {"brain", "0"});
  EXPECT_THAT(readout(two).names, ElementsAre("brain", "cell"));
  expect_values(two, torch::stack({z.select(1, 2), z.select(1, 0)}, 1));
  const auto all = target_of(TargetFunction::kOutput, {"all"});
  EXPECT_THAT(readout(all).names, ElementsAre("cell", "liver", "brain"));
  expect_values(all, z);
}

TEST_F(ReadoutOf, ContrastsTwoColumns) {
  open_columns();
  const auto z = raw(x_);
  const auto target = contrast_of("liver", "2");
  EXPECT_THAT(readout(target).names, ElementsAre("liver-brain"));
  expect_values(target, (z.select(1, 1) - z.select(1, 2)).unsqueeze(1));
}

TEST_F(ReadoutOf, SumsAllOrSomeColumns) {
  open_columns();
  const auto z = raw(x_);
  EXPECT_THAT(readout(target_of(TargetFunction::kSum)).names, ElementsAre("sum"));
  expect_values(target_of(TargetFunction::kSum), z.sum(1, true));
  expect_values(target_of(TargetFunction::kSum, {"all"}), z.sum(1, true));
  expect_values(target_of(TargetFunction::kSum, {"0", "brain"}),
                (z.select(1, 0) + z.select(1, 2)).unsqueeze(1));
}

TEST_F(ReadoutOf, TurnsLogitsIntoProbabilities) {
  open_columns();
  auto target = target_of(TargetFunction::kOutput, {"1"});
  target.space = model::OutputSpace::kProbability;
  expect_values(target, torch::sigmoid(raw(x_)).slice(1, 1, 2));
  outputs_.kind = model::OutputKind::kValue;
  expect_refusal(target, "net.pt: its outputs are plain values");
  open_tracks();
  outputs_.kind = model::OutputKind::kLogit;
  target.words = {"1:2"};
  expect_refusal(target, "found --output-space probability for a profile");
}

TEST_F(ReadoutOf, SelectsSingleValuesOfProfiles) {
  open_tracks();
  const auto target = target_of(TargetFunction::kOutput, {"liver:3", "2:6"});
  EXPECT_THAT(readout(target).names, ElementsAre("liver:3", "brain:6"));
  const auto z = raw(x_);
  expect_values(target,
                torch::stack({z.select(1, 1).select(1, 3), z.select(1, 2).select(1, 6)}, 1));
  expect_refusal(target_of(TargetFunction::kOutput),
                 "found no --target for an output of shape (N,3,7)");
  expect_refusal(target_of(TargetFunction::kOutput, {"all"}), "expected --target track:position");
  expect_refusal(target_of(TargetFunction::kOutput, {"1"}), "'1' for an output of shape (N,3,7)");
  expect_refusal(target_of(TargetFunction::kOutput, {"1:7"}), "expected numbers from 0 to 6");
  open_strands();
  expect_values(target_of(TargetFunction::kOutput, {"2:4:1"}),
                raw(x_).select(1, 2).select(1, 4).slice(1, 1, 2));
}

Tensor along_positions(const Tensor& z, std::int64_t dimension) {
  return z - z.mean(dimension, /*keepdim=*/true);
}

TEST_F(ReadoutOf, ProfileVarianceIsHalfTheSquaresPerTrack) {
  open_tracks();
  const auto tracks = 0.5 * along_positions(raw(x_), 2).square().sum(2);
  const auto target = target_of(TargetFunction::kProfileVariance);
  EXPECT_THAT(readout(target).names, ElementsAre("profile-variance"));
  expect_values(target, tracks.sum(1, true));
  const auto each = target_of(TargetFunction::kProfileVariance, {"all"});
  EXPECT_THAT(readout(each).names, ElementsAre("cell", "liver", "brain"));
  expect_values(each, tracks);
  expect_values(target_of(TargetFunction::kProfileVariance, {"2"}), tracks.slice(1, 2, 3));
  auto contrast = contrast_of("0", "1");
  contrast.function = TargetFunction::kProfileVariance;
  expect_values(contrast, (tracks.select(1, 0) - tracks.select(1, 1)).unsqueeze(1));
}

TEST_F(ReadoutOf, PositionsOfFourDimensionsAreInTheThird) {
  open_strands();
  const auto z = raw(x_);
  ASSERT_EQ(z.sizes(), (std::vector<std::int64_t>{2, 3, 7, 2}));
  expect_values(target_of(TargetFunction::kProfileVariance),
                0.5 * along_positions(z, 2).square().sum({1, 2, 3}).unsqueeze(1));
  expect_values(
      target_of(TargetFunction::kProfileSoftmax, {"1"}),
      (torch::softmax(z, 2) * along_positions(z, 2)).select(1, 1).sum({1, 2}).unsqueeze(1));
}

TEST_F(ReadoutOf, ColumnsAreTheOnlyTrackOfATwoDimensionalProfile) {
  open("z[:, 0]", {"cell", "liver"});
  const auto centred = along_positions(raw(x_), 1);
  expect_values(target_of(TargetFunction::kProfileVariance), 0.5 * centred.square().sum(1, true));
  expect_values(target_of(TargetFunction::kProfileVariance, {"0"}),
                0.5 * centred.square().sum(1, true));
  expect_refusal(target_of(TargetFunction::kProfileVariance, {"1"}), "from 0 to 0");
}

TEST_F(ReadoutOf, ProfileBpnetIsJointOverTracksPositionsAndStrands) {
  open_strands();
  const auto flat = raw(x_).flatten(1);
  const auto centred = flat - flat.mean(1, true);
  expect_values(target_of(TargetFunction::kProfileBpnet),
                (torch::softmax(centred, 1) * centred).sum(1, true));
}

// The gradient of the literal form is that of sum stopgrad(w) (z - mean), w the log-probabilities
// (Tseng, Shrikumar & Kundaje 2020, code), because the constants cancel.
TEST_F(ReadoutOf, ProfileVarianceHasTheDerivativeOfLogProbabilityWeights) {
  open_tracks();
  const model::Function function(*model_,
                                 readout(target_of(TargetFunction::kProfileVariance)).source);
  const auto x = x_.slice(0, 0, 1);
  const auto weight = torch::log_softmax(raw(x), 2);
  const auto expected = test::finite_differences(
      [&](const Tensor& input) {
        return (weight * along_positions(raw(input), 2)).sum().unsqueeze(0);
      },
      x);
  EXPECT_LT(
      test::largest_difference(gradient::differentiate(function, x).gradient_nkcl[0], expected),
      1e-7);
}

TEST_F(ReadoutOf, ProfileSoftmaxHoldsTheWeightsOfTheSequenceConstant) {
  open_tracks();
  const auto target = target_of(TargetFunction::kProfileSoftmax, {"all"});
  const model::Function function(*model_, readout(target).source);
  const auto x = x_.slice(0, 0, 1);
  const auto weight = torch::softmax(raw(x), 2);
  const auto value = [&](const Tensor& input) {
    return (weight * along_positions(raw(input), 2)).sum(2)[0];
  };
  expect_values(target, (torch::softmax(raw(x_), 2) * along_positions(raw(x_), 2)).sum(2));
  EXPECT_LT(test::largest_difference(gradient::differentiate(function, x).gradient_nkcl[0],
                                     test::finite_differences(value, x)),
            1e-7);
  EXPECT_FALSE(gradient::has_differences(TargetFunction::kProfileSoftmax));
  EXPECT_TRUE(gradient::has_differences(TargetFunction::kProfileBpnet));
}

TEST_F(ReadoutOf, ProfileBpnetHoldsNothingConstant) {
  open_strands();
  const auto target = target_of(TargetFunction::kProfileBpnet, {"0", "2"});
  const model::Function function(*model_, readout(target).source);
  const auto x = x_.slice(0, 0, 1);
  const auto expected =
      test::finite_differences([&](const Tensor& input) { return values(target, input)[0]; }, x);
  EXPECT_LT(
      test::largest_difference(gradient::differentiate(function, x).gradient_nkcl[0], expected),
      1e-7);
}

TEST_F(ReadoutOf, NamesWhatTheModelHas) {
  open_columns();
  expect_refusal(target_of(TargetFunction::kOutput, {"3"}),
                 "net.pt: found --target '3', expected a name or a number from 0 to 2 of its "
                 "outputs cell, liver, brain");
  expect_refusal(target_of(TargetFunction::kOutput, {"heart"}), "found --target 'heart'");
  expect_refusal(target_of(TargetFunction::kOutput, {"-1"}), "found --target '-1'");
  expect_refusal(target_of(TargetFunction::kOutput, {"liver", "1"}), "found --target liver twice");
  expect_refusal(contrast_of("0", "heart"), "'heart'");
}

TEST(MakeReadout, CutsLongListsOfNames) {
  Outputs outputs;
  outputs.where = "net.pt";
  outputs.sizes = {1, 100};
  EXPECT_THAT([&] { make_readout(target_of(TargetFunction::kOutput, {"100"}), outputs); },
              ThrowsMessage<Error>(testing::EndsWith("output18, output19, ...")));
  outputs.sizes = {1, 2, 3, 4, 5};
  EXPECT_THAT([&] { make_readout(target_of(TargetFunction::kSum), outputs); },
              ThrowsMessage<Error>(HasSubstr("found an output of 5 dimensions, expected 1 to 4")));
}

TEST(ParseTargetFunction, KnowsItsWords) {
  EXPECT_EQ(gradient::parse_target_function("output"), TargetFunction::kOutput);
  EXPECT_EQ(gradient::parse_target_function("profile-softmax"), TargetFunction::kProfileSoftmax);
  EXPECT_THAT([] { gradient::parse_target_function("counts"); },
              ThrowsMessage<UsageError>(HasSubstr("option --target-function: found 'counts'")));
}

TEST(ParseTargetWords, SplitsAtCommas) {
  EXPECT_THAT(gradient::parse_target_words("0,liver,2:3"), ElementsAre("0", "liver", "2:3"));
  EXPECT_THAT(gradient::parse_target_words("all"), ElementsAre("all"));
  for (const char* text : {"", "1,,2", "all,1"}) {
    EXPECT_THROW(gradient::parse_target_words(text), UsageError) << text;
  }
}

TEST(ParseContrast, WantsTwoDifferentWords) {
  EXPECT_EQ(gradient::parse_contrast("a,b"), std::make_pair(std::string("a"), std::string("b")));
  for (const char* text : {"", "a", "a,", ",b", "a,b,c", "a,a"}) {
    EXPECT_THROW(gradient::parse_contrast(text), UsageError) << text;
  }
}

}  // namespace
}  // namespace siskin
