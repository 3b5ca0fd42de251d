#include "siskin/blackbox/ablation.hpp"

#include <map>

#include "siskin/blackbox/substitution.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/seq/shuffle.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::blackbox {
namespace {

std::string random_letters(std::size_t count, util::Random& random) {
  std::string letters;
  for (std::size_t i = 0; i < count; ++i) letters += seq::kLetters[random.below(4)];
  return letters;
}

std::string new_letters(std::string_view old, Replacement replacement, util::Random& random) {
  switch (replacement) {
    case Replacement::kMononucleotide:
      return seq::shuffle_mononucleotides(old, random);
    case Replacement::kDinucleotide:
      return seq::shuffle_dinucleotides(old, random);
    default:
      return random_letters(old.size(), random);
  }
}

// The bases of a site alone are shuffled, so that an N keeps its place.
void replace(std::string_view sequence, const AblationSite& site, Replacement replacement,
             util::Random& random, std::map<std::size_t, Column>& columns) {
  std::vector<std::size_t> positions;
  std::string bases;
  for (std::size_t i = site.start; i < site.end; ++i) {
    if (seq::code(sequence[i]) == seq::kAmbiguous) continue;
    positions.push_back(i);
    bases += seq::kLetters[seq::code(sequence[i])];
  }
  if (!is_random(replacement)) {
    const float value = replacement == Replacement::kUniform ? 0.25F : 0.0F;
    for (const auto position : positions) columns[position] = {value, value, value, value};
    return;
  }
  if (positions.empty()) return;
  const auto letters = new_letters(bases, replacement, random);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    columns[positions[i]] = base_column(seq::code(letters[i]));
  }
}

}  // namespace

std::vector<AblationSite> find_sites(std::string_view sequence, const MotifPattern& pattern) {
  const auto reverse = pattern.reverse_complement();
  std::vector<AblationSite> sites;
  for (std::size_t start = 0; start + pattern.width() <= sequence.size(); ++start) {
    const std::size_t end = start + pattern.width();
    if (pattern.matches(sequence, start)) {
      sites.push_back({start, end, pattern.name(), '+'});
    } else if (reverse.matches(sequence, start)) {
      sites.push_back({start, end, pattern.name(), '-'});
    }
  }
  return sites;
}

Replacement parse_replacement(std::string_view word) {
  static const std::map<std::string_view, Replacement> known{
      {"mononucleotide", Replacement::kMononucleotide},
      {"dinucleotide", Replacement::kDinucleotide},
      {"random", Replacement::kRandom},
      {"uniform", Replacement::kUniform},
      {"zero", Replacement::kZero}};
  const auto found = known.find(word);
  if (found != known.end()) return found->second;
  throw UsageError("option --replacement: found " + util::quoted(word) +
                   ", expected mononucleotide, dinucleotide, random, uniform or zero");
}

bool is_random(Replacement replacement) {
  return replacement != Replacement::kUniform && replacement != Replacement::kZero;
}

std::vector<Edit> ablations(std::string_view sequence, const std::vector<AblationSite>& sites,
                            Replacement replacement, std::size_t count, util::Random& random) {
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < count; ++i) {
    std::map<std::size_t, Column> columns;
    for (const auto& site : sites) replace(sequence, site, replacement, random, columns);
    Edit edit;
    for (const auto& [position, column] : columns) edit.push_back({position, column});
    edits.push_back(std::move(edit));
  }
  return edits;
}

}  // namespace siskin::blackbox
