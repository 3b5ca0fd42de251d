#include "siskin/attribute/attribute.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include "siskin/attribute/ensemble.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "support/error_message.hpp"
#include "unit/attribute/records.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using attribute::AttributeSettings;
using attribute::Attributor;
using attribute::MapKind;
using testing::Each;
using testing::ElementsAre;
using testing::FloatNear;
using testing::HasSubstr;
using testing::Pointwise;

constexpr const char* kWhole = "    return output\n";

// Those that need no network of layers.
const std::vector<std::string> kMethods{"saliency",
                                        "grad-x-input",
                                        "smoothgrad",
                                        "vargrad",
                                        "integrated-gradients",
                                        "expected-gradients",
                                        "gradient-shap",
                                        "deeplift",
                                        "mutagenesis",
                                        "mean-gradient",
                                        "lrp"};

gradient::Explanation run(model::Model& model, const std::string& method,
                          const std::vector<std::string>& sequences,
                          const AttributeSettings& settings = {}) {
  const model::Function function(model, kWhole);
  return Attributor(method, settings).attribute(function, test::make_batch(sequences));
}

std::vector<float> track(model::Model& model, const std::string& method,
                         const AttributeSettings& settings = {}) {
  attribute::ResultParts parts;
  parts.tracks = true;
  const auto kind = Attributor(method, settings).map_kind();
  return attribute::combine(test::make_batch({"ACGTA"}), {run(model, method, {"ACGTA"}, settings)},
                            kind, parts)
      .front()
      .tracks_kl;
}

// Closed forms, see test-data/models/README.md. The network has one hidden layer, so that DeepLIFT
// is the exact integral.
TEST(Attributor, GivesTheTracksOfTheTestModel) {
  auto model = test::t1();
  AttributeSettings settings;
  settings.path.steps = 4;
  const std::vector<float> gradient{0.5F, 0.5F, -0.25F, -0.25F, 0};
  EXPECT_EQ(track(model, "saliency"), gradient);
  EXPECT_EQ(track(model, "grad-x-input"), gradient);
  EXPECT_THAT(track(model, "integrated-gradients", settings),
              ElementsAre(0.375F, 0.375F, -0.1875F, -0.1875F, 0));
  EXPECT_EQ(track(model, "mutagenesis"),
            (std::vector<float>{0.453125F, 0.390625F, -0.1875F, -0.171875F, -0.078125F}));
  settings.path.steps = 20000;
  EXPECT_THAT(track(model, "deeplift"),
              Pointwise(FloatNear(1e-5F), track(model, "integrated-gradients", settings)));
}

TEST(Attributor, GivesHypotheticalContributionsWhoseObservedBaseIsTheContribution) {
  auto model = test::t1();
  AttributeSettings settings;
  settings.references.kind = "uniform";
  for (const char* method : {"integrated-gradients", "deeplift"}) {
    settings.hypothetical = false;
    const auto contributions = track(model, method, settings);
    settings.hypothetical = true;
    EXPECT_EQ(Attributor(method, settings).map_kind(), MapKind::kHypothetical);
    EXPECT_THAT(track(model, method, settings), Pointwise(FloatNear(1e-6F), contributions));
  }
}

TEST(Attributor, SaysWhatItsMapsHold) {
  const auto kind = [](const char* method) { return Attributor(method, {}).map_kind(); };
  EXPECT_EQ(kind("grad-x-input"), MapKind::kGradient);
  EXPECT_EQ(kind("guided-backprop"), MapKind::kGradient);
  EXPECT_EQ(kind("reference-centred-gradient"), MapKind::kGradient);
  EXPECT_EQ(kind("deeplift-shap"), MapKind::kContribution);
  EXPECT_EQ(kind("grad-cam"), MapKind::kPosition);
  EXPECT_EQ(kind("mutagenesis"), MapKind::kDifference);
  EXPECT_THROW(Attributor("magic", {}), UsageError);
}

TEST(Attributor, CentersEachMapOnce) {
  auto model = test::t1();
  AttributeSettings settings;
  settings.center = true;
  const auto gradient = run(model, "saliency", {"ACGTA"}, settings).map_nkcl;
  EXPECT_EQ(gradient[0][0][0][0].item<float>(), 0.4375F);
  EXPECT_EQ(gradient[0][0][0][1].item<float>(), -0.3125F);
  EXPECT_EQ(track(model, "mutagenesis", settings),
            (std::vector<float>{0.453125F, 0.390625F, -0.1875F, -0.171875F, -0.078125F}));
  const auto mean = run(model, "mean-gradient", {"ACGTA"}, settings).map_nkcl;
  EXPECT_LT(mean.sum(2).abs().max().item<double>(), 1e-6);
}

TEST(Attributor, FillsTheModelWithRows) {
  AttributeSettings settings;
  settings.batch_size = 200;
  const auto sequences = [&settings](const char* method) {
    return Attributor(method, settings).sequences_per_batch();
  };
  EXPECT_EQ(sequences("saliency"), 200U);
  EXPECT_EQ(sequences("smoothgrad"), 4U);
  EXPECT_EQ(sequences("mutagenesis"), 1U);
  EXPECT_EQ(sequences("integrated-gradients"), 4U);
  settings.references.kind = "dinucleotide";
  EXPECT_EQ(sequences("integrated-gradients"), 1U);
  EXPECT_EQ(sequences("deeplift-shap"), 10U);
}

TEST(Attributor, GivesTheSameAloneAndInABatch) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(21));
  const model::Function function(model, kWhole);
  util::Random random(3);
  std::vector<std::string> sequences(64);
  for (auto& sequence : sequences) {
    for (int i = 0; i < 24; ++i) sequence += "ACGT"[random.below(4)];
  }
  AttributeSettings settings;
  settings.references.kind = "dinucleotide";
  settings.references.count = 3;
  settings.path.steps = 5;
  const auto whole = test::make_batch(sequences);
  for (const auto& method : kMethods) {
    const Attributor attributor(method, settings);
    const auto together = attributor.attribute(function, whole);
    for (const std::size_t i : {std::size_t{0}, std::size_t{17}, std::size_t{63}}) {
      auto single = test::make_batch({sequences[i]});
      single.numbers = {i};  // references belong to the number of the sequence
      const auto alone = attributor.attribute(function, single);
      const auto row = static_cast<std::int64_t>(i);
      EXPECT_LT(test::largest_difference(alone.map_nkcl[0], together.map_nkcl[row]), 2e-6)
          << method;
      EXPECT_LT(test::largest_difference(alone.prediction_nk[0], together.prediction_nk[row]),
                1e-6);
    }
  }
}

TEST(Attributor, ExplainsSeveralOutputsAsEachAlone) {
  auto model = test::make_model(
      "def forward(self, x):\n"
      "    hidden = torch.tanh(torch.conv1d(x, self.filters))\n"
      "    return torch.linear(torch.mean(hidden, [2]), self.weight)\n",
      {{"filters", torch::randn({5, 4, 3})}, {"weight", torch::randn({3, 5})}});
  const model::Function all(model, kWhole);
  const model::Function last(model, "    return output[:, 2:3]\n");
  const auto batch = test::make_batch({"ACGTACGT", "GGATCCTT"});
  for (const auto& method : kMethods) {
    const Attributor attributor(method, {});
    const auto together = attributor.attribute(all, batch);
    const auto alone = attributor.attribute(last, batch);
    ASSERT_EQ(together.map_nkcl.size(1), 3);
    EXPECT_LT(test::largest_difference(together.map_nkcl.select(1, 2), alone.map_nkcl.select(1, 0)),
              1e-6)
        << method;
    EXPECT_LT(test::largest_difference(together.prediction_nk.select(1, 2),
                                       alone.prediction_nk.select(1, 0)),
              1e-6);
  }
}

TEST(Attributor, NamesTheReferencesOfSums) {
  AttributeSettings settings;
  EXPECT_THAT(Attributor("lrp", settings).reference_names(1), ElementsAre("NA"));
  EXPECT_THAT(Attributor("deeplift", settings).reference_names(1), ElementsAre("0"));
  const test::TemporaryFolder folder;
  settings.references.kind = folder.write("r.fa", ">first\nACGTA\n>second\nCCCCC\n").string();
  EXPECT_THAT(Attributor("deeplift", settings).reference_names(2), ElementsAre("first", "second"));
  EXPECT_THAT(Attributor("expected-gradients", settings).reference_names(1), ElementsAre("mean"));
}

TEST(Attributor, HasSumsForContributionsOnly) {
  auto model = test::t1();
  AttributeSettings settings;
  settings.path.steps = 4;
  const auto path = run(model, "integrated-gradients", {"ACGTA", "CATGA"}, settings);
  const auto residual_nrk =
      path.sum_nrk - (path.prediction_nk.unsqueeze(1) - path.reference_prediction_nrk);
  EXPECT_NEAR(residual_nrk[0][0][0].item<double>(), 0.0625, 1e-7);
  for (const char* method : {"saliency", "mutagenesis", "mean-gradient"}) {
    EXPECT_FALSE(run(model, method, {"ACGTA"}).sum_nrk.defined()) << method;
  }
}

TEST(Attributor, NamesTheRecordOfAnotherLength) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "m.pt").string();
  torch::jit::Module module("Model");
  module.define("def forward(self, x):\n    return torch.sum(x, [1, 2])\n");
  module.save(path, {{"siskin.json", R"({"input_length": 6, "output_kind": "value"})"}});
  model::Model model(path);
  EXPECT_THAT(test::error_message([&] { run(model, "saliency", {"ACGTA"}); }),
              HasSubstr("x.fa: record s0: found 5 bases, expected the 6"));
}

}  // namespace
}  // namespace siskin
