#include "siskin/attribute/randomised_copy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/script.h>

#include <optional>

#include "siskin/model/model.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using attribute::count_layers;
using attribute::RandomisedCopy;
using testing::ElementsAre;
using testing::HasSubstr;

class RandomisedCopyTest : public testing::Test {
 protected:
  // Two kernels, each with a vector, a single number and a buffer.
  RandomisedCopyTest() {
    torch::manual_seed(5);
    torch::jit::Module module("Model");
    module.register_parameter("first", torch::randn({40, 50}) * 3 + 2, false);
    module.register_parameter("first_bias", torch::randn({40}), false);
    module.register_parameter("last", torch::randn({3, 40}), false);
    module.register_parameter("last_bias", torch::randn({3}), false);
    module.register_parameter("single", torch::ones({1}), false);
    module.register_buffer("running", torch::randn({40}));
    module.define("def forward(self, x):\n    return torch.sum(x, [1, 2]) * self.single\n");
    module.save(path_, {{"siskin.json", R"({"output_names": ["binding"]})"}});
  }

  static std::vector<std::string> changed(const std::string& one, const std::string& other) {
    const auto left = torch::jit::load(one);
    const auto right = torch::jit::load(other);
    std::vector<std::string> names;
    for (const char* name : {"first", "first_bias", "last", "last_bias", "single", "running"}) {
      if (!torch::equal(left.attr(name).toTensor(), right.attr(name).toTensor())) {
        names.emplace_back(name);
      }
    }
    return names;
  }

  const test::TemporaryFolder folder_;
  const std::string path_ = (folder_.path() / "model.pt").string();
};

TEST_F(RandomisedCopyTest, ForgetsFromTheOutputDown) {
  ASSERT_EQ(count_layers(path_), 2U);
  const RandomisedCopy none(path_, 0, 1);
  const RandomisedCopy one(path_, 1, 1);
  const RandomisedCopy both(path_, 2, 1);
  EXPECT_THAT(changed(path_, none.path()), ElementsAre());
  EXPECT_THAT(changed(path_, one.path()), ElementsAre("last", "last_bias"));
  // The last layer is the same in both.
  EXPECT_THAT(changed(one.path(), both.path()), ElementsAre("first", "first_bias"));
}

TEST_F(RandomisedCopyTest, DependsOnTheSeed) {
  const RandomisedCopy one(path_, 2, 1);
  const RandomisedCopy again(path_, 2, 1);
  const RandomisedCopy other(path_, 2, 2);
  EXPECT_THAT(changed(one.path(), again.path()), ElementsAre());
  EXPECT_THAT(changed(one.path(), other.path()),
              ElementsAre("first", "first_bias", "last", "last_bias"));
}

TEST_F(RandomisedCopyTest, KeepsTheScaleAndNothingElse) {
  const RandomisedCopy copy(path_, 2, 1);
  const auto before = torch::jit::load(path_).attr("first").toTensor();
  const auto after = torch::jit::load(copy.path()).attr("first").toTensor();
  EXPECT_NEAR(after.mean().item<double>(), before.mean().item<double>(), 0.3);  // 4 errors
  EXPECT_NEAR(after.std().item<double>(), before.std().item<double>(), 0.2);
  const auto product = (after - after.mean()) * (before - before.mean());
  EXPECT_LT(std::abs(product.mean().item<double>()), 0.9);
}

TEST_F(RandomisedCopyTest, IsAModelOfTheSameOutputsUntilItGoes) {
  auto copy = std::make_optional<RandomisedCopy>(path_, 1, 1);
  const auto path = copy->path();
  const model::Model model(path);
  EXPECT_THAT(model.metadata().output_names, ElementsAre("binding"));
  copy.reset();
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::path(path).parent_path()));
}

TEST_F(RandomisedCopyTest, RefusesWhatItCannotChange) {
  EXPECT_THAT(test::error_message([&] { RandomisedCopy(path_, 3, 1); }),
              HasSubstr("model.pt: found 2 layers, expected at least 3"));
  const auto bad = folder_.write("bad.pt", "no model").string();
  EXPECT_THAT(test::error_message([&] { count_layers(bad); }), HasSubstr("bad.pt"));
}

TEST_F(RandomisedCopyTest, CountsNothingWithoutParameters) {
  torch::jit::Module module("Model");
  module.define("def forward(self, x):\n    return torch.sum(x, [1, 2])\n");
  const auto path = (folder_.path() / "bare.pt").string();
  module.save(path);
  EXPECT_EQ(count_layers(path), 0U);
}

}  // namespace
}  // namespace siskin
