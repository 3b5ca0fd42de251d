#include "siskin/attribute/record_batches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "unit/attribute/records.hpp"

namespace siskin {
namespace {

using attribute::RecordBatch;
using attribute::RecordBatches;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

std::vector<std::vector<std::string>> all_names(const std::vector<std::string>& sequences,
                                                std::size_t size) {
  RecordBatches batches(test::hand_out(test::make_records(sequences)), size, seq::Ambiguous::kZero);
  std::vector<std::vector<std::string>> names;
  RecordBatch batch;
  std::uint64_t seen = 0;
  while (batches.next(batch)) {
    EXPECT_EQ(batch.first, seen);
    EXPECT_EQ(batch.onehot_ncl.size(), batch.records.size() * 4 * batch.length);
    names.emplace_back();
    for (const auto& record : batch.records) {
      EXPECT_EQ(record.sequence.size(), batch.length);
      names.back().push_back(record.name);
    }
    seen += batch.records.size();
  }
  return names;
}

TEST(RecordBatches, AreFilledToTheirSize) {
  EXPECT_THAT(all_names({"AA", "CC", "GG", "TT", "AC"}, 2),
              ElementsAre(ElementsAre("s0", "s1"), ElementsAre("s2", "s3"), ElementsAre("s4")));
}

TEST(RecordBatches, EndWhereTheLengthChangesAndKeepTheOrder) {
  EXPECT_THAT(all_names({"AA", "CC", "GGG", "TT", "AC"}, 10),
              ElementsAre(ElementsAre("s0", "s1"), ElementsAre("s2"), ElementsAre("s3", "s4")));
}

TEST(RecordBatches, OfNothingAreNone) { EXPECT_TRUE(all_names({}, 3).empty()); }

TEST(RecordBatches, EncodeEachSequence) {
  const auto batch = test::make_batch({"AC", "TN"}, seq::Ambiguous::kUniform);
  EXPECT_THAT(batch.onehot_ncl,
              ElementsAre(1, 0, 0, 1, 0, 0, 0, 0, 0, 0.25F, 0, 0.25F, 0, 0.25F, 1, 0.25F));
}

TEST(RecordBatches, NameTheRecordWithAnN) {
  EXPECT_THAT(
      [] {
        test::make_batch({"ACG", "CNT"}, seq::Ambiguous::kError);
      },
      ThrowsMessage<Error>(HasSubstr("x.fa: record s1: ")));
}

}  // namespace
}  // namespace siskin
