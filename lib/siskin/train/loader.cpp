#include "siskin/train/loader.hpp"

#include <torch/torch.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace siskin::train {
namespace {

constexpr std::size_t kAhead = 3;  // batches: enough to even out reading, little memory

}  // namespace

struct Loader::State {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Batch> ready;
  std::exception_ptr failure;
  bool finished = false;  // the reader is through
  bool stopped = false;   // the user wants no more
  std::thread reader;

  // False when nobody wants more.
  bool hand_over(Batch batch) {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return stopped || ready.size() < kAhead; });
    if (stopped) return false;
    ready.push_back(std::move(batch));
    changed.notify_all();
    return true;
  }

  void finish(std::exception_ptr error) {
    const std::lock_guard<std::mutex> lock(mutex);
    failure = std::move(error);
    finished = true;
    changed.notify_all();
  }

  void read(data::ExampleSet& set, std::size_t batch_size, seq::Ambiguous ambiguous) {
    try {
      data::Examples examples;
      while (set.next(batch_size, examples)) {
        if (!hand_over(make_batch(examples, set.shape(), ambiguous))) break;
      }
      finish(nullptr);
    } catch (...) {
      finish(std::current_exception());
    }
  }
};

Loader::Loader(data::ExampleSet& set, std::int64_t epoch, std::size_t batch_size,
               seq::Ambiguous ambiguous)
    : state_(std::make_unique<State>()) {
  set.start_epoch(epoch);
  state_->reader = std::thread([state = state_.get(), &set, batch_size, ambiguous] {
    state->read(set, batch_size, ambiguous);
  });
}

Loader::~Loader() {
  {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    state_->stopped = true;
    state_->changed.notify_all();
  }
  state_->reader.join();
}

std::optional<Batch> Loader::next() {
  std::unique_lock<std::mutex> lock(state_->mutex);
  state_->changed.wait(lock, [&] { return state_->finished || !state_->ready.empty(); });
  if (state_->ready.empty()) {
    if (state_->failure) std::rethrow_exception(state_->failure);
    return std::nullopt;
  }
  Batch batch = std::move(state_->ready.front());
  state_->ready.pop_front();
  state_->changed.notify_all();
  return batch;
}

}  // namespace siskin::train
