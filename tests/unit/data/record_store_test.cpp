#include "siskin/data/record_store.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace siskin::data {
namespace {

TEST(RecordStore, ReadsAnyRecordAtAnyTime) {
  RecordStore store(sizeof(std::uint64_t));
  const std::uint64_t count = 50000;  // more than its buffer holds
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t value = i * i;
    store.append(&value);
    if (i % 9973 != 0) continue;
    std::uint64_t found = 0;
    store.read(static_cast<std::size_t>(i), &found);
    ASSERT_EQ(found, value);
  }
  ASSERT_EQ(store.size(), count);
  for (std::uint64_t i = count; i > 0; --i) {
    std::uint64_t found = 0;
    store.read(static_cast<std::size_t>(i - 1), &found);
    ASSERT_EQ(found, (i - 1) * (i - 1));
  }
}

TEST(RecordStore, BeginsEmpty) {
  const RecordStore store(3);
  EXPECT_EQ(store.size(), 0U);
  EXPECT_EQ(store.record_bytes(), 3U);
}

}  // namespace
}  // namespace siskin::data
