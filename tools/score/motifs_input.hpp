#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "score/motifs_options.hpp"
#include "siskin/io/npz.hpp"

namespace siskin::tools {

/// Maps and the bases under them: codes 0..3, 4 for any other letter, (N, L).
struct MappedSequences {
  std::string path;  ///< of the maps, for messages
  io::MapFile maps;
  std::vector<std::uint8_t> bases_nl;

  const std::uint8_t* bases(std::size_t index) const {
    return bases_nl.data() + index * maps.length;
  }
};

/// Reads --sequences or --onehot beside the map, by name. Throws Error when a map has no sequence
/// or one of another length, or the arrays do not go together.
MappedSequences read_mapped_sequences(const MotifsOptions& options);

}  // namespace siskin::tools
