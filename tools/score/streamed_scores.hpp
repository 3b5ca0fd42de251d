#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "score/figure.hpp"
#include "score/report.hpp"
#include "siskin/io/output.hpp"

namespace siskin::tools {

/// Means of figures over sequences, and the single values as a table while they come: memory does
/// not grow with the number of sequences.
class StreamedScores {
 public:
  /// `path`: where `name metric group value` goes; nowhere when empty.
  StreamedScores(const std::string& path, std::vector<Figure> figures);

  /// Values of the figures from `first` on; NaN is written NA and left out of the mean.
  void add(const std::string& sequence, std::size_t first, const std::vector<double>& values);
  std::vector<Metric> means() const;
  /// The table appears under its name.
  void close();

 private:
  struct Sum {
    double total = 0;
    std::size_t count = 0;
  };
  std::vector<Figure> figures_;
  std::vector<Sum> sums_;
  std::unique_ptr<io::Output> output_;
};

}  // namespace siskin::tools
