#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "score/report.hpp"
#include "siskin/io/output.hpp"
#include "siskin/score/running_mean.hpp"

namespace siskin::tools {

/// Figures of single sequences and their means, for any number of sequences: the figures are
/// written as they come and only their means are kept.
class ScoreStream {
 public:
  /// Single figures go to this path, nowhere for an empty one. Throws Error when it cannot be
  /// created.
  explicit ScoreStream(const std::string& path);

  /// Makes a line for this figure even if no sequence has it.
  void declare(const std::string& metric, const std::string& group);
  void add(const std::string& sequence, const std::string& metric, const std::string& group,
           double value);
  /// Counts towards the mean without a line of its own.
  void add_silently(const std::string& metric, const std::string& group, double value);

  /// For every metric and group, in the order of their first appearance: the mean over the
  /// sequences where it is defined, and their number. With `errors`, the standard error of each
  /// mean follows it as metric "<metric>_sem".
  std::vector<Metric> means(bool errors) const;
  /// The file appears.
  void close();

 private:
  struct Kind {
    std::string metric;
    std::string group;
    score::RunningMean mean;
  };
  Kind& kind_of(const std::string& metric, const std::string& group);
  std::unique_ptr<io::Output> output_;
  std::vector<Kind> kinds_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace siskin::tools
