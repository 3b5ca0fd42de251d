#pragma once

#include <string>
#include <vector>

#include "score/options.hpp"

namespace siskin::tools {

/// What is known of one sequence.
struct LabelRecord {
  std::string name;
  std::string split;           ///< empty where the file has none
  std::vector<double> values;  ///< one a task; NaN is unknown
  std::string where;           ///< start of a message about this record
};

struct LabelSet {
  std::string source;
  std::vector<LabelRecord> records;
  std::vector<std::string> task_names;  ///< columns of a table; none for FASTA

  std::size_t tasks() const { return records.empty() ? 0 : records.front().values.size(); }
};

/// Reads FASTA or TSV, told apart by the first letter. Records without label= are left out under
/// --allow-missing. Throws Error for bad files, no records, or records with unequal numbers of
/// tasks.
LabelSet read_labels(const AccuracyOptions& options);

/// The records of this split, all for an empty one. Throws Error, naming the splits there are, when
/// none is left.
LabelSet select_split(const LabelSet& labels, const std::string& split);

}  // namespace siskin::tools
