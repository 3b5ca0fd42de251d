#include "siskin/seq/alphabet.hpp"

#include <cstring>

namespace siskin::seq {
namespace {

constexpr std::string_view kIupac = "ACGTURYKMSWBDHVN";
constexpr std::string_view kIupacComplement = "TGCAAYRMKSWVHDBN";
constexpr char kCaseBit = 0x20;

std::array<std::uint8_t, 256> make_codes() {
  std::array<std::uint8_t, 256> codes{};
  codes.fill(kAmbiguous);
  constexpr std::string_view kPlain = "ACGTU";
  for (std::size_t i = 0; i < kPlain.size(); ++i) {
    const auto value = static_cast<std::uint8_t>(i < 4 ? i : 3);
    const auto letter = static_cast<unsigned char>(kPlain[i]);
    codes[letter] = value;
    codes[letter | static_cast<unsigned char>(kCaseBit)] = value;
  }
  return codes;
}

std::array<char, 256> make_complements() {
  std::array<char, 256> letters{};
  for (std::size_t i = 0; i < letters.size(); ++i) letters[i] = static_cast<char>(i);
  for (std::size_t i = 0; i < kIupac.size(); ++i) {
    const auto letter = static_cast<unsigned char>(kIupac[i]);
    letters[letter] = kIupacComplement[i];
    letters[letter | static_cast<unsigned char>(kCaseBit)] =
        static_cast<char>(kIupacComplement[i] | kCaseBit);
  }
  return letters;
}

std::array<std::uint8_t, 256> make_other_letters() {
  std::array<std::uint8_t, 256> others{};
  others.fill(1);
  for (const char letter : kIupac) {
    others[static_cast<unsigned char>(letter)] = 0;
    others[static_cast<unsigned char>(letter | kCaseBit)] = 0;
  }
  for (const char letter : {'-', '.', '*'}) others[static_cast<unsigned char>(letter)] = 0;
  return others;
}

const std::array<std::uint8_t, 256> kOtherLetter = make_other_letters();

// Sixteen letters at once; GCC and Clang lower this to what the processor has.
using Letters = unsigned char __attribute__((vector_size(16)));

bool all_common_letters(const char* begin) {
  Letters letters;
  std::memcpy(&letters, begin, sizeof(letters));
  letters |= static_cast<unsigned char>(kCaseBit);
  const auto common =
      (letters == 'a') | (letters == 'c') | (letters == 'g') | (letters == 't') | (letters == 'n');
  std::array<std::uint64_t, 2> bits{};
  static_assert(sizeof(bits) == sizeof(common));
  std::memcpy(bits.data(), &common, sizeof(common));
  return (bits[0] & bits[1]) == ~std::uint64_t{0};
}

// True when all letters are A, C, G, T or N in either case, as nearly all are.
bool all_common_letters(std::string_view sequence) {
  const std::size_t width = sizeof(Letters);
  if (sequence.size() < width) return false;
  const char* const last = sequence.data() + sequence.size() - width;
  for (const char* at = sequence.data(); at < last; at += width) {
    if (!all_common_letters(at)) return false;
  }
  return all_common_letters(last);
}

}  // namespace

const std::array<std::uint8_t, 256> kCodeOfLetter = make_codes();

std::string reverse_complement(std::string_view sequence) {
  static const std::array<char, 256> complements = make_complements();
  std::string result(sequence.size(), '\0');
  std::size_t out = sequence.size();
  for (const char letter : sequence)
    result[--out] = complements[static_cast<unsigned char>(letter)];
  return result;
}

bool is_nucleotide_letter(char letter) {
  return kOtherLetter[static_cast<unsigned char>(letter)] == 0;
}

std::size_t find_non_nucleotide(std::string_view sequence) {
  if (all_common_letters(sequence)) return std::string_view::npos;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    if (!is_nucleotide_letter(sequence[i])) return i;
  }
  return std::string_view::npos;
}

}  // namespace siskin::seq
