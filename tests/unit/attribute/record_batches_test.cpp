#include "siskin/attribute/record_batches.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "siskin/util/error.hpp"
#include "unit/attribute/records.hpp"

namespace siskin {
namespace {

using attribute::RecordChunk;
using attribute::RecordChunks;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

using Names = std::vector<std::string>;

// Names by chunk and batch. What every chunk promises is checked on the way.
std::vector<std::vector<Names>> all_names(const std::vector<std::string>& sequences,
                                          std::size_t size) {
  RecordChunks chunks(test::hand_out(test::make_records(sequences)), size);
  std::vector<std::vector<Names>> names;
  RecordChunk chunk;
  std::uint64_t seen = 0;
  while (chunks.next(chunk)) {
    encode(chunk, seq::Ambiguous::kZero);
    EXPECT_EQ(chunk.first, seen);
    names.emplace_back();
    for (const auto& batch : chunk.batches) {
      EXPECT_EQ(batch.onehot_ncl.size(), batch.records.size() * 4 * batch.length);
      names.back().emplace_back();
      for (std::size_t i = 0; i < batch.records.size(); ++i) {
        EXPECT_EQ(batch.records[i].sequence.size(), batch.length);
        EXPECT_EQ(batch.records[i].name, "s" + std::to_string(batch.numbers[i]));
        names.back().back().push_back(batch.records[i].name);
      }
    }
    for (std::size_t i = 0; i < chunk.order.size(); ++i) {
      EXPECT_EQ(chunk.record(i).name, "s" + std::to_string(seen++));
    }
  }
  EXPECT_EQ(seen, sequences.size());
  return names;
}

// Names of the batches of RecordBatches.
std::vector<Names> batch_names(const std::vector<std::string>& sequences, std::size_t size) {
  attribute::RecordBatches batches(test::hand_out(test::make_records(sequences)), size,
                                   seq::Ambiguous::kZero);
  std::vector<Names> names;
  attribute::RecordBatch batch;
  while (batches.next(batch)) {
    EXPECT_EQ(batch.onehot_ncl.size(), batch.records.size() * 4 * batch.length);
    names.emplace_back();
    for (std::size_t i = 0; i < batch.records.size(); ++i) {
      EXPECT_EQ(batch.records[i].name, "s" + std::to_string(batch.numbers[i]));
      EXPECT_EQ(batch.records[i].sequence.size(), batch.length);
      names.back().push_back(batch.records[i].name);
    }
  }
  return names;
}

TEST(RecordBatches, AreFilledToTheirSize) {
  EXPECT_THAT(batch_names({"AA", "CC", "GG", "TT", "AC"}, 2),
              ElementsAre(Names{"s0", "s1"}, Names{"s2", "s3"}, Names{"s4"}));
}

TEST(RecordBatches, EndWhereTheLengthChangesAndKeepTheOrder) {
  EXPECT_THAT(batch_names({"AA", "CC", "GGG", "TT", "AC"}, 10),
              ElementsAre(Names{"s0", "s1"}, Names{"s2"}, Names{"s3", "s4"}));
  EXPECT_TRUE(batch_names({}, 3).empty());
}

TEST(RecordChunks, AreFilledToTheirSize) {
  EXPECT_THAT(all_names({"AA", "CC", "GG", "TT", "AC"}, 2),
              ElementsAre(ElementsAre(Names{"s0", "s1"}), ElementsAre(Names{"s2", "s3"}),
                          ElementsAre(Names{"s4"})));
}

TEST(RecordChunks, GroupByLengthAndRememberTheOrder) {
  EXPECT_THAT(all_names({"AA", "CCC", "GG", "TTT", "AC", "A"}, 3),
              ElementsAre(ElementsAre(Names{"s0", "s2", "s4"}, Names{"s1", "s3"}),
                          ElementsAre(Names{"s5"})));
}

TEST(RecordChunks, StayBoundedWhenEveryLengthDiffers) {
  std::vector<std::string> sequences;
  for (std::size_t i = 1; i <= 20; ++i) sequences.emplace_back(i, 'A');
  const auto names = all_names(sequences, 2);
  ASSERT_EQ(names.size(), 3U);
  EXPECT_EQ(names[0].size(), 8U);
}

TEST(RecordChunks, OfNothingAreNone) { EXPECT_TRUE(all_names({}, 3).empty()); }

TEST(Encode, EncodesEachSequence) {
  const auto chunk = test::make_chunk({"AC", "TN"}, seq::Ambiguous::kUniform);
  EXPECT_THAT(chunk.batches[0].onehot_ncl,
              ElementsAre(1, 0, 0, 1, 0, 0, 0, 0, 0, 0.25F, 0, 0.25F, 0, 0.25F, 1, 0.25F));
  EXPECT_EQ(chunk.onehot(1)[6], 1);  // T
}

TEST(Encode, NamesTheRecordWithAnN) {
  EXPECT_THAT(
      [] {
        test::make_chunk({"ACG", "CNT"}, seq::Ambiguous::kError);
      },
      ThrowsMessage<Error>(HasSubstr("x.fa: record s1: ")));
}

TEST(ChunkChecksum, SeesNamesLettersAndWhereRecordsEnd) {
  const auto chunk = test::make_chunk({"ACG", "CAT"});
  EXPECT_EQ(checksum(chunk), checksum(test::make_chunk({"ACG", "CAT"})));
  EXPECT_NE(checksum(chunk), checksum(test::make_chunk({"ACG", "CAA"})));
  EXPECT_NE(checksum(chunk), checksum(test::make_chunk({"CAT", "ACG"})));
  EXPECT_NE(checksum(test::make_chunk({"ACG", "C"})), checksum(test::make_chunk({"AC", "GC"})));
  auto moved = chunk;
  moved.batches[0].records[1].start = 7;
  EXPECT_NE(checksum(chunk), checksum(moved));
}

}  // namespace
}  // namespace siskin
