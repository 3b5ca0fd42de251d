#include "attribute/motif_patterns.hpp"

#include <filesystem>

#include "siskin/io/motif_file.hpp"
#include "siskin/seq/shuffle.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

// Where FILE:ID is cut: ids may have colons too. npos for a file as it stands, or none.
std::size_t colon_of(const std::string& text) {
  if (std::filesystem::exists(text)) return std::string::npos;
  auto colon = text.find(':');
  while (colon != std::string::npos && !std::filesystem::exists(text.substr(0, colon))) {
    colon = text.find(':', colon + 1);
  }
  return colon;
}

}  // namespace

std::vector<blackbox::MotifPattern> read_patterns(const std::vector<std::string>& texts) {
  std::vector<blackbox::MotifPattern> patterns;
  for (const auto& text : texts) {
    if (auto letters = blackbox::MotifPattern::from_letters(text)) {
      patterns.push_back(std::move(*letters));
      continue;
    }
    if (const auto colon = colon_of(text); colon != std::string::npos) {
      const auto path = text.substr(0, colon);
      const auto motifs = io::read_motif_file(path);
      patterns.push_back(blackbox::MotifPattern::from_matrix(
          io::find_motif(motifs, text.substr(colon + 1), path)));
      continue;
    }
    if (text.find_first_of("./") == std::string::npos && !std::filesystem::exists(text)) {
      throw UsageError("option --insert: found " + util::quoted(text) +
                       ", expected IUPAC letters, FILE.meme or FILE.meme:ID");
    }
    for (const auto& motif : io::read_motif_file(text)) {
      patterns.push_back(blackbox::MotifPattern::from_matrix(motif));
    }
  }
  return patterns;
}

std::string instance_of(const blackbox::MotifPattern& pattern, const std::string& instances,
                        util::Random& random) {
  const bool draws = instances == "sample" || !pattern.is_matrix();
  return draws ? pattern.sample(random) : pattern.consensus();
}

std::vector<std::string> backgrounds_of(const std::string& sequence, const SampleOptions& sample,
                                        util::Random& random) {
  if (sample.background == "given") return {sequence};
  std::vector<std::string> backgrounds;
  for (std::int64_t i = 0; i < sample.background_count; ++i) {
    backgrounds.push_back(sample.background == "mononucleotide"
                              ? seq::shuffle_mononucleotides(sequence, random)
                              : seq::shuffle_dinucleotides(sequence, random));
  }
  return backgrounds;
}

}  // namespace siskin::tools
