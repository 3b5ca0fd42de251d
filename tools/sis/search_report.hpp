#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sis/explained.hpp"

namespace siskin::tools {

/// What a search came to over all sequences, for --report and for remarks.
class SearchReport {
 public:
  explicit SearchReport(blackbox::Decision decision) : decision_(decision) {}

  void add(const Explained& explained);

  /// Writes the TSV `quantity value` that tools/sis/sis.md describes. `threshold` is empty where
  /// each sequence has its own, `engine` where none was used.
  void write(const std::string& path, const std::optional<double>& threshold,
             const std::string& engine) const;
  /// What a person should know who got fewer subsets than there are sequences.
  std::vector<std::string> remarks(const std::optional<double>& threshold) const;

 private:
  struct Sum {
    double total = 0;
    std::size_t count = 0;
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -std::numeric_limits<double>::infinity();

    void add(double value);
    double mean() const;  // NaN for none
  };

  std::size_t count(blackbox::SisStatus status) const {
    return sequences_[static_cast<std::size_t>(status)];
  }

  blackbox::Decision decision_;
  std::array<std::size_t, 3> sequences_{};  // by status
  Sum scores_;
  Sum masked_scores_;
  Sum lengths_;  // of subsets
};

}  // namespace siskin::tools
