#pragma once

#include "siskin/cli/options.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// The options by which siskin-predict, -attribute and -sis are told their sequences: FASTA files
/// as arguments, or --genome with --regions or --region, and --width, --edge, --split, --label,
/// --limit.
void add_sequence_options(cli::Options& options, io::SequenceQuery& query);

/// Throws UsageError when the query names no sequences, or both FASTA and a genome.
void check_sequence_options(const io::SequenceQuery& query);

}  // namespace siskin::tools
