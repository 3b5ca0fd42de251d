#include "siskin/gradient/layer_deviations.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

#include "siskin/util/error.hpp"
#include "unit/gradient/toy_network.hpp"

namespace siskin {
namespace {

using gradient::LayerDeviations;
using test::ToyNetwork;

std::vector<blackbox::Deviation> deviations_of(const ToyNetwork& network, const std::string& own,
                                               const std::vector<std::string>& others,
                                               const std::string& layer = "") {
  const auto own_ncl = test::toy_batch({own}).onehot_ncl;
  LayerDeviations deviations(network.function(), own_ncl.data_ptr<float>(), own.size(), layer);
  const auto others_ncl = test::toy_batch(others).onehot_ncl;
  return deviations.of(others_ncl.data_ptr<float>(), others.size(), own.size());
}

// Worked out by hand from the two pooled units of the test model and their weights 2 and -1.
TEST(LayerDeviations, GiveTheEnergiesOfTheTestModel) {
  const ToyNetwork network(test::kT1);
  const auto found = deviations_of(network, "ACG", {"ACG", "AAA", "CCG", "ACT", "TCG", "GGG"});
  const std::vector<double> expected{0, 1.5, 1.5, 0.5, 0.75, 1.58113883};
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(found[i].energy, expected[i], 1e-6) << i;
  }
}

TEST(LayerDeviations, TellTheChangeOfTheOutput) {
  const ToyNetwork network(test::kT1);
  const std::vector<std::string> others{"CATGA", "ACACG", "GTGGT"};
  const auto found = deviations_of(network, "ACGTA", others);
  const auto scores = test::values(network.function().forward(test::toy_batch(others).onehot_ncl));
  for (std::size_t i = 0; i < others.size(); ++i) {
    EXPECT_NEAR(found[i].change, std::abs(scores[i] - 0.5625), 1e-6);
    EXPECT_GE(found[i].energy * std::sqrt(2.0) + 1e-6, found[i].change);
  }
}

// At the output itself the representation is f, so its energy is the change.
TEST(LayerDeviations, LookAtTheLayerThatIsNamed) {
  const ToyNetwork network(test::kT1);
  for (const auto& found : deviations_of(network, "ACGTA", {"CATGA", "GGGGG"}, "aten::linear")) {
    EXPECT_NEAR(found.energy, found.change, 1e-6);
  }
  EXPECT_THROW(deviations_of(network, "ACGTA", {"CATGA"}, "nowhere"), Error);
}

TEST(LayerDeviations, TakeTheWeightsOfAMatrixProduct) {
  const ToyNetwork network(test::kT1Convolution + "  return torch.addmm(c, a.mean(2), v.t())\n");
  EXPECT_NEAR(deviations_of(network, "ACG", {"GGG"})[0].energy, 1.58113883, 1e-6);
}

TEST(LayerDeviations, NeedALinearLayer) {
  const ToyNetwork network("  return x.sum([1, 2]).unsqueeze(1)\n");
  EXPECT_THROW(deviations_of(network, "ACG", {"GGG"}), Error);
}

}  // namespace
}  // namespace siskin
