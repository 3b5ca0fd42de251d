#include "siskin/train/epoch_record.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace siskin::train {
namespace {

TEST(EpochRecord, ComesBackFromJsonBitByBit) {
  EpochRecord record;
  record.epoch = 7;
  record.learning_rate = 0.1 + 0.2;
  record.train = {{"loss", 1.0 / 3}, {"l1", NAN}};
  record.valid_loss = 1e-300;
  record.valid = {{"z", 2}, {"a", 1}};
  record.truth = {{"saliency_auroc", 0.7}};
  record.status = EpochStatus::kConstant;
  const auto back = epoch_record_from_json(nlohmann::json::parse(to_json(record).dump()));
  EXPECT_EQ(back.epoch, 7);
  EXPECT_EQ(back.learning_rate, record.learning_rate);
  EXPECT_EQ(back.train[0].second, record.train[0].second);
  EXPECT_TRUE(std::isnan(back.train[1].second));
  EXPECT_EQ(back.valid_loss, record.valid_loss);
  EXPECT_EQ(back.valid, record.valid) << "in the same order";
  EXPECT_EQ(back.truth, record.truth);
  EXPECT_EQ(back.status, EpochStatus::kConstant);
}

TEST(EpochStatus, HasWords) {
  EXPECT_EQ(to_string(EpochStatus::kOk), "ok");
  EXPECT_EQ(to_string(EpochStatus::kConstant), "constant");
  EXPECT_EQ(to_string(EpochStatus::kNotFinite), "not_finite");
}

TEST(MetricsJson, HasNullForWhatIsNoNumber) {
  EXPECT_EQ(to_json(Metrics{{"auroc", 0.5}, {"aupr", NAN}}).dump(), R"({"aupr":null,"auroc":0.5})");
}

}  // namespace
}  // namespace siskin::train
