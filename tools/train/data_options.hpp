#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"
#include "siskin/data/query.hpp"

namespace siskin::tools {

/// What siskin-train reads. `query` is complete after check_data_options, but for seed and
/// refuse_ambiguous, which other options decide.
struct DataOptions {
  data::Query query;
  std::vector<std::string> negatives;  ///< files, or one of uniform, gc-matched, dinucleotide
  std::int64_t strands = 1;
  std::string signal_label = "mean";
  bool no_ambiguous_neighbours = false;
  bool reverse_complement = false;
  std::string reverse_complement_as = "set";
  std::vector<std::string> augment;
  std::int64_t augment_kinds = 2;
  bool augment_up_to = false;
};

/// Declares the options on sequences, labels, signals, negatives, splits and augmentation, and the
/// positional FASTA files.
void add_data_options(cli::Options& options, DataOptions& settings);

/// Fills settings.query after parse(). Throws UsageError for options that do not go together.
void check_data_options(const cli::Options& options, DataOptions& settings);

}  // namespace siskin::tools
