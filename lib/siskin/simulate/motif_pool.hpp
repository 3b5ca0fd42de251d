#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "siskin/seq/motif.hpp"
#include "siskin/simulate/background.hpp"

namespace siskin::simulate {

/// A motif as it is planted on one strand, with what sampling and ground truth need of it.
struct OrientedMotif {
  std::string name;  ///< its accession when the file gives no name
  bool reverse = false;
  double bits = 0;  ///< information content of the whole matrix
  std::vector<std::array<double, 4>> rows;
  std::vector<Thresholds> thresholds;  ///< one a row
  std::vector<float> row_bits;         ///< information content of each row

  std::int64_t width() const { return static_cast<std::int64_t>(rows.size()); }
};

/// The motifs of a file, looked up by accession or name, each in both orientations.
class MotifPool {
 public:
  /// `source` is the motif file, for messages.
  MotifPool(const std::vector<seq::Motif>& motifs, std::string source);

  /// Index of the motif with this accession, or else of the only one with this name. Throws Error
  /// ("where: ...") when there is none, or several have the name.
  std::size_t find(const std::string& id_or_name, const std::string& where) const;
  const OrientedMotif& oriented(std::size_t index, bool reverse) const;

 private:
  std::string source_;
  std::vector<OrientedMotif> oriented_;  // forward and reverse of each in turn
  std::unordered_map<std::string, std::size_t> by_id_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
};

}  // namespace siskin::simulate
