#include "score/motifs_input.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "score/names.hpp"
#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/input.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

// Only the sequences that have a map are kept: the file may hold all that the network was trained
// on.
void read_fasta_bases(const std::string& path, MappedSequences& result) {
  std::unordered_map<std::string, std::size_t> row_of;
  const auto& names = result.maps.names;
  for (std::size_t i = 0; i < names.size(); ++i) row_of.emplace(names[i], i);
  const auto length = result.maps.length;
  std::vector<char> seen(names.size(), 0);
  NameList known{io::input_name(path), {}};
  io::FastaStream fasta(path);
  io::FastaRecord record;
  while (fasta.next(record)) {
    known.names.push_back(record.name);
    const auto found = row_of.find(record.name);
    if (found == row_of.end()) continue;
    if (record.sequence.size() != length || seen[found->second] != 0) {
      const std::string what = record.sequence.size() != length
                                   ? std::to_string(record.sequence.size()) + " bases, expected " +
                                         std::to_string(length) + " as in the map"
                                   : "it twice, expected once";
      throw Error(known.source + ": record " + util::quoted(record.name) + ": found " + what);
    }
    seen[found->second] = 1;
    std::transform(record.sequence.begin(), record.sequence.end(),
                   result.bases_nl.begin() + static_cast<std::ptrdiff_t>(found->second * length),
                   seq::code);
  }
  if (std::find(seen.begin(), seen.end(), 0) != seen.end())
    require_known({"the map", names}, known, "");
}

void read_onehot_bases(const std::string& path, const std::string& map_path,
                       MappedSequences& result) {
  const auto onehot = io::read_map_file(path);
  const auto length = result.maps.length;
  if (onehot.names != result.maps.names || onehot.length != length) {
    throw Error(path + ": found " + std::to_string(onehot.names.size()) + " sequences of " +
                std::to_string(onehot.length) + " bases, expected the " +
                std::to_string(result.maps.names.size()) + " of " + std::to_string(length) +
                " in " + map_path + ", in the same order");
  }
  for (std::size_t i = 0; i < onehot.names.size(); ++i) {
    for (std::size_t l = 0; l < length; ++l) {
      for (std::size_t c = 0; c < seq::kBases; ++c) {
        const float value = onehot.map(i)[c * length + l];
        if (value != 0 && value != 1)
          throw Error(path + ": " + util::quoted(onehot.names[i]) + ", base " + std::to_string(l) +
                      ": found " + util::format_float(value) + ", expected 0 or 1");
        if (value == 1) result.bases_nl[i * length + l] = static_cast<std::uint8_t>(c);
      }
    }
  }
}

}  // namespace

MappedSequences read_mapped_sequences(const MotifsOptions& options) {
  MappedSequences result;
  result.maps = io::read_map_file(options.map);
  require_unique({options.map, result.maps.names});
  result.bases_nl.assign(result.maps.names.size() * result.maps.length, seq::kAmbiguous);
  if (options.sequences.empty()) {
    read_onehot_bases(options.onehot, options.map, result);
  } else {
    read_fasta_bases(options.sequences, result);
  }
  return result;
}

}  // namespace siskin::tools
