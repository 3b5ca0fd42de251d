#include "siskin/attribute/blackbox_methods.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <sstream>

#include "siskin/attribute/attribute.hpp"
#include "siskin/attribute/ensemble.hpp"
#include "support/error_message.hpp"
#include "unit/attribute/records.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using attribute::AttributeSettings;
using attribute::Attributor;
using testing::DoubleNear;
using testing::Each;
using testing::ElementsAre;
using testing::FloatNear;
using testing::HasSubstr;
using testing::Pointwise;

constexpr const char* kOutput = "    return output\n";

gradient::Explanation explain_t1(const std::string& method, const attribute::RecordBatch& batch,
                                 const AttributeSettings& settings = {}) {
  auto model = test::t1();
  const model::Function function(model, kOutput);
  return Attributor(method, settings).attribute(function, batch);
}

std::vector<float> track_of_t1(const std::string& method, const AttributeSettings& settings = {},
                               const std::string& sequence = "ACGTA") {
  attribute::ResultParts parts;
  parts.tracks = true;
  const auto batch = test::make_batch({sequence});
  return attribute::combine(batch, {explain_t1(method, batch, settings)},
                            Attributor(method, settings).map_kind(), parts)
      .front()
      .tracks_kl;
}

std::shared_ptr<const io::BaseGroups> groups_from(const std::string& bed) {
  std::istringstream in(bed);
  return std::make_shared<const io::BaseGroups>(in, "g.bed");
}

// Closed forms and enumeration of the test model, see test-data/models/README.md.
TEST(BlackboxMethods, GiveTheTracksOfTheTestModel) {
  AttributeSettings settings;
  EXPECT_THAT(track_of_t1("occlusion"), ElementsAre(0.4375F, 0.4375F, -0.203125F, -0.203125F, 0));
  settings.blackbox.window = {2, 1};
  EXPECT_THAT(track_of_t1("occlusion", settings),
              ElementsAre(0.75F, 0.4765625F, -0.09375F, -0.3046875F, -0.21875F));
  for (const char* method : {"shapley-exact", "kernel-shap"}) {
    EXPECT_THAT(track_of_t1(method), Pointwise(FloatNear(1e-6F), {0.375F, 0.359375F, -0.2109375F,
                                                                  -0.203125F, -0.0078125F}))
        << method;
  }
}

TEST(BlackboxMethods, ReportSumsOfWhatIsComplete) {
  for (const char* method : {"shapley-exact", "kernel-shap", "shapley-sampling"}) {
    const auto found = explain_t1(method, test::make_batch({"ACGTA", "CATGA"}));
    EXPECT_EQ(found.prediction_nk[0][0].item<double>(), 0.5625) << method;
    EXPECT_EQ(found.reference_prediction_nrk[0][0][0].item<double>(), 0.25) << method;
    const auto residual =
        found.sum_nrk - found.prediction_nk.unsqueeze(1) + found.reference_prediction_nrk;
    EXPECT_LT(residual.abs().max().item<double>(), 1e-12) << method;
    EXPECT_FALSE(found.r_squared_nk.defined());
    EXPECT_THAT(Attributor(method, {}).reference_names(1), ElementsAre("mask"));
  }
  EXPECT_FALSE(explain_t1("occlusion", test::make_batch({"ACGTA"})).sum_nrk.defined());
}

TEST(BlackboxMethods, ReportHowWellLimeFits) {
  AttributeSettings settings;
  settings.blackbox.lime.samples = 300;
  settings.blackbox.lime.alpha = 0;
  const auto found = explain_t1("lime", test::make_batch({"ACGTA"}), settings);
  const double share = found.r_squared_nk[0][0].item<double>();
  EXPECT_GT(share, 0.8);
  EXPECT_LT(share, 1);
  const double sum = found.map_nkcl.sum().item<double>();
  EXPECT_NEAR(found.sum_nrk[0][0][0].item<double>(), sum, 1e-6);
}

TEST(BlackboxMethods, TellHowEditsWereEvaluated) {
  const auto engine_of = [](const char* method, model::Engine engine) {
    AttributeSettings settings;
    settings.blackbox.engine = engine;
    settings.blackbox.lime.samples = 9;
    return explain_t1(method, test::make_batch({"ACGTA", "CATGA"}), settings).engine_n;
  };
  for (const char* method : {"mutagenesis", "occlusion"}) {
    EXPECT_THAT(engine_of(method, model::Engine::kPlain), ElementsAre("plain", "plain"));
    EXPECT_THAT(engine_of(method, model::Engine::kIncremental),
                Each(HasSubstr("times fewer multiply-adds")));
  }
  EXPECT_THAT(engine_of("lime", model::Engine::kAutomatic), ElementsAre("", ""));
}

TEST(BlackboxMethods, GiveAGroupOneValueAndLeaveTheRest) {
  AttributeSettings settings;
  settings.blackbox.groups = groups_from("s0\t0\t2\ta\ns0\t4\t5\tb\n");
  // f with the first two masked is the fall of a window of two there.
  EXPECT_THAT(track_of_t1("occlusion", settings), ElementsAre(0.75F, 0.75F, 0, 0, 0));
  const auto exact = track_of_t1("shapley-exact", settings);
  EXPECT_EQ(exact[0], exact[1]);
  EXPECT_EQ(exact[2], 0);
  EXPECT_EQ(exact[3], 0);
}

TEST(BlackboxMethods, TakeNOutOfGroups) {
  AttributeSettings settings;
  settings.blackbox.groups = groups_from("s0\t1\t2\tempty\ns0\t0\t1\ta\ns0\t2\t5\ta\n");
  for (const auto ambiguous : {seq::Ambiguous::kZero, seq::Ambiguous::kUniform}) {
    const auto batch = test::make_batch({"ANGTN"}, ambiguous);
    const auto found = explain_t1("shapley-exact", batch, settings);
    EXPECT_EQ(found.map_nkcl.ne(0).sum().item<std::int64_t>(), 3);  // one group, of three bases
  }
}

TEST(BlackboxMethods, GiveNothingToN) {
  for (const char* method :
       {"occlusion", "deletion", "lime", "kernel-shap", "shapley-sampling", "shapley-exact"}) {
    AttributeSettings settings;
    settings.blackbox.lime.samples = 50;
    const auto track = track_of_t1(method, settings, "ANGTN");
    EXPECT_EQ(track[1], 0) << method;
    EXPECT_EQ(track[4], 0) << method;
    EXPECT_NE(track[0], 0) << method;
  }
}

TEST(BlackboxMethods, ExplainSeveralOutputsAsEachAlone) {
  auto model = test::make_model(
      "def forward(self, x):\n"
      "    total = torch.tanh(torch.sum(x[:, 0] * x[:, 0] + 2 * x[:, 1], [1]))\n"
      "    return torch.stack([total, torch.exp(-total)], 1)\n",
      {});
  const auto batch = test::make_batch({"ACGTA", "CATGC"});
  AttributeSettings settings;
  settings.blackbox.lime.samples = 40;
  settings.blackbox.window = {2, 1};
  const model::Function whole(model, kOutput);
  const model::Function second(model, "    return output[:, 1:2]\n");
  for (const char* method : {"occlusion", "deletion", "lime", "kernel-shap", "shapley-sampling",
                             "shapley-exact", "mutagenesis"}) {
    const Attributor attributor(method, settings);
    const auto both = attributor.attribute(whole, batch);
    const auto alone = attributor.attribute(second, batch);
    ASSERT_EQ(both.map_nkcl.size(1), 2);
    EXPECT_TRUE(torch::equal(both.map_nkcl.select(1, 1), alone.map_nkcl.select(1, 0))) << method;
  }
}

TEST(BlackboxMethods, NameTheRecord) {
  AttributeSettings settings;
  settings.blackbox.window = {6, 1};
  const auto batch = test::make_batch({"ACGTA"});
  EXPECT_THAT(test::error_message([&] { explain_t1("occlusion", batch, settings); }),
              HasSubstr("x.fa: record s0: found 5 bases, expected at least the 6"));
  settings.blackbox.kernel_shap_samples = 9;
  EXPECT_THAT(test::error_message([&] { explain_t1("kernel-shap", batch, settings); }),
              HasSubstr("x.fa: record s0: found 9 samples"));
  EXPECT_THAT(test::error_message(
                  [&] { explain_t1("shapley-exact", test::make_batch({"ACGTACGTACGTACGTA"})); }),
              HasSubstr("found 17 features, expected at most the 16"));
}

TEST(Pairwise, TakesPositionsOrThoseOfGroups) {
  auto model = test::t1();
  const model::Function function(model, kOutput);
  const auto batch = test::make_batch({"ACGTA"});
  attribute::BlackboxSettings settings;
  const auto run = [&] {
    std::vector<blackbox::PairEffect> pairs;
    attribute::pairwise(function, batch, 0, settings,
                        [&](std::int64_t, const auto& pair) { pairs.push_back(pair); });
    return pairs;
  };
  settings.positions = {0, 2};
  const auto pairs = run();
  ASSERT_EQ(pairs.size(), 9U);
  EXPECT_EQ(pairs[0].delta1, -0.75);   // C at position 0
  EXPECT_EQ(pairs[0].delta2, 0.4375);  // A at position 2
  settings.groups = groups_from("s0\t2\t3\tb\ns0\t0\t1\ta\n");
  const auto same = run();
  ASSERT_EQ(same.size(), 9U);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(same[i].epistasis, pairs[i].epistasis);
  settings.groups.reset();
  settings.positions = {0, 5};
  EXPECT_THAT(test::error_message(run), HasSubstr("record s0: found 5 bases, expected more than"));
}

}  // namespace
}  // namespace siskin
