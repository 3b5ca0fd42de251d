#include "siskin/attribute/faithfulness.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/script.h>

#include <cmath>

#include "siskin/attribute/ensemble.hpp"
#include "unit/attribute/records.hpp"
#include "unit/gradient/test_models.hpp"

namespace siskin {
namespace {

using attribute::AttributeSettings;
using attribute::Attributor;
using attribute::Faithfulness;
using attribute::FaithfulnessRow;
using attribute::FaithfulnessSettings;
using attribute::MapKind;
using attribute::RecordBatch;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pointwise;
using testing::SizeIs;

using TestRows = std::vector<FaithfulnessRow>;

FaithfulnessSettings quick_settings() {
  FaithfulnessSettings settings;
  settings.randomisation = false;
  settings.curves.fractions = {0, 0.25, 0.5, 0.75, 1};
  return settings;
}

AttributeSettings masked_by_zero() {
  AttributeSettings settings;
  settings.references.kind = "zero";
  settings.blackbox.mask = blackbox::MaskSource(blackbox::MaskKind::kZero);
  return settings;
}

std::vector<TestRows> test_maps(const std::string& method,
                                const std::vector<model::Function>& functions,
                                const RecordBatch& batch, const FaithfulnessSettings& settings,
                                const AttributeSettings& attribution = masked_by_zero()) {
  const Attributor attributor(method, attribution);
  std::vector<gradient::Explanation> by_model;
  by_model.reserve(functions.size());
  for (const auto& function : functions) by_model.push_back(attributor.attribute(function, batch));
  attribute::ResultParts parts;
  parts.maps = parts.tracks = true;
  parts.reduction = settings.reduction;
  const auto results = attribute::combine(batch, by_model, attributor.map_kind(), parts);
  return Faithfulness(method, attribution, settings).rows(functions, batch, results);
}

TestRows rows_of(const std::string& test, const TestRows& rows) {
  TestRows found;
  for (const auto& row : rows) {
    if (row.test == test) found.push_back(row);
  }
  return found;
}

std::vector<double> values_of(const TestRows& rows) {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(row.value);
  return values;
}

std::vector<double> expected_of(const TestRows& rows) {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(row.expected.value());
  return values;
}

std::vector<model::Function> functions_of(model::Model& model) {
  std::vector<model::Function> functions;
  functions.push_back(test::every_output(model));
  return functions;
}

// Multiples of 1/4, (4,8).
torch::Tensor linear_weights() {
  torch::manual_seed(11);
  return torch::round(torch::randn({4, 8}) * 4) / 4;
}

class LinearFaithfulnessTest : public testing::Test {
 protected:
  model::Model model_ = test::linear_model(linear_weights());
  const std::vector<model::Function> functions_ = functions_of(model_);
  const RecordBatch batch_ = test::make_batch({"ACGTACGT", "TTGACNAG"});
};

TEST_F(LinearFaithfulnessTest, FindsNoInfidelityInTheRightMap) {
  for (const char* method : {"saliency", "grad-x-input", "mutagenesis", "integrated-gradients",
                             "deeplift", "occlusion", "shapley-exact"}) {
    for (const auto& rows : test_maps(method, functions_, batch_, quick_settings())) {
      const auto found = rows_of("infidelity", rows);
      EXPECT_THAT(found, SizeIs(10)) << method;
      EXPECT_THAT(values_of(found), Pointwise(DoubleNear(1e-5), expected_of(found))) << method;
    }
  }
}

TEST_F(LinearFaithfulnessTest, FindsTheInfidelityOfTheGradientSquared) {
  const auto rows = test_maps("smoothgrad-squared", functions_, batch_, quick_settings()).front();
  const auto found = rows_of("infidelity", rows);
  double error = 0;
  for (const auto& row : found) error += std::abs(row.value - row.expected.value());
  EXPECT_GT(error, 0.25);
}

TEST_F(LinearFaithfulnessTest, IsCompleteWhereTheMethodIs) {
  const auto weight_cl = linear_weights();
  for (const char* method : {"integrated-gradients", "deeplift", "kernel-shap", "shapley-exact"}) {
    const auto rows = test_maps(method, functions_, batch_, quick_settings());
    const auto found = rows_of("completeness", rows[0]);
    ASSERT_THAT(found, SizeIs(1)) << method;
    const double sum = (test::encode({"ACGTACGT"})[0] * weight_cl).sum().item<double>();
    EXPECT_NEAR(found[0].value, sum, 1e-5) << method;
    EXPECT_NEAR(found[0].expected.value(), sum, 1e-5) << method;
  }
  EXPECT_THAT(
      rows_of("completeness", test_maps("saliency", functions_, batch_, quick_settings())[0]),
      IsEmpty());
}

// Of a linear model the curves are partial sums of its sorted terms.
TEST_F(LinearFaithfulnessTest, GivesTheCurvesInClosedForm) {
  const auto rows = test_maps("grad-x-input", functions_, batch_, quick_settings()).front();
  const auto term_l = (test::encode({"ACGTACGT"})[0] * linear_weights()).sum(0);
  const auto sorted_l = std::get<0>(term_l.sort(0, /*descending=*/true));
  std::vector<double> deletion;
  std::vector<double> insertion;
  deletion.reserve(5);
  insertion.reserve(5);
  for (int count = 0; count <= 8; count += 2) {
    deletion.push_back(0.5 + sorted_l.slice(0, count).sum().item<double>());
    insertion.push_back(0.5 + sorted_l.slice(0, 0, count).sum().item<double>());
  }
  const auto found = rows_of("deletion", rows);
  EXPECT_THAT(values_of(found), Pointwise(DoubleNear(1e-5), deletion));
  EXPECT_THAT(values_of(rows_of("insertion", rows)), Pointwise(DoubleNear(1e-5), insertion));
  EXPECT_THAT(rows_of("deletion_random", rows), SizeIs(5));
  EXPECT_EQ(found[1].fraction, 0.25);
  EXPECT_FALSE(found[1].expected.has_value());
}

// The gradient of a linear model is the same everywhere; times the input it changes where the
// sequence does.
TEST_F(LinearFaithfulnessTest, MeasuresHowMapsOfNeighboursDiffer) {
  auto settings = quick_settings();
  settings.reduction = attribute::Reduction::kMaxAbs;
  const auto constant =
      rows_of("sensitivity", test_maps("saliency", functions_, batch_, settings).front());
  EXPECT_THAT(values_of(constant), testing::Each(0.0));
  const auto largest_l = std::get<0>(linear_weights().abs().max(0));
  EXPECT_NEAR(constant[0].expected.value(), largest_l.norm().item<double>(), 1e-5);

  settings.reduction = attribute::Reduction::kObserved;
  const auto found =
      rows_of("sensitivity", test_maps("grad-x-input", functions_, batch_, settings).front());
  const auto weight_cl = linear_weights();
  const auto onehot_cl = test::encode({"ACGTACGT"})[0];
  const std::vector<float> flat(onehot_cl.data_ptr<float>(), onehot_cl.data_ptr<float>() + 32);
  const auto edits = blackbox::random_substitutions(flat, settings.curves);
  ASSERT_EQ(edits.size(), found.size());
  for (std::size_t i = 0; i < edits.size(); ++i) {
    auto changed = flat;
    blackbox::apply(edits[i], changed.data(), 8);
    const auto changed_cl = torch::tensor(changed).view({4, 8});
    const auto change_l = ((changed_cl - onehot_cl) * weight_cl).sum(0);
    EXPECT_NEAR(found[i].value, change_l.norm().item<double>(), 1e-5);
  }
}

TEST_F(LinearFaithfulnessTest, AsksTheMeanOfAnEnsemble) {
  auto second = test::linear_model(torch::zeros({4, 8}));
  auto functions = functions_of(model_);
  functions.push_back(test::every_output(second));
  const auto alone = test_maps("grad-x-input", functions_, batch_, quick_settings()).front();
  const auto both = test_maps("grad-x-input", functions, batch_, quick_settings()).front();
  const auto one = rows_of("deletion", alone);
  const auto half = rows_of("deletion", both);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_NEAR(half[i].value, (one[i].value + 0.5) / 2, 1e-6);
  }
  const auto found = rows_of("infidelity", both);
  EXPECT_THAT(values_of(found), Pointwise(DoubleNear(1e-5), expected_of(found)));
}

TEST_F(LinearFaithfulnessTest, MakesTheTestsThatWereAskedFor) {
  auto settings = quick_settings();
  settings.curves.deletion = settings.curves.insertion = false;
  settings.sensitivity = settings.completeness = false;
  for (const auto& rows : test_maps("integrated-gradients", functions_, batch_, settings)) {
    EXPECT_THAT(rows, SizeIs(10));
    EXPECT_THAT(rows_of("infidelity", rows), SizeIs(10));
  }
}

TEST(Faithfulness, DoesNotDependOnBatches) {
  auto model = test::make_model(test::kSmoothSource, test::smooth_tensors(3));
  const auto functions = functions_of(model);
  const std::vector<std::string> sequences{"ACGTACGTAACC", "TTGACNAGGGTA", "CCCATGACTTAG"};
  const auto together = test_maps("expected-gradients", functions, test::make_batch(sequences),
                                  quick_settings(), AttributeSettings{});
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    auto batch = test::make_batch({sequences[i]});
    batch.numbers = {i};
    const auto alone =
        test_maps("expected-gradients", functions, batch, quick_settings(), AttributeSettings{});
    ASSERT_EQ(alone[0].size(), together[i].size());
    EXPECT_THAT(values_of(alone[0]), Pointwise(DoubleNear(1e-6), values_of(together[i])));
  }
}

// Integrated gradients of a smooth network: complete up to the error of the integration.
TEST(Faithfulness, SeesThatIntegrationIsNearlyComplete) {
  auto model = test::make_model(test::kSmoothSource, test::in_double(test::smooth_tensors(3)));
  auto attribution = masked_by_zero();
  attribution.path.steps = 300;
  const auto rows = test_maps("integrated-gradients", functions_of(model),
                              test::make_batch({"ACGTACGTAACC"}), quick_settings(), attribution);
  const auto found = rows_of("completeness", rows[0]);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_NE(found[0].value, 0);
  EXPECT_NEAR(found[0].value, found[0].expected.value(), 1e-5);
}

TEST(PredictedEffect, TakesAMapAtItsWord) {
  const std::vector<float> onehot_cl{1, 0, 0, 1, 0, 0, 0, 0};  // AC
  const std::vector<float> map_cl{5, 1, 2, 3, -1, 7, 0, 9};
  const blackbox::Edit to_t{{1, {0, 0, 0, 1}}};
  EXPECT_EQ(attribute::predicted_effect(map_cl, onehot_cl, MapKind::kGradient, to_t), 3 - 9);
  EXPECT_EQ(attribute::predicted_effect(map_cl, onehot_cl, MapKind::kDifference, to_t), 3 - 9);
  EXPECT_EQ(attribute::predicted_effect(map_cl, onehot_cl, MapKind::kPosition, to_t), 3);
  EXPECT_EQ(attribute::predicted_effect(map_cl, onehot_cl, MapKind::kContribution, to_t),
            1 + 3 + 7 + 9);
}

class RandomisationTest : public testing::Test {
 protected:
  // What the output adds to the positions; the parameters are multiplied by `factor`.
  std::string save(double factor) const {
    auto path = (folder_.path() / "model.pt").string();
    torch::jit::Module module("Model");
    torch::manual_seed(1);
    module.register_parameter("first", torch::randn({4, 8}), false);
    module.register_parameter("second", torch::randn({4, 8}), false);
    module.register_buffer("fixed", torch::arange(32, torch::kFloat).view({4, 8}));
    module.define("def forward(self, x):\n    w = self.fixed + " + std::to_string(factor) +
                  " * (self.first + self.second)\n    return torch.sum(x * w, [1, 2])\n");
    module.save(path);
    return path;
  }

  static TestRows test_models(const std::vector<std::string>& paths) {
    attribute::Functions functions(paths, {});
    functions.open({}, 8, "x");
    const auto batch = test::make_batch({"ACGTACGT"});
    const Attributor attributor("grad-x-input", {});
    attribute::ResultParts parts;
    parts.maps = parts.tracks = true;
    std::vector<gradient::Explanation> by_model;
    by_model.reserve(paths.size());
    for (const auto& function : functions.all())
      by_model.push_back(attributor.attribute(function, batch));
    const auto results = attribute::combine(batch, by_model, attributor.map_kind(), parts);
    Faithfulness faithfulness("grad-x-input", {}, {});
    EXPECT_TRUE(faithfulness.open(paths, {}, {}, 8, "x"));
    return rows_of("randomisation", faithfulness.rows(functions.all(), batch, results)[0]);
  }

  const test::TemporaryFolder folder_;
};

TEST_F(RandomisationTest, LeavesAMapThatDependsOnNoParameterAsItIs) {
  const auto rows = test_models({save(0)});
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_THAT(values_of(rows), Pointwise(DoubleNear(1e-12), {1.0, 1.0, 1.0}));
  EXPECT_EQ(rows[0].fraction, 0);
  EXPECT_EQ(rows[1].fraction, 0.5);
  EXPECT_EQ(rows[2].fraction, 1);
}

TEST_F(RandomisationTest, SeesAMapThatIsLearned) {
  const auto rows = test_models({save(1000)});
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[0].value, 1);
  EXPECT_LT(rows[1].value, 1);
  EXPECT_LT(std::abs(rows[2].value), 0.9);
}

// Were the members made random alike, their mean would be that of one.
TEST_F(RandomisationTest, MakesTheMembersOfAnEnsembleRandomInDifferentWays) {
  const auto path = save(1000);
  EXPECT_NE(test_models({path, path})[2].value, test_models({path})[2].value);
}

TEST_F(RandomisationTest, IsLeftOutForAModelWithoutParameters) {
  torch::jit::Module module("Model");
  module.define("def forward(self, x):\n    return torch.sum(x[:, 0], [1])\n");
  const auto path = (folder_.path() / "bare.pt").string();
  module.save(path);
  Faithfulness faithfulness("saliency", {}, {});
  EXPECT_FALSE(faithfulness.open({path}, {}, {}, 8, "x"));
}

}  // namespace
}  // namespace siskin
