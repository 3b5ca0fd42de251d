#include "siskin/util/ordered_work.hpp"

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace siskin::util {
namespace {

// Whoever finishes an item writes all that are due, so no thread is kept for reading or writing.
class Stream {
 public:
  Stream(std::size_t slots, const OrderedWork& steps) : steps_(steps), items_(slots) {}

  void work_until_done() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return ended_ || (!producing_ && has_room()); });
      if (ended_) return;
      const std::uint64_t number = produced_;
      if (!produce(lock)) continue;
      lock.unlock();
      auto failure = attempt([&] { steps_.work(slot(number)); });
      lock.lock();
      finish(number, std::move(failure));
      consume_what_is_due(lock);
    }
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  struct Item {
    bool done = false;
    std::exception_ptr failure;
  };

  template <typename Action>
  static std::exception_ptr attempt(const Action& action) {
    try {
      action();
    } catch (...) {
      return std::current_exception();
    }
    return nullptr;
  }

  std::size_t slot(std::uint64_t number) const {
    return static_cast<std::size_t>(number % items_.size());
  }
  bool has_room() const { return produced_ - consumed_ < items_.size(); }

  // True when there is an item to work on. A failure takes the place of the item.
  bool produce(std::unique_lock<std::mutex>& lock) {
    producing_ = true;
    const std::uint64_t number = produced_;
    bool found = false;
    lock.unlock();
    auto failure = attempt([&] { found = steps_.produce(slot(number)); });
    lock.lock();
    producing_ = false;
    const bool failed = failure != nullptr;
    if (found || failed) {
      items_[slot(number)] = {};
      ++produced_;
    }
    if (!found) ended_ = true;
    if (failed) {
      finish(number, std::move(failure));
      consume_what_is_due(lock);
    }
    changed_.notify_all();
    return found;
  }

  void finish(std::uint64_t number, std::exception_ptr failure) {
    items_[slot(number)] = {true, std::move(failure)};
  }

  void consume_what_is_due(std::unique_lock<std::mutex>& lock) {
    if (consuming_) return;
    consuming_ = true;
    while (!failure_ && consumed_ < produced_ && items_[slot(consumed_)].done) {
      auto failure = items_[slot(consumed_)].failure;
      if (!failure) {
        lock.unlock();
        failure = attempt([&] { steps_.consume(slot(consumed_)); });
        lock.lock();
      }
      if (failure) {
        failure_ = failure;
        ended_ = true;
      } else {
        ++consumed_;
      }
      changed_.notify_all();
    }
    consuming_ = false;
  }

  const OrderedWork& steps_;
  std::vector<Item> items_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t produced_ = 0;
  std::uint64_t consumed_ = 0;
  bool producing_ = false;
  bool consuming_ = false;
  bool ended_ = false;
  std::exception_ptr failure_;
};

}  // namespace

void run_in_order(int threads, std::size_t slots, const OrderedWork& steps) {
  Stream stream(slots, steps);
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i) others.emplace_back([&stream] { stream.work_until_done(); });
  stream.work_until_done();
  for (auto& other : others) other.join();
  stream.rethrow();
}

}  // namespace siskin::util
