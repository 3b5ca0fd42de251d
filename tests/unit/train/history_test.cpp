#include "siskin/train/history.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

#include "siskin/util/provenance.hpp"

namespace siskin::train {
namespace {

EpochRecord record(std::int64_t epoch, double rate, Metrics train, double loss, Metrics valid) {
  EpochRecord record;
  record.epoch = epoch;
  record.learning_rate = rate;
  record.train = std::move(train);
  record.valid_loss = loss;
  record.valid = std::move(valid);
  return record;
}

TEST(WriteHistory, WritesOneRowAnEpoch) {
  const std::vector<EpochRecord> history = {
      record(1, 1e-3, {{"loss", 0.5}}, 0.25, {{"auroc", 0.75}, {"aupr", NAN}}),
      record(2, 2e-4, {{"loss", 0.125}}, 0.0625, {{"auroc", 1}, {"aupr", 1}})};
  std::ostringstream out;
  write_history(out, history);
  EXPECT_EQ(out.str(),
            "# " + util::provenance() +
                "\n"
                "epoch\ttrain_loss\tvalid_loss\tvalid_auroc\tvalid_aupr\tlearning_rate\tstatus\n"
                "1\t0.5\t0.25\t0.75\tNA\t0.001\tok\n"
                "2\t0.125\t0.0625\t1\t1\t0.0002\tok\n");
}

TEST(WriteHistory, AddsPenaltiesTruthAndWhatWentWrong) {
  auto first = record(1, 1, {{"loss", 1}, {"fourier", 0.5}}, 2, {{"auroc", 0.5}});
  first.truth = {{"saliency_auroc", 0.25}};
  first.status = EpochStatus::kConstant;
  auto second = record(2, 1, {{"loss", NAN}, {"fourier", 1}}, NAN, {});
  second.status = EpochStatus::kNotFinite;
  std::ostringstream out;
  write_history(out, {first, second});
  EXPECT_THAT(out.str(),
              testing::EndsWith("epoch\ttrain_loss\tvalid_loss\tvalid_auroc\tlearning_rate\t"
                                "train_fourier\ttruth_saliency_auroc\tstatus\n"
                                "1\t1\t2\t0.5\t1\t0.5\t0.25\tconstant\n"
                                "2\tNA\tNA\tNA\t1\t1\tNA\tnot_finite\n"));
}

TEST(WriteHistory, IsACommentAloneBeforeTheFirstEpoch) {
  std::ostringstream out;
  write_history(out, {});
  EXPECT_EQ(out.str(), "# " + util::provenance() + "\n");
}

}  // namespace
}  // namespace siskin::train
