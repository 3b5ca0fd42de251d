#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/io/sequence_source.hpp"
#include "siskin/train/data_set.hpp"
#include "siskin/train/label_table.hpp"

namespace siskin::train {

/// Where sequences, labels and splits come from.
struct DataQuery {
  /// Labelled sequences: FASTA with label= in the header, or a genome with regions whose column 5
  /// is the label. `labels.path` overrides both.
  io::SequenceQuery sequences;
  LabelTableQuery labels;
  /// Instead of labels: FASTA files, or with `sequences.genome` BED files, of label 1 and label 0.
  std::vector<std::string> positives;
  std::vector<std::string> negatives;
  /// Splits: by chromosome when one of these is given; else by split= or the table; else by
  /// fraction.
  std::vector<std::string> valid_chroms;
  std::vector<std::string> test_chroms;
  double valid_fraction = 0.1;
  double test_fraction = 0.2;
  std::uint64_t seed = 0;  ///< of the split by fraction
  bool refuse_ambiguous = false;
};

/// Reads everything into memory, a byte a base. Throws Error naming the record: unequal lengths, no
/// label, another number of labels, an unknown split, an empty training or validation set.
DataSet read_data(const DataQuery& query);

}  // namespace siskin::train
