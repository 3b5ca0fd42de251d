#pragma once

#include "siskin/data/example_set.hpp"
#include "siskin/data/query.hpp"

namespace siskin::data {

/// Opens what `query` names and checks all of it. Reverse complements, jitter and augmentation go
/// to the training set alone. Memory does not grow with the sequences, regions or the genome: they
/// lie in temporary files (TMPDIR), a byte a base for FASTA records, half a byte for a genome. A
/// table of labels is held in memory.
///
/// Throws UsageError for options that do not go together and Error, naming file and line or record,
/// for what is wrong in the data.
Splits open_splits(const Query& query);

}  // namespace siskin::data
