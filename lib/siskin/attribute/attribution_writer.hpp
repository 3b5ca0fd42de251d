#pragma once

#include <memory>
#include <string>
#include <vector>

#include "siskin/attribute/completeness.hpp"
#include "siskin/attribute/record_result.hpp"
#include "siskin/io/sequence_source.hpp"
#include "siskin/io/track.hpp"

namespace siskin::attribute {

/// Where attributions go; an empty name is not written. `{target}` in outputs and spread stands for
/// the name of an output of the model.
struct AttributionPaths {
  /// "-", x.bedgraph[.gz] and x.bw are tracks of one value a base, x.npz is the whole map (N,4,L).
  std::vector<std::string> outputs;
  std::string spread;  ///< a track or x.npz: standard deviation over an ensemble
  std::string onehot;  ///< x.npz: the one-hot sequences beside the map
  std::string report;  ///< table of CompletenessRow
};

/// What these files need to know of each sequence. Throws UsageError as parse_reduction does.
ResultParts parts_of(const AttributionPaths& paths, const std::string& reduction);

/// Writes the attributions of one run, sequence by sequence, to all files at once.
class AttributionWriter {
 public:
  /// `genome` is empty for FASTA input. Throws UsageError for a name without {target} where there
  /// are several outputs; Error when a file cannot be created, or two outputs have one name.
  AttributionWriter(const AttributionPaths& paths, const std::vector<std::string>& output_names,
                    const io::ChromosomeSizes& genome, io::Overlap overlap);
  ~AttributionWriter();

  /// `onehot_cl` is (4, length). Throws Error, naming the record, when an .npz file was begun with
  /// another length: its array is (N,4,L).
  void add(const io::SequenceRecord& record, const float* onehot_cl, const RecordResult& result,
           const std::vector<CompletenessRow>& rows);
  /// Completes the report alone. Without close() nothing else appears.
  void close_report();
  /// Completes all files. Throws Error when something could not be written.
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::attribute
