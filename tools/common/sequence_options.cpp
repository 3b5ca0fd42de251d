#include "common/sequence_options.hpp"

#include "siskin/util/error.hpp"

namespace siskin::tools {

void add_sequence_options(cli::Options& options, io::SequenceQuery& query) {
  options.group("Sequences")
      .text("genome", &query.genome, "FILE.fa[.gz]",
            "genome, plain or bgzip, instead of FASTA input")
      .text("regions", &query.regions, "FILE", "BED or narrowPeak with the windows of the genome")
      .texts("region", &query.region, "CHROM:START-END",
             "one window, 0-based half-open; may be repeated")
      .optional_integer("width", &query.width, 1,
                        "cut windows of this width around the summit or the middle")
      .choice("edge", &query.edge, {"error", "skip", "pad"},
              "a window leaves its chromosome: stop, leave it out, or fill with N")
      .text("split", &query.split, "NAME", "only records with split=NAME in the header")
      .optional_real("label", &query.label, "only records whose first label is X")
      .optional_integer("limit", &query.limit, 1, "stop after N sequences")
      .positional(&query.fasta, "sequences.fa", 0, 1000000);
}

void check_sequence_options(const io::SequenceQuery& query) {
  const bool regions = !query.regions.empty() || !query.region.empty();
  if (!query.fasta.empty() && (!query.genome.empty() || regions)) {
    throw UsageError("found FASTA files and --genome or --regions, expected one of the two");
  }
  if (query.fasta.empty() && query.genome.empty()) {
    throw UsageError(
        "no sequences: give FASTA files ('-' for standard input), or --genome with "
        "--regions");
  }
  if (query.fasta.empty() && !regions) {
    throw UsageError("--genome needs --regions or --region");
  }
}

}  // namespace siskin::tools
