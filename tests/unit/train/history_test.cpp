#include "siskin/train/history.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

#include "siskin/util/provenance.hpp"

namespace siskin::train {
namespace {

TEST(WriteHistory, WritesOneRowAnEpoch) {
  const std::vector<EpochRecord> history = {
      {1, 0.5, 0.25, {{"auroc", 0.75}, {"aupr", NAN}}, 1e-3},
      {2, 0.125, 0.0625, {{"auroc", 1}, {"aupr", 1}}, 2e-4},
  };
  std::ostringstream out;
  write_history(out, history);
  EXPECT_EQ(out.str(), "# " + util::provenance() +
                           "\n"
                           "epoch\ttrain_loss\tvalid_loss\tvalid_auroc\tvalid_aupr\tlearning_rate\n"
                           "1\t0.5\t0.25\t0.75\tNA\t0.001\n"
                           "2\t0.125\t0.0625\t1\t1\t0.0002\n");
}

}  // namespace
}  // namespace siskin::train
