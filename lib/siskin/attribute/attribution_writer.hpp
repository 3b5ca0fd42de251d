#pragma once

#include <memory>
#include <string>
#include <vector>

#include "siskin/attribute/attribute.hpp"
#include "siskin/attribute/record_batches.hpp"
#include "siskin/attribute/reduction.hpp"
#include "siskin/io/track.hpp"

namespace siskin::attribute {

/// Where attributions go; an empty name is not written.
struct AttributionPaths {
  /// "-", x.bedgraph[.gz] and x.bw are tracks of one value a base, x.npz is the whole map (N,4,L).
  std::vector<std::string> outputs;
  std::string onehot;  ///< x.npz: the one-hot sequences beside the map
  std::string report;  ///< table: name, score, residual, steps
};

/// Writes the attributions of one run, batch after batch, to all files at once.
class AttributionWriter {
 public:
  /// `genome` is empty for FASTA input. Throws Error when a file cannot be created.
  AttributionWriter(const AttributionPaths& paths, const io::ChromosomeSizes& genome,
                    io::Overlap overlap);
  ~AttributionWriter();

  /// `track` reduces each map. Throws Error, naming the record, when an .npz file was begun with
  /// another length: its array is (N,4,L).
  void add(const RecordBatch& batch, const Attributions& found, MapKind kind, Reduction track);
  /// Completes all files. Throws Error when something could not be written.
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::attribute
