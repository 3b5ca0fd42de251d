#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace siskin::tools {

/// One line of the result.
struct Metric {
  std::string name;
  std::string group;
  double value = 0;       ///< NaN is written NA
  std::size_t count = 0;  ///< column n: how many things the value is of
};

/// Writes the TSV `metric group value n` behind a line of provenance. "" is standard output.
void write_metrics(const std::string& path, const std::vector<Metric>& metrics);

/// Figures of single sequences, and their means.
class SequenceScores {
 public:
  /// Makes a line for this figure even if no sequence has it.
  void declare(const std::string& metric, const std::string& group);
  void add(const std::string& sequence, const std::string& metric, const std::string& group,
           double value);
  /// For every metric and group, in the order of their first appearance: the mean over the
  /// sequences where it is defined, and their number.
  std::vector<Metric> means() const;
  /// Writes the TSV `name metric group value`; nothing for an empty path.
  void write(const std::string& path) const;

 private:
  struct Entry {
    std::string sequence;
    std::size_t kind;
    double value;
  };
  struct Kind {
    std::string metric;
    std::string group;
  };
  std::size_t kind_of(const std::string& metric, const std::string& group);
  std::vector<Kind> kinds_;
  std::vector<Entry> entries_;
};

}  // namespace siskin::tools
