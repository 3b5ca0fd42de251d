#include "siskin/attribute/attribute.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "unit/attribute/records.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using attribute::AttributeSettings;
using attribute::Attributor;
using attribute::MapKind;
using testing::Each;
using testing::ElementsAre;
using testing::Eq;
using testing::FloatNear;
using testing::HasSubstr;
using testing::Pointwise;
using testing::ThrowsMessage;

const std::vector<std::string> kMethods{"saliency", "grad-x-input", "integrated-gradients",
                                        "mean-gradient", "mutagenesis"};

attribute::Attributions run(model::Model& model, const std::string& method,
                            const std::vector<std::string>& sequences,
                            const AttributeSettings& settings = {}) {
  Attributor attributor(model, method, settings);
  return attributor.attribute(test::make_batch(sequences));
}

std::vector<float> track(const std::string& method, const attribute::Attributions& found,
                         const std::string& sequence) {
  auto model = test::t1();
  const auto kind = Attributor(model, method, {}).map_kind();
  return attribute::reduce(found.maps_ncl.data(), test::make_batch({sequence}).onehot_ncl.data(),
                           sequence.size(), kind, attribute::Reduction::kObserved);
}

TEST(Attributor, GivesTheTracksOfTheTestModel) {
  auto model = test::t1();
  AttributeSettings settings;
  settings.path.steps = 4;
  const std::vector<float> gradient{0.5F, 0.5F, -0.25F, -0.25F, 0};
  EXPECT_EQ(track("saliency", run(model, "saliency", {"ACGTA"}), "ACGTA"), gradient);
  EXPECT_EQ(track("grad-x-input", run(model, "grad-x-input", {"ACGTA"}), "ACGTA"), gradient);
  EXPECT_THAT(track("integrated-gradients", run(model, "integrated-gradients", {"ACGTA"}, settings),
                    "ACGTA"),
              ElementsAre(0.375F, 0.375F, -0.1875F, -0.1875F, 0));
  EXPECT_EQ(track("mutagenesis", run(model, "mutagenesis", {"ACGTA"}), "ACGTA"),
            (std::vector<float>{0.453125F, 0.390625F, -0.1875F, -0.171875F, -0.078125F}));
}

TEST(Attributor, SaysWhatItsMapsHold) {
  auto model = test::t1();
  EXPECT_EQ(Attributor(model, "grad-x-input", {}).map_kind(), MapKind::kGradient);
  EXPECT_EQ(Attributor(model, "mean-gradient", {}).map_kind(), MapKind::kGradient);
  EXPECT_EQ(Attributor(model, "integrated-gradients", {}).map_kind(), MapKind::kContribution);
  EXPECT_EQ(Attributor(model, "mutagenesis", {}).map_kind(), MapKind::kDifference);
  EXPECT_THROW(Attributor(model, "magic", {}), UsageError);
}

TEST(Attributor, CentersEachMap) {
  auto model = test::t1();
  AttributeSettings settings;
  settings.center = true;
  const auto gradient = run(model, "saliency", {"ACGTA"}, settings);
  EXPECT_EQ(gradient.maps_ncl[0], 0.4375F);
  EXPECT_EQ(gradient.maps_ncl[1], -0.3125F);
  const auto mutants = run(model, "mutagenesis", {"ACGTA"}, settings);
  EXPECT_EQ(mutants.maps_ncl[0], 0.453125F);
  EXPECT_EQ(track("mutagenesis", mutants, "ACGTA"),
            (std::vector<float>{0.453125F, 0.390625F, -0.1875F, -0.171875F, -0.078125F}));
}

TEST(Attributor, FillsTheModelWithRows) {
  auto model = test::t1();
  AttributeSettings settings;
  settings.batch_size = 200;
  EXPECT_EQ(Attributor(model, "saliency", settings).sequences_per_batch(), 200U);
  EXPECT_EQ(Attributor(model, "mutagenesis", settings).sequences_per_batch(), 1U);
  EXPECT_EQ(Attributor(model, "integrated-gradients", settings).sequences_per_batch(), 4U);
  settings.references.kind = "dinucleotide";
  EXPECT_EQ(Attributor(model, "integrated-gradients", settings).sequences_per_batch(), 1U);
}

TEST(Attributor, GivesTheSameAloneAndInABatch) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(21));
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
    Attributor attributor(model, method, settings);
    const auto together = attributor.attribute(whole);
    for (const std::size_t i : {std::size_t{0}, std::size_t{17}, std::size_t{63}}) {
      auto single = test::make_batch({sequences[i]});
      single.first = i;  // references belong to the number of the sequence
      const auto alone = attributor.attribute(single);
      const auto begin = together.maps_ncl.begin() + static_cast<std::ptrdiff_t>(i * 96);
      EXPECT_THAT(alone.maps_ncl,
                  Pointwise(FloatNear(2e-6F), std::vector<float>(begin, begin + 96)))
          << method;
      EXPECT_NEAR(alone.scores[0], together.scores[i], 1e-6);
    }
  }
}

TEST(Attributor, IsZeroWhereTheModelDoesNotLook) {
  auto model = test::make_model(
      "def forward(self, x):\n    return torch.sum(torch.exp(x[:, :, 2:5] * self.scale), [1, 2])\n",
      {{"scale", torch::tensor({0.5F})}});
  for (const auto& method : kMethods) {
    const auto found = run(model, method, {"ACGTACGTA"});
    for (std::size_t i = 0; i < 36; ++i) {
      if (i % 9 >= 2 && i % 9 <= 4) continue;
      EXPECT_EQ(found.maps_ncl[i], 0) << method << ' ' << i;
    }
  }
}

TEST(Attributor, ReportsResidualsOfIntegratedGradientsOnly) {
  auto model = test::t1();
  AttributeSettings settings;
  settings.path.steps = 4;
  const auto path = run(model, "integrated-gradients", {"ACGTA", "CATGA"}, settings);
  EXPECT_NEAR(path.residuals[0].value(), 0.0625, 1e-7);
  EXPECT_EQ(path.steps[1], 4);
  const auto gradient = run(model, "saliency", {"ACGTA", "CATGA"}, settings);
  EXPECT_THAT(gradient.residuals, Each(Eq(std::nullopt)));
  EXPECT_THAT(gradient.scores, ElementsAre(0.5625, 0));
}

TEST(Attributor, NamesTheRecordOfAnotherLength) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "m.pt").string();
  torch::jit::Module module("Model");
  module.define("def forward(self, x):\n    return torch.sum(x, [1, 2])\n");
  module.save(path, {{"siskin.json", R"({"input_length": 6, "output_kind": "value"})"}});
  model::Model model(path);
  EXPECT_THAT([&] { run(model, "saliency", {"ACGTA"}); },
              ThrowsMessage<Error>(HasSubstr("x.fa: record s0: found 5 bases, expected the 6")));
}

}  // namespace
}  // namespace siskin
