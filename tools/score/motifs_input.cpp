#include "score/motifs_input.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "score/names.hpp"
#include "score/onehot_check.hpp"
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
    require_known({result.path, names}, known, "");
}

void read_onehot_bases(const std::string& path, const std::string& map_path,
                       MappedSequences& result) {
  const auto onehot = io::read_map_file(path);
  const auto length = result.maps.length;
  const NameList asked{map_path, result.maps.names};
  const NameList known{path, onehot.names};
  require_unique(known);
  require_known(asked, known, "");
  if (onehot.length != length)
    throw Error(path + ": found sequences of " + std::to_string(onehot.length) +
                " bases, expected " + std::to_string(length) + " as in " + map_path);
  std::unordered_map<std::string, std::size_t> row_of;
  for (std::size_t i = 0; i < onehot.names.size(); ++i) row_of.emplace(onehot.names[i], i);
  for (std::size_t i = 0; i < asked.names.size(); ++i) {
    const float* onehot_cl = onehot.map(row_of.at(asked.names[i]));
    require_onehot(path, asked.names[i], onehot_cl, length);
    for (std::size_t c = 0; c < seq::kBases; ++c) {
      for (std::size_t l = 0; l < length; ++l) {
        if (onehot_cl[c * length + l] == 1)
          result.bases_nl[i * length + l] = static_cast<std::uint8_t>(c);
      }
    }
  }
}

}  // namespace

MappedSequences read_mapped_sequences(const MotifsOptions& options) {
  MappedSequences result;
  result.path = options.map;
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
