#include "siskin/model/model.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>
#include <torch/torch.h>

#include "siskin/util/error.hpp"
#include "support/run_command.hpp"
#include "support/script_module.hpp"

namespace siskin::model {
namespace {

class ModelFile : public testing::Test {
 protected:
  std::string save(const std::string& body) {
    auto path = (folder_.path() / "model.pt").string();
    test::save_script(body, path);
    return path;
  }
  std::string message_of(const std::string& path) {
    try {
      const Model model(path);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }
  test::TemporaryFolder folder_;
};

TEST_F(ModelFile, TakesAnyModuleOfOneHotInput) {
  Model model(save("  return x.sum([2])\n"));
  const auto output = model.forward(torch::ones({2, 4, 5}));
  EXPECT_EQ(output.sizes(), (std::vector<std::int64_t>{2, 4}));
  EXPECT_FLOAT_EQ(output[0][0].item<float>(), 5.F);
  EXPECT_THAT(model.output_names(2), testing::ElementsAre("output0", "output1"));
}

TEST_F(ModelFile, CountsAVectorAsOneOutput) {
  Model model(save("  return x.sum([1, 2])\n"));
  EXPECT_EQ(model.forward(torch::ones({3, 4, 5})).sizes(), (std::vector<std::int64_t>{3, 1}));
}

TEST_F(ModelFile, KeepsTheGraphForGradients) {
  Model model(save("  return (x * x).sum([1, 2])\n"));
  auto x = torch::full({1, 4, 2}, 3.0F).requires_grad_();
  model.forward(x).sum().backward();
  EXPECT_FLOAT_EQ(x.grad()[0][0][0].item<float>(), 6.F);
}

TEST_F(ModelFile, TurnsLogitsIntoProbabilitiesOnlyWhenTheyAreLogits) {
  const auto path = save("  return x.sum([1, 2])\n");
  Model logits(path, {"cpu", "logit"});
  const auto zeros = torch::zeros({1, 4, 3});
  EXPECT_FLOAT_EQ(logits.forward(zeros, OutputSpace::kProbability).item<float>(), 0.5F);
  Model values(path);
  EXPECT_THROW(values.forward(zeros, OutputSpace::kProbability), Error);
}

TEST(ParseOutputSpace, KnowsItsTwoNames) {
  EXPECT_EQ(parse_output_space("logit"), OutputSpace::kLogit);
  EXPECT_EQ(parse_output_space("probability"), OutputSpace::kProbability);
  EXPECT_THROW(parse_output_space("odds"), UsageError);
}

TEST_F(ModelFile, NamesFileAndLengthWhenTheModuleFails) {
  Model model(save("  return torch.linear(torch.flatten(x, 1), torch.ones([1, 40]))\n"));
  EXPECT_EQ(model.forward(torch::zeros({1, 4, 10})).numel(), 1);
  try {
    model.forward(torch::zeros({1, 4, 9}));
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("model.pt: the model fails on sequences of 9"));
    EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("\n")));
  }
}

TEST_F(ModelFile, RefusesOutputsOfAnotherShape) {
  Model scalar(save("  return x.sum()\n"));
  EXPECT_THROW(scalar.forward(torch::ones({2, 4, 5})), Error);
}

TEST_F(ModelFile, AsksWhichOfSeveralTensorsIsMeant) {
  EXPECT_THAT(message_of(save("  return [x, x]\n")), testing::HasSubstr("choose one with --head"));
}

TEST_F(ModelFile, FlattensOutputsOfMoreDimensions) {
  Model model(save("  return x\n"));
  const auto x = torch::rand({2, 4, 5});
  EXPECT_TRUE(torch::equal(model.forward(x), x.flatten(1)));
}

TEST_F(ModelFile, ComputesInThePrecisionThatIsAskedFor) {
  ModelOptions options;
  options.precision = "float64";
  Model model(save("  return x.sum(2)\n"), options);
  EXPECT_EQ(model.forward(torch::rand({2, 4, 5})).scalar_type(), torch::kDouble);
  options.precision = "float16";
  EXPECT_THROW(Model(save("  return x\n"), options), UsageError);
}

TEST_F(ModelFile, RefusesWhatIsNoModelInOneLine) {
  const auto text = folder_.write("text.pt", "not a model\n").string();
  EXPECT_THAT(message_of(text), testing::HasSubstr("text.pt: is no TorchScript model"));
  const auto empty = folder_.write("empty.pt", "").string();
  EXPECT_THAT(message_of(empty), testing::HasSubstr("empty.pt: is empty"));
  const auto path = save("  return x\n");
  const auto whole = folder_.read("model.pt");
  const auto cut = folder_.write("cut.pt", whole.substr(0, whole.size() / 2)).string();
  EXPECT_THAT(message_of(cut), testing::HasSubstr("cut.pt: is no TorchScript model"));
  EXPECT_THAT(message_of("/nowhere/model.pt"), testing::HasSubstr("/nowhere/model.pt"));
  EXPECT_THAT(message_of(folder_.path().string()), testing::HasSubstr("folder"));
}

TEST_F(ModelFile, RefusesUnknownDevices) {
  const auto path = save("  return x\n");
  EXPECT_THROW(Model(path, {"quantum", ""}), UsageError);
}

}  // namespace
}  // namespace siskin::model
