#include "siskin/architecture/modifiers.hpp"

#include <gmock/gmock.h>

#include "siskin/architecture/architecture_json.hpp"
#include "siskin/architecture/describe.hpp"
#include "siskin/architecture/named.hpp"
#include "siskin/util/error.hpp"

namespace siskin::architecture {
namespace {

std::int64_t modified_parameters(const Architecture& net, std::int64_t length, std::int64_t tasks) {
  NetworkShape shape;
  shape.length = length;
  shape.tasks = tasks;
  return parameter_count(describe(net, shape));
}

template <typename Kind>
std::vector<Kind> layers_of_kind(const Architecture& net) {
  std::vector<Kind> found;
  for (const auto& layer : net.layers) {
    if (const auto* const one = std::get_if<Kind>(&layer)) found.push_back(*one);
  }
  return found;
}

TEST(SetFirstActivation, ReplacesOnlyTheFirst) {
  auto net = named_architecture("cnn-dist");
  set_first_activation(net, "exponential", 2.5);
  std::vector<std::string> functions;
  for (const auto& one : layers_of_kind<ActivationLayer>(net)) functions.push_back(one.function);
  EXPECT_THAT(functions, testing::ElementsAre("exponential", "relu", "relu", "relu", "relu"));
  EXPECT_DOUBLE_EQ(layers_of_kind<ActivationLayer>(net)[0].scale, 2.5);
  EXPECT_EQ(first_activation(net), "exponential");
}

TEST(SetFirstActivation, LooksIntoResidualBlocks) {
  Architecture net{"net", {ResidualLayer{{ActivationLayer{"relu"}}}, ActivationLayer{"elu"}}};
  set_first_activation(net, "tanh");
  EXPECT_EQ(first_activation(net), "tanh");
  EXPECT_EQ(layers_of_kind<ActivationLayer>(net)[0].function, "elu");
}

TEST(SetFirstActivation, RefusesWhatCannotBe) {
  auto net = named_architecture("cnn-local");
  EXPECT_THROW(set_first_activation(net, "swish"), Error);
  EXPECT_THROW(set_first_activation(net, "relu", 2), Error);
  Architecture none{"none", {FlattenLayer{}}};
  EXPECT_THROW(set_first_activation(none, "relu"), Error);
  EXPECT_EQ(first_activation(none), "");
}

// Koo & Ploenzke 2021, task 2: cnn-deep at 1000 bases has twice the width.
TEST(MultiplyWidth, GivesThePublishedParametersOfCnnDeepAtThousandBases) {
  auto net = named_architecture("cnn-deep");
  multiply_width(net, 2);
  EXPECT_EQ(modified_parameters(net, 1000, 12), 5320652);
}

TEST(MultiplyWidth, ReachesIntoResidualBlocks) {
  auto net = named_architecture("residualbind");
  multiply_width(net, 3);
  EXPECT_NO_THROW(modified_parameters(net, 400, 1));
  EXPECT_EQ(layers_of_kind<ConvolutionLayer>(net)[0].filters, 72);
}

TEST(SetDropout, LeavesThatBehindDenseLayersAlone) {
  auto net = named_architecture("deepnet");
  set_dropout(net, 0.1);
  std::vector<double> rates;
  for (const auto& one : layers_of_kind<DropoutLayer>(net)) rates.push_back(one.rate);
  EXPECT_THAT(rates, testing::ElementsAre(0.1, 0.1, 0.1, 0.1, 0.5));
}

TEST(SetDropout, OfZeroRemovesAll) {
  auto net = named_architecture("deepnet");
  set_dropout(net, 0);
  EXPECT_TRUE(layers_of_kind<DropoutLayer>(net).empty());
}

TEST(RemoveBatchNorm, TakesTheBiasesOfDeepnetAway) {
  auto net = named_architecture("deepnet");
  remove_batch_norm(net);
  EXPECT_TRUE(layers_of_kind<BatchNormLayer>(net).empty());
  // 264 units have lost a bias, a gain and a shift.
  EXPECT_EQ(modified_parameters(net, 200, 1), 49561 - 3 * 264);
}

TEST(RemoveBatchNorm, LeavesOtherBiasesAlone) {
  auto net = named_architecture("fourier-binary");
  remove_batch_norm(net);
  EXPECT_EQ(modified_parameters(net, 1000, 4), 196913 - 2 * (3 * 64 + 50 + 15));
}

TEST(SetInitializer, ReachesEveryKernelAndTheOutputs) {
  auto net = named_architecture("residualbind");
  set_initializer(net, parse_initializer("normal:0.05"));
  const auto text = to_json(net).dump();
  EXPECT_EQ(text.find("he-normal"), std::string::npos);
  EXPECT_EQ(std::get<OutputHead>(net.heads[0]).initializer, parse_initializer("normal:0.05"));
  for (const auto& one : layers_of_kind<ConvolutionLayer>(net)) {
    EXPECT_EQ(one.initializer, parse_initializer("normal:0.05"));
  }
}

TEST(SetFirstInitializer, ReachesTheFirstKernelAlone) {
  auto net = named_architecture("cnn-local");
  set_first_initializer(net, parse_initializer("lecun-normal"));
  const auto kernels = layers_of_kind<ConvolutionLayer>(net);
  EXPECT_EQ(kernels[0].initializer, parse_initializer("lecun-normal"));
  EXPECT_EQ(kernels[1].initializer, Initializer{});
}

}  // namespace
}  // namespace siskin::architecture
