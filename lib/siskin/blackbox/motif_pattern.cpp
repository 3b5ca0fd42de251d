#include "siskin/blackbox/motif_pattern.hpp"

#include <algorithm>

#include "siskin/seq/alphabet.hpp"

namespace siskin::blackbox {
namespace {

// The bases that an IUPAC letter stands for (Cornish-Bowden 1985), empty for others.
std::string_view bases_of(char letter) {
  switch (letter & ~0x20) {  // upper case
    case 'A':
      return "A";
    case 'C':
      return "C";
    case 'G':
      return "G";
    case 'T':
    case 'U':
      return "T";
    case 'R':
      return "AG";
    case 'Y':
      return "CT";
    case 'S':
      return "CG";
    case 'W':
      return "AT";
    case 'K':
      return "GT";
    case 'M':
      return "AC";
    case 'B':
      return "CGT";
    case 'D':
      return "AGT";
    case 'H':
      return "ACT";
    case 'V':
      return "ACG";
    case 'N':
      return "ACGT";
    default:
      return {};
  }
}

}  // namespace

std::optional<MotifPattern> MotifPattern::from_letters(std::string_view letters) {
  MotifPattern pattern;
  for (const char letter : letters) {
    const auto bases = bases_of(letter);
    if (bases.empty()) return std::nullopt;
    Row row{};
    if (bases.size() < 4) {
      for (const char base : bases)
        row.at(seq::code(base)) = 1.0 / static_cast<double>(bases.size());
    }
    pattern.rows_.push_back(row);
    pattern.name_ += static_cast<char>(letter & ~0x20);
  }
  if (pattern.rows_.empty()) return std::nullopt;
  return pattern;
}

MotifPattern MotifPattern::from_matrix(const seq::Motif& motif) {
  MotifPattern pattern;
  pattern.is_matrix_ = true;
  pattern.name_ = motif.id;
  pattern.rows_ = motif.rows;
  return pattern;
}

std::string MotifPattern::consensus() const {
  std::string letters;
  for (const auto& row : rows_) {
    const auto largest = std::max_element(row.begin(), row.end());
    letters += *largest > 0 ? seq::kLetters[static_cast<std::size_t>(largest - row.begin())] : 'N';
  }
  return letters;
}

std::string MotifPattern::sample(util::Random& random) const {
  std::string letters;
  for (const auto& row : rows_) {
    const bool any = row != Row{};
    letters += any ? seq::kLetters[random.choose({row.begin(), row.end()})] : 'N';
  }
  return letters;
}

bool MotifPattern::matches(std::string_view sequence, std::size_t start) const {
  if (start > sequence.size() || sequence.size() - start < width()) return false;
  for (std::size_t i = 0; i < width(); ++i) {
    if (rows_[i] == Row{}) continue;
    const auto base = seq::code(sequence[start + i]);
    if (base == seq::kAmbiguous || !(rows_[i].at(base) > 0)) return false;
  }
  return true;
}

MotifPattern MotifPattern::reverse_complement() const {
  auto other = *this;
  std::reverse(other.rows_.begin(), other.rows_.end());
  for (auto& row : other.rows_) std::reverse(row.begin(), row.end());
  return other;
}

}  // namespace siskin::blackbox
