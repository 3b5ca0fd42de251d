#include "train/network_options.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "siskin/architecture/describe.hpp"
#include "siskin/architecture/modifiers.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"
#include "train/describe.hpp"

namespace siskin::tools {
namespace {

using testing::HasSubstr;

NetworkOptions parse_network(const std::vector<std::string>& arguments) {
  NetworkOptions network;
  cli::Options options("siskin-train", "", "");
  add_network_options(options, network);
  std::ostringstream out;
  options.parse(arguments, out);
  check_network(options, network);
  return network;
}

std::string network_refusal(const std::vector<std::string>& arguments) {
  return test::error_message<UsageError>([&] { parse_network(arguments); });
}

std::vector<std::string> description(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  describe_network(parse_network(arguments), out);
  std::istringstream in(out.str());
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string last_line(const std::vector<std::string>& arguments) {
  return description(arguments).back();
}

TEST(ParseNetworkOptions, LeavesTheArchitectureAsItIs) {
  const auto network = parse_network({});
  EXPECT_EQ(network.architecture, "cnn-local");
  EXPECT_FALSE(network.dropout);
  EXPECT_FALSE(network.describe);
  EXPECT_EQ(architecture::first_activation(read_architecture(network)), "relu");
}

TEST(ParseNetworkOptions, MakesTheChangesAskedFor) {
  const auto net = read_architecture(
      parse_network({"--arch", "deepnet", "--activation", "exponential", "--activation-scale",
                     "0.5", "--dropout", "0.2", "--no-batch-norm", "--initializer", "he-normal",
                     "--first-initializer", "normal:0.1", "--width-factor", "2"}));
  const auto& first = std::get<architecture::ConvolutionLayer>(net.layers.at(0));
  EXPECT_EQ(first.filters, 48);
  EXPECT_FALSE(first.bias);
  EXPECT_EQ(to_string(first.initializer), "normal:0.1");
  const auto& activation = std::get<architecture::ActivationLayer>(net.layers.at(1));
  EXPECT_EQ(activation.function, "exponential");
  EXPECT_DOUBLE_EQ(activation.scale, 0.5);
  EXPECT_DOUBLE_EQ(std::get<architecture::DropoutLayer>(net.layers.at(2)).rate, 0.2);
  const auto& second = std::get<architecture::ConvolutionLayer>(net.layers.at(3));
  EXPECT_EQ(to_string(second.initializer), "he-normal");
}

TEST(ParseNetworkOptions, RefusesValuesOutOfRange) {
  EXPECT_THAT(network_refusal({"--arch", "cnn-huge"}),
              HasSubstr("found 'cnn-huge', expected one of cnn-2"));
  EXPECT_THAT(network_refusal({"--activation", "swish"}), HasSubstr("activation"));
  EXPECT_THAT(network_refusal({"--dropout", "1"}), HasSubstr("option --dropout: found 1"));
  EXPECT_THAT(network_refusal({"--dropout", "-0.1"}), HasSubstr("option --dropout"));
  EXPECT_THAT(network_refusal({"--initializer", "zeros"}), HasSubstr("option --initializer: "));
  EXPECT_THAT(network_refusal({"--first-initializer", "normal:0"}),
              HasSubstr("--first-initializer: "));
  EXPECT_THAT(network_refusal({"--width-factor", "0"}), HasSubstr("width-factor"));
  EXPECT_THAT(network_refusal({"--activation", "exponential", "--activation-scale", "0"}),
              HasSubstr("option --activation-scale: expected a number above 0"));
}

TEST(ParseNetworkOptions, RefusesWhatDoesNotGoTogether) {
  EXPECT_THAT(network_refusal({"--activation-scale", "2"}),
              HasSubstr("needs --activation exponential"));
  EXPECT_THAT(network_refusal({"--init", "m.pt", "--arch", "cnn-2"}), HasSubstr("without --arch"));
  EXPECT_THAT(network_refusal({"--init", "m.pt", "--describe"}),
              HasSubstr("--describe is of --arch"));
  EXPECT_THAT(network_refusal({"--init", "m.pt", "--dropout", "0"}),
              HasSubstr("--dropout changes --arch, not the network of --init"));
}

TEST(ReadArchitecture, ReadsAFileAndNamesItInMistakes) {
  const test::TemporaryFolder folder;
  const auto path = (folder.path() / "net.json").string();
  std::ofstream(path) << R"({"name": "mine", "layers": [{"type": "flatten"}]})";
  EXPECT_EQ(read_architecture(parse_network({"--arch", path})).name, "mine");
  std::ofstream(path) << R"({"name": "mine", "layers": [{"type": "gru"}]})";
  EXPECT_THAT(test::error_message([&] {
                read_architecture(parse_network({"--arch", path}));
              }),
              HasSubstr(path + ": layers/0: found type 'gru'"));
  EXPECT_THAT(test::error_message([&] {
                read_architecture(parse_network({"--arch", "absent.json"}));
              }),
              HasSubstr("absent.json"));
}

// Counts of the published models: Koo & Ploenzke 2021; Labelson et al. 2021; Tseng et al. 2020.
TEST(DescribeNetwork, EndsWithThePublishedParameters) {
  EXPECT_EQ(last_line({"--arch", "cnn-local", "--length", "200"}), "parameters 14929");
  EXPECT_EQ(last_line({"--arch", "cnn-deep", "--length", "1000", "--outputs", "12",
                       "--width-factor", "2"}),
            "parameters 5320652");
  EXPECT_EQ(last_line({"--arch", "deepnet"}), "parameters 49561");
}

TEST(DescribeNetwork, PrintsALineALayer) {
  const auto lines = description({"--arch", "sis-tfbinding"});
  EXPECT_EQ(lines.at(0), "layer\ttype\toutput\tparameters");
  EXPECT_EQ(lines.at(1), "conv1\tconv\t128 x 101\t12416");
  EXPECT_EQ(lines.at(3), "global_max_pool1\tglobal_max_pool\t128\t0");
  EXPECT_EQ(lines.at(7), "output\toutput\t1\t33");
  EXPECT_EQ(lines.size(), 9U);
}

TEST(DescribeNetwork, SaysWhatDoesNotFit) {
  EXPECT_THAT(test::error_message([] {
                last_line({"--arch", "bpnet", "--length", "1000"});
              }),
              HasSubstr("bpnet, 1000 bases: "));
}

}  // namespace
}  // namespace siskin::tools
