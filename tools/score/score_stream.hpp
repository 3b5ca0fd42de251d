#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <unordered_map>
#include <vector>

#include "score/report.hpp"
#include "siskin/score/running_mean.hpp"

namespace siskin::tools {

/// Figures of single sequences and their means, for any number of sequences: the figures are
/// written as they come and only their means are kept.
class ScoreStream {
 public:
  /// Single figures go to `singles`, nowhere for nullptr.
  explicit ScoreStream(std::ostream* singles);

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

 private:
  struct Kind {
    std::string metric;
    std::string group;
    score::RunningMean mean;
  };
  Kind& kind_of(const std::string& metric, const std::string& group);
  std::ostream* singles_;
  std::vector<Kind> kinds_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace siskin::tools
