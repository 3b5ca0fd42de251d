#pragma once

#include <string>
#include <utility>

namespace siskin::tools {

/// Reads the truth and what is scored against it; gives both. When the scored one comes through a
/// pipe
/// (`scored_path` is "-") it is read first: its end tells that the tools in front have finished,
/// and with them a truth file that one of them writes.
template <typename ReadTruth, typename ReadScored>
auto read_in_order(const std::string& scored_path, ReadTruth read_truth, ReadScored read_scored) {
  using Both = std::pair<decltype(read_truth()), decltype(read_scored())>;
  if (scored_path == "-") {
    auto scored = read_scored();
    return Both(read_truth(), std::move(scored));
  }
  auto truth = read_truth();
  return Both(std::move(truth), read_scored());
}

}  // namespace siskin::tools
