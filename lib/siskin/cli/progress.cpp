#include "siskin/cli/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace siskin::cli {
namespace {

bool terminal_redraws() {
  const char* const term = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && term != nullptr && std::string(term) != "dumb";
}

std::string bar(std::int64_t done, std::int64_t total) {
  constexpr std::int64_t kWidth = 30;
  const auto filled = total > 0 ? std::min(kWidth, done * kWidth / total) : 0;
  return "[" + std::string(static_cast<std::size_t>(filled), '#') +
         std::string(static_cast<std::size_t>(kWidth - filled), ' ') + "] ";
}

}  // namespace

Progress::Progress(std::string label, std::int64_t total, bool quiet)
    : label_(std::move(label)), total_(total), visible_(!quiet && terminal_redraws()) {}

Progress::~Progress() {
  if (visible_ && last_drawn_ != std::chrono::steady_clock::time_point{}) std::cerr << "\r\033[K";
}

void Progress::advance(std::int64_t count) {
  done_ += count;
  if (!visible_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_drawn_ < std::chrono::milliseconds(100) && done_ != total_) return;
  last_drawn_ = now;
  draw();
}

void Progress::relabel(std::string label) { label_ = std::move(label); }

void Progress::draw() {
  std::cerr << "\r\033[K" << label_ << ' ';
  if (total_ >= 0) {
    std::cerr << bar(done_, total_) << done_ << '/' << total_;
  } else {
    std::cerr << done_;
  }
  std::cerr << std::flush;
}

}  // namespace siskin::cli
