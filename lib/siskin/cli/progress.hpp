#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace siskin::cli {

/// A line on standard error that shows how far a job is, redrawn at most ten times a second. Silent
/// unless standard error is a terminal that can redraw; the destructor clears the line.
class Progress {
 public:
  /// total < 0: unknown, only the count is shown.
  Progress(std::string label, std::int64_t total, bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::int64_t count = 1);
  /// Replaces the text in front of the bar, such as "epoch 3, loss 0.41".
  void relabel(std::string label);

 private:
  void draw();
  std::string label_;
  std::int64_t total_;
  std::int64_t done_ = 0;
  bool visible_;
  std::chrono::steady_clock::time_point last_drawn_{};
};

}  // namespace siskin::cli
