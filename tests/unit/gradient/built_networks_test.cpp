// Networks that siskin compiles, with every kind of layer and head, are attributed as any other.
#include <gtest/gtest.h>
#include <torch/script.h>

#include "siskin/architecture/architecture_json.hpp"
#include "siskin/model/build_network.hpp"
#include "support/run_command.hpp"
#include "unit/gradient/deeplift_support.hpp"

namespace siskin {
namespace {

constexpr std::int64_t kInputLength = 30;

constexpr const char* kEveryLayer = R"({"name": "every", "layers": [
    {"type": "conv", "filters": 6, "width": 4, "bias": true},
    {"type": "batch_norm"},
    {"type": "activation", "function": "exponential", "scale": 0.5},
    {"type": "dropout", "rate": 0.1},
    {"type": "residual", "layers": [
      {"type": "conv", "filters": 6, "width": 3, "dilation": 2, "groups": 2, "padding": "valid"},
      {"type": "activation", "function": "relu"}]},
    {"type": "positional_encoding"},
    {"type": "attention", "heads": 2, "key_width": 3},
    {"type": "layer_norm"},
    {"type": "average_pool", "width": 3, "stride": 1, "padding": "same"},
    {"type": "max_pool", "width": 3, "stride": 1, "padding": "same"},
    {"type": "crop", "positions": 2}], "heads": )";

constexpr const char* kProfile = R"([
    {"type": "profile", "width": 3, "controls": "matched", "mix_tracks": true},
    {"type": "counts", "controls": "matched", "mix_tracks": true}])";

constexpr const char* kLabels = R"([
    {"type": "output", "name": "a", "outputs": 1, "layers": [{"type": "global_max_pool"}]},
    {"type": "output", "name": "b", "layers": [
      {"type": "global_average_pool"}, {"type": "dense", "units": 5, "bias": true},
      {"type": "activation", "function": "tanh"}]}])";

/// A network saved and opened as siskin-attribute does, in double precision.
class BuiltNetwork {
 public:
  BuiltNetwork(const char* heads, const std::string& head, const std::string& target) {
    const auto path = (folder_.path() / "built.pt").string();
    const auto net =
        architecture::parse_architecture(std::string(kEveryLayer) + heads + "}", "built");
    util::Random random(2);
    const bool profile = architecture::has_profiles(net);
    const model::NetworkShape shape{kInputLength, 2, profile ? 12 : 0, 2, profile ? 4 : 0};
    model::save_network(model::build_network(net, shape, random), {}, path);
    model::ModelOptions options;
    options.precision = "float64";
    options.head = head;
    model_ = std::make_unique<model::Model>(path, options);
    function_ = std::make_unique<model::Function>(*model_, "    return " + target + "\n");
  }

  double deeplift_residual() const {
    const auto batch = test::random_batch(3, 2, kInputLength);
    return test::worst_residual(gradient::DeepLift({}).explain(*function_, batch));
  }

 private:
  test::TemporaryFolder folder_;
  std::unique_ptr<model::Model> model_;
  std::unique_ptr<model::Function> function_;
};

TEST(BuiltNetworks, HaveCompleteDeepLiftContributionsOfAProfile) {
  const BuiltNetwork network(kProfile, "profile", "output[:, 1, 3:5, 0]");
  EXPECT_LT(network.deeplift_residual(), 1e-9);
}

TEST(BuiltNetworks, HaveCompleteDeepLiftContributionsOfCounts) {
  const BuiltNetwork network(kProfile, "counts", "output[:, 1:3]");
  EXPECT_LT(network.deeplift_residual(), 1e-9);
}

TEST(BuiltNetworks, HaveCompleteDeepLiftContributionsOfSeveralOutputs) {
  const BuiltNetwork network(kLabels, "", "output");
  EXPECT_LT(network.deeplift_residual(), 1e-9);
}

}  // namespace
}  // namespace siskin
