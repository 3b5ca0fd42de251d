#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace siskin::seq {

/// Channel order everywhere: A, C, G, T.
inline constexpr int kBases = 4;
inline constexpr std::string_view kLetters = "ACGT";
/// Code of a letter that is none of ACGT in either case (N, IUPAC codes, gaps).
inline constexpr std::uint8_t kAmbiguous = 4;

/// Look-up by byte: 0..3 for ACGTacgt, kAmbiguous for everything else. U counts as T.
extern const std::array<std::uint8_t, 256> kCodeOfLetter;

inline std::uint8_t code(char letter) { return kCodeOfLetter[static_cast<unsigned char>(letter)]; }

/// Reads the other strand; case is kept, IUPAC codes are complemented, other letters stay.
std::string reverse_complement(std::string_view sequence);

/// True for the letters that FASTA allows in a nucleotide record (IUPAC in both cases, '-', '.',
/// '*').
bool is_nucleotide_letter(char letter);

/// Index of the first letter that is none, or npos. Meant for whole genomes: fast when there is
/// none.
std::size_t find_non_nucleotide(std::string_view sequence);

}  // namespace siskin::seq
