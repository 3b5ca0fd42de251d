#include "siskin/util/ordered_work.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace siskin {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr std::size_t kSlots = 6;

// Squares of 0 .. count-1, of which each takes a while of its own.
struct Squares {
  int count = 0;
  int fails_to_produce = -1;
  int fails_to_work = -1;
  int fails_to_consume = -1;
  std::vector<int> slots = std::vector<int>(kSlots);
  std::vector<int> consumed;
  std::atomic<int> inside{0};
  int most_inside = 0;

  void run(int threads) {
    int next = 0;
    util::run_in_order(
        threads, kSlots,
        {[&](std::size_t slot) {
           if (next == fails_to_produce) throw std::runtime_error("produce");
           if (next == count) return false;
           slots[slot] = next++;
           most_inside = std::max(most_inside, ++inside);
           return true;
         },
         [&](std::size_t slot) {
           std::this_thread::sleep_for(std::chrono::microseconds((slots[slot] * 7919) % 300));
           if (fails_to_work >= 0 && slots[slot] >= fails_to_work) {
             throw std::runtime_error("work " + std::to_string(slots[slot]));
           }
           slots[slot] *= slots[slot];
         },
         [&](std::size_t slot) {
           if (static_cast<int>(consumed.size()) == fails_to_consume) {
             throw std::runtime_error("consume");
           }
           consumed.push_back(slots[slot]);
           --inside;
         }});
  }
};

std::vector<int> squares(int count) {
  std::vector<int> values(static_cast<std::size_t>(count));
  std::iota(values.begin(), values.end(), 0);
  for (int& value : values) value *= value;
  return values;
}

TEST(RunInOrder, ConsumesInTheOrderOfProductionForAnyNumberOfThreads) {
  for (const int threads : {0, 1, 2, 5}) {
    Squares job;
    job.count = 500;
    job.run(threads);
    EXPECT_EQ(job.consumed, squares(500)) << threads;
    EXPECT_LE(job.most_inside, static_cast<int>(kSlots));
  }
}

TEST(RunInOrder, TakesAnEmptyStream) {
  Squares job;
  job.run(3);
  EXPECT_TRUE(job.consumed.empty());
}

TEST(RunInOrder, EndsWithTheEarliestFailureAfterAllBeforeIt) {
  for (const int threads : {1, 2, 5}) {
    Squares job;
    job.count = 200;
    job.fails_to_work = 120;  // and everything after it
    EXPECT_THAT([&] { job.run(threads); },
                ThrowsMessage<std::runtime_error>(HasSubstr("work 120")));
    EXPECT_EQ(job.consumed, squares(120)) << threads;
  }
}

TEST(RunInOrder, ConsumesAllBeforeAnItemThatCannotBeProduced) {
  for (const int threads : {1, 4}) {
    Squares job;
    job.count = 200;
    job.fails_to_produce = 50;
    EXPECT_THAT([&] { job.run(threads); }, ThrowsMessage<std::runtime_error>(HasSubstr("produce")));
    EXPECT_EQ(job.consumed, squares(50)) << threads;
  }
}

TEST(RunInOrder, StopsWhereAnItemCannotBeConsumed) {
  for (const int threads : {1, 4}) {
    Squares job;
    job.count = 200;
    job.fails_to_consume = 30;
    EXPECT_THAT([&] { job.run(threads); }, ThrowsMessage<std::runtime_error>(HasSubstr("consume")));
    EXPECT_EQ(job.consumed, squares(30)) << threads;
  }
}

}  // namespace
}  // namespace siskin
