#include "siskin/data/text_store.hpp"

#include <gtest/gtest.h>

namespace siskin::data {
namespace {

TEST(TextStore, GivesBackTextsInAnyOrder) {
  TextStore store;
  store.append("one");
  store.append("");
  store.append("three");
  EXPECT_EQ(store.size(), 3U);
  EXPECT_EQ(store.read(2), "three");
  EXPECT_EQ(store.read(0), "one");
  EXPECT_EQ(store.read(1), "");
}

TEST(TextStore, HoldsMoreThanItsBuffer) {
  TextStore store;
  for (int i = 0; i < 50000; ++i) store.append("sequence" + std::to_string(i));
  for (const int i : {0, 1, 6000, 7777, 49998, 49999}) {
    EXPECT_EQ(store.read(static_cast<std::size_t>(i)), "sequence" + std::to_string(i));
  }
}

}  // namespace
}  // namespace siskin::data
