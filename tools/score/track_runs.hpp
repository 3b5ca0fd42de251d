#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace siskin::tools {

/// Consecutive bases of a track that all have a value: a FASTA record, a window of a genome, or
/// windows that touch.
struct TrackRun {
  std::string chrom;
  std::int64_t start = 0;
  std::vector<float> values;

  /// The chromosome (or record) for a run from its first base on, else chrom:start-end.
  std::string name() const;
};

/// Calls `take` run by run; no more than one is held. Throws Error for a track that is not sorted
/// by start within each chromosome, that comes back to a chromosome or that names a base twice.
void for_each_run(const std::string& path, const std::function<void(const TrackRun&)>& take);

}  // namespace siskin::tools
