#include "siskin/train/checkpoint.hpp"

#include <gmock/gmock.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <filesystem>
#include <fstream>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin::train {
namespace {

class CheckpointTest : public testing::Test {
 protected:
  ~CheckpointTest() override { std::filesystem::remove(path_); }

  static Checkpoint checkpoint() {
    Checkpoint checkpoint;
    checkpoint.progress.kept_epoch = 3;
    checkpoint.weights = Weights({torch::arange(3.0), torch::ones({2, 2})});
    return checkpoint;
  }

  nlohmann::json request_ = {{"--seed", 1}, {"--epochs", 9}};
  std::string path_ = testing::TempDir() + "siskin.checkpoint";
  torch::Tensor parameter_ = torch::ones({2}).requires_grad_();
  Optimiser optimiser_ = Optimiser({parameter_}, {});
};

TEST_F(CheckpointTest, HoldsEverything) {
  write_checkpoint(path_, request_, checkpoint(), optimiser_);
  const auto back = read_checkpoint(path_, request_, optimiser_);
  EXPECT_EQ(back.progress.kept_epoch, 3);
  ASSERT_EQ(back.weights.tensors().size(), 2U);
  EXPECT_TRUE(torch::equal(back.weights.tensors()[0], torch::arange(3.0)));
  EXPECT_TRUE(back.best.empty());
}

TEST_F(CheckpointTest, NamesTheFirstOptionThatDiffers) {
  write_checkpoint(path_, request_, checkpoint(), optimiser_);
  const auto message = test::error_message([&] {
    read_checkpoint(path_, {{"--epochs", 9}, {"--seed", 2}}, optimiser_);
  });
  EXPECT_THAT(message, testing::HasSubstr("is left from a run with --seed 1, now it is --seed 2"));
  EXPECT_THAT(test::error_message([&] {
                read_checkpoint(path_, {{"--epochs", 9}}, optimiser_);
              }),
              testing::HasSubstr("is left from a run with --seed 1, now it is no --seed"));
}

TEST_F(CheckpointTest, IsReplacedInOneStep) {
  write_checkpoint(path_, request_, checkpoint(), optimiser_);
  EXPECT_THROW(write_checkpoint("/no/such/folder/c", request_, checkpoint(), optimiser_), Error);
  EXPECT_NO_THROW(read_checkpoint(path_, request_, optimiser_));
}

TEST_F(CheckpointTest, RefusesTruncatedEmptyAndForeignFiles) {
  write_checkpoint(path_, request_, checkpoint(), optimiser_);
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) / 2);
  EXPECT_THROW(read_checkpoint(path_, {}, optimiser_), Error);
  std::ofstream(path_, std::ios::trunc).close();
  EXPECT_THROW(read_checkpoint(path_, {}, optimiser_), Error);
  std::ofstream(path_, std::ios::trunc) << ">seq\nACGT\n";
  EXPECT_THROW(read_checkpoint(path_, {}, optimiser_), Error);
  EXPECT_THROW(read_checkpoint("/no/such/file", {}, optimiser_), Error);
}

}  // namespace
}  // namespace siskin::train
