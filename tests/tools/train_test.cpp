#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>

#include "support/run_command.hpp"

namespace siskin::test {
namespace {

using testing::HasSubstr;

const std::string kData = SISKIN_SOURCE_DIR "/test-data/sequences/task3-small.fa";

class Train : public testing::Test {
 protected:
  CommandResult run(const std::string& command) { return run_command(command, folder_.path()); }
  CommandResult train(const std::string& options) {
    return run("siskin-train --epochs 2 -o model.pt " + options + " " + kData);
  }
  TemporaryFolder folder_;
};

TEST_F(Train, WritesAModelAndItsHistory) {
  const auto result = train("--history h.tsv --activation exponential");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("train"));
  const auto history = folder_.read("h.tsv");
  EXPECT_EQ(std::count(history.begin(), history.end(), '\n'), 4);
  EXPECT_THAT(
      history,
      HasSubstr("\nepoch\ttrain_loss\tvalid_loss\tvalid_auroc\tvalid_aupr\tlearning_rate\t"));
  EXPECT_EQ(run("siskin-predict -m model.pt " + kData).status, 0);
}

TEST_F(Train, GivesTheSameBytesForTheSameSeed) {
  ASSERT_EQ(train("--history h.tsv --seed 4").status, 0);
  const auto history = folder_.read("h.tsv");
  const auto predictions = run("siskin-predict -m model.pt " + kData).out;
  ASSERT_EQ(train("--history h.tsv --seed 4").status, 0);
  EXPECT_EQ(folder_.read("h.tsv"), history);
  EXPECT_EQ(run("siskin-predict -m model.pt " + kData).out, predictions);
}

TEST_F(Train, RemembersItsInputLength) {
  ASSERT_EQ(train("--quiet").status, 0);
  folder_.write("short.fa", ">a\nACGT\n");
  const auto result = run("siskin-predict -m model.pt short.fa");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("found 4 bases, expected the 100"));
}

TEST_F(Train, TakesLabelsFromATable) {
  std::istringstream fasta(run("grep '>' " + kData).out);
  std::string table = "id\tstrength\tsplit\n";
  std::string line;
  for (int i = 0; std::getline(fasta, line); ++i) {
    const auto name = line.substr(1, line.find(' ') - 1);
    table += name + "\t" + std::to_string(i % 7) + "\t" + (i % 5 == 0 ? "valid" : "train") + "\n";
  }
  folder_.write("t.tsv", table);
  const auto result = train("--labels t.tsv --name-column id --loss mse --history h.tsv");
  ASSERT_EQ(result.status, 0) << result.err;
  EXPECT_THAT(folder_.read("h.tsv"), HasSubstr("valid_pearson"));
  const auto predictions = run("siskin-predict -m model.pt --limit 1 " + kData).out;
  EXPECT_THAT(predictions, HasSubstr("name\tstrength\n"));
}

// The model as its owner would use it in Python, with Debian's python3-torch.
TEST_F(Train, MakesAFileThatPythonOpensWithTheSameOutputs) {
  if (run("/usr/bin/python3 -c 'import torch'").status != 0) GTEST_SKIP() << "no python3-torch";
  ASSERT_EQ(train("--quiet --activation exponential").status, 0);
  folder_.write("check.py", R"(
import json, sys, torch
extra = {"siskin.json": ""}
model = torch.jit.load("model.pt", _extra_files=extra)
metadata = json.loads(extra["siskin.json"])
assert metadata["input_length"] == 100 and metadata["output_kind"] == "logit", metadata
assert not model.training
name = None
for line in open(sys.argv[1]):
    if line[0] == ">":
        name = line[1:].split()[0]
        continue
    x = torch.zeros(1, 4, 100)
    for i, letter in enumerate(line.strip()):
        x[0, "ACGT".index(letter), i] = 1
    with torch.no_grad():
        print(name, float(model(x)))
)");
  const auto python = run("/usr/bin/python3 check.py " + kData);
  ASSERT_EQ(python.status, 0) << python.err;
  const auto tool = run("siskin-predict -m model.pt " + kData + " | tail -n +3");
  std::istringstream left(python.out);
  std::istringstream right(tool.out);
  std::string left_name;
  std::string right_name;
  double left_value = 0;
  double right_value = 0;
  int count = 0;
  while (left >> left_name >> left_value) {
    ASSERT_TRUE(right >> right_name >> right_value);
    EXPECT_EQ(left_name, right_name);
    EXPECT_NEAR(left_value, right_value, 1e-5);
    ++count;
  }
  EXPECT_EQ(count, 120);
}

TEST_F(Train, LeavesNothingBehindWhenItFails) {
  folder_.write("bad.fa", ">a label=1 split=train\nACGT\n>b label=0 split=valid\nACG\n");
  const auto result = run("siskin-train -o model.pt --history h.tsv bad.fa");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err, HasSubstr("found 3 bases, expected 4"));
  EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1);
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "model.pt"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "h.tsv"));
}

TEST_F(Train, TakesAnArchitectureOfTheUsersOwn) {
  folder_.write("net.json", R"({"name": "tiny", "layers": [
    {"type": "conv", "filters": 4, "width": 8}, {"type": "activation", "function": "tanh"},
    {"type": "max_pool", "width": 25}, {"type": "flatten"}]})");
  ASSERT_EQ(train("--quiet --arch net.json --activation exponential").status, 0);
  const auto model = folder_.read("model.pt");  // siskin.json lies in it uncompressed
  EXPECT_THAT(model, HasSubstr("\"activation\": \"exponential\""));
  EXPECT_THAT(model, HasSubstr("\"name\": \"tiny\""));
  EXPECT_EQ(run("siskin-predict -m model.pt " + kData).status, 0);
  folder_.write("net.json", "{\"name\": \"bad\", \"layers\": [{\"type\": \"lstm\"}]}");
  const auto refused = train("--arch net.json");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("net.json: layers/0: found type 'lstm'"));
}

TEST_F(Train, SaysThatSequencesAreTooShortForTheNetwork) {
  folder_.write("short.fa", ">a label=1 split=train\nACGT\n>b label=0 split=valid\nACGG\n");
  const auto result = run("siskin-train -o model.pt short.fa");
  EXPECT_EQ(result.status, 1);
  EXPECT_THAT(result.err,
              HasSubstr("cnn-local, 4 bases: max_pool1: nothing is left of 4 positions"));
}

TEST_F(Train, AnswersAWrongOptionWithStatusTwo) {
  EXPECT_EQ(run("siskin-train -o m.pt --activation swish x.fa").status, 2);
  EXPECT_EQ(run("siskin-train").status, 2);
}

}  // namespace
}  // namespace siskin::test
