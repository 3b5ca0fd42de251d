#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "siskin/io/bigwig.hpp"

namespace siskin::io {

/// What happens where two windows of a genome overlap.
enum class Overlap { kMean, kFirst, kError };

/// "mean", "first" or "error" as given to --overlap. Throws UsageError otherwise.
Overlap parse_overlap(const std::string& word);

/// Writes one value a base to "" or "-" (bedGraph on standard output), x.bedgraph, x.bedgraph.gz
/// (bgzip + tabix index), x.bw or x.bigwig, chosen by the name.
///
/// Sequences of FASTA input are streamed: each is its own chromosome and comes once, in order.
/// Windows of a genome (`genome_sizes` not empty) are collected, sorted into the order of the
/// genome and merged by the overlap rule when close() is called. Runs of equal values become one
/// bedGraph line. bigWig needs the chromosome sizes before the data, so FASTA input is collected
/// for it.
class TrackWriter {
 public:
  TrackWriter(const std::string& path, const ChromosomeSizes& genome_sizes, Overlap overlap);
  ~TrackWriter();
  TrackWriter(const TrackWriter&) = delete;
  TrackWriter& operator=(const TrackWriter&) = delete;

  /// `values[i]` belongs to base start + i; NaN is left out.
  void add(const std::string& chrom, std::int64_t start, const std::vector<float>& values);
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Calls `take` for every line or stored interval of a bedGraph (plain, gzip, or "-") or bigWig,
/// told apart by content, in the order of the file.
void read_track_records(const std::string& path,
                        const std::function<void(const BedGraphRecord&)>& take);

/// A track in memory: for every chromosome the values from base 0 to the last base named, NaN where
/// there is none.
using Track = std::map<std::string, std::vector<float>>;

/// Reads what read_track_records() does. Throws Error for lines that overlap.
Track read_track(const std::string& path);

}  // namespace siskin::io
