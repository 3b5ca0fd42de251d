#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "simulate/options.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/track.hpp"
#include "siskin/simulate/simulator.hpp"

namespace siskin::tools {

/// Streams simulated sequences to the files that were asked for.
class DataSetWriter {
 public:
  DataSetWriter(const SimulateOptions& options, const simulate::Simulator& simulator);

  /// Sequences come by rising index from 0.
  void add(std::int64_t index, const simulate::SimulatedSequence& sequence);
  /// Throws Error when anything could not be written. Files appear only here.
  void close();

 private:
  const simulate::Simulator& simulator_;
  io::Output fasta_;
  std::unique_ptr<io::Output> sites_;
  std::unique_ptr<io::TrackWriter> track_;
  std::unique_ptr<io::MapWriter> model_;
  std::vector<float> model_cl_;
  int digits_;
};

/// "seq000001" for index 0: at least six digits, as many for every sequence of a run.
std::string sequence_name(std::int64_t index, int digits);

}  // namespace siskin::tools
