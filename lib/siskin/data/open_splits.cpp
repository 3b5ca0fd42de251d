#include "siskin/data/open_splits.hpp"

#include "siskin/data/check_query.hpp"
#include "siskin/data/fasta_set.hpp"
#include "siskin/data/genome_set.hpp"

namespace siskin::data {

Splits open_splits(const Query& query) {
  check_query(query);
  return query.sequences.genome.empty() ? open_fasta(query) : open_genome(query);
}

}  // namespace siskin::data
