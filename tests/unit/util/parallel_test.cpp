#include "siskin/util/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

#include "support/error_message.hpp"

namespace siskin::util {
namespace {

TEST(ParallelFor, CallsEveryIndexOnce) {
  for (const int threads : {-1, 0, 1, 2, 7}) {
    for (const std::size_t count : {0, 1, 2, 1000}) {
      std::vector<std::atomic<int>> calls(count);
      parallel_for(count, threads, [&](std::size_t i) { ++calls[i]; });
      for (const auto& one : calls) EXPECT_EQ(one, 1);
    }
  }
}

TEST(ParallelFor, RethrowsTheFirstErrorAndStops) {
  for (const int threads : {1, 4}) {
    std::atomic<int> calls{0};
    EXPECT_EQ(test::error_message([&] {
                parallel_for(1000000, threads, [&](std::size_t) {
                  ++calls;
                  throw Error("no more");
                });
              }),
              "no more");
    EXPECT_LE(calls, threads);
  }
}

}  // namespace
}  // namespace siskin::util
