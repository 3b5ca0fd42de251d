#include "siskin/train/monitor.hpp"

#include <gmock/gmock.h>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin::train {
namespace {

data::Shape labels() {
  data::Shape shape;
  shape.tasks = 1;
  return shape;
}

TEST(Monitor, GoesByAurocForClassesAndByTheLossForNumbers) {
  const Monitor classes("", labels(), {});
  EXPECT_EQ(classes.value(0.3, {{"auroc", 0.9}, {"aupr", 0.8}}), 0.9);
  ObjectiveSettings regression;
  regression.loss = Loss::kMeanSquaredError;
  const Monitor numbers("", labels(), regression);
  EXPECT_EQ(numbers.value(0.3, {{"pearson", 0.9}, {"spearman", 0.8}}), -0.3);
}

TEST(Monitor, TurnsErrorsRound) {
  auto shape = labels();
  shape.profile_length = 4;
  const Metrics metrics = {{"profile_nll", 7}, {"profile_jsd", 0.5}, {"count_pearson", 0.25}};
  EXPECT_EQ(Monitor("", shape, {}).value(1, metrics), -7);
  EXPECT_EQ(Monitor("profile_jsd", shape, {}).value(1, metrics), -0.5);
  EXPECT_EQ(Monitor("count_pearson", shape, {}).value(1, metrics), 0.25);
}

TEST(Monitor, NamesWhatThereIs) {
  try {
    const Monitor monitor("accuracy", labels(), {});
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(),
                 "option --monitor: found 'accuracy', expected one of loss, auroc, aupr");
  }
}

}  // namespace
}  // namespace siskin::train
