#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/motif/contribution_tracks.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/random.hpp"

namespace siskin::motif {

inline std::vector<std::uint8_t> codes_of(const std::string& letters) {
  std::vector<std::uint8_t> codes;
  for (const char letter : letters) codes.push_back(seq::code(letter));
  return codes;
}

inline void add_track(ContributionTracks& tracks, const std::string& letters,
                      const std::vector<float>& contributions) {
  tracks.add(contributions.data(), codes_of(letters).data());
}

/// Where a word was written into random sequences.
struct PlantedWord {
  std::size_t sequence = 0;
  std::int64_t start = 0;
  bool reversed = false;
};

/// Random sequences with faint contributions around 0; word i of `words` in sequence i modulo
/// their number, on a random strand, each of its bases contributing about 1.
struct PlantedTracks {
  ContributionTracks tracks;
  std::vector<PlantedWord> sites;
};

inline PlantedTracks plant_words(const std::vector<std::string>& words, std::size_t sequences,
                                 std::size_t length, std::uint64_t seed) {
  PlantedTracks planted{ContributionTracks(length), {}};
  util::Random random(seed);
  for (std::size_t i = 0; i < sequences; ++i) {
    std::string letters;
    std::vector<float> values;
    for (std::size_t l = 0; l < length; ++l) {
      letters += "ACGT"[random.below(4)];
      values.push_back(static_cast<float>(0.05 * random.normal()));
    }
    const std::string& word = words[i % words.size()];
    const bool reversed = random.below(2) == 1;
    const auto start = 10 + random.below(length - word.size() - 20);
    letters.replace(start, word.size(), reversed ? seq::reverse_complement(word) : word);
    for (std::size_t l = start; l < start + word.size(); ++l)
      values[l] = static_cast<float>(0.8 + 0.4 * random.uniform());
    add_track(planted.tracks, letters, values);
    planted.sites.push_back({i, static_cast<std::int64_t>(start), reversed});
  }
  return planted;
}

}  // namespace siskin::motif
