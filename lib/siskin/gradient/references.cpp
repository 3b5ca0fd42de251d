#include "siskin/gradient/references.hpp"

#include <cmath>
#include <cstdint>

#include "siskin/seq/alphabet.hpp"
#include "siskin/seq/shuffle.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::gradient {
namespace {

constexpr std::size_t kDefaultShuffles = 20;

std::vector<io::FastaRecord> read_records(const ReferenceOptions& options) {
  io::FastaStream stream(options.kind);
  std::vector<io::FastaRecord> records;
  const auto limit = options.count ? static_cast<std::size_t>(*options.count) : SIZE_MAX;
  io::FastaRecord record;
  while (records.size() < limit && stream.next(record)) records.push_back(record);
  if (records.empty() || (options.count && records.size() < limit)) {
    throw Error(options.kind + ": found " + std::to_string(records.size()) +
                " references, expected " + (options.count ? std::to_string(limit) : "at least 1"));
  }
  return records;
}

// Shuffling keeps letters as they stand, and soft-masked bases are bases.
std::string upper_case(std::string_view sequence) {
  std::string upper(sequence);
  for (char& letter : upper) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return upper;
}

bool is_base(char letter) { return seq::code(letter) != seq::kAmbiguous; }

// Puts the letters of `bases` in the places of the bases of `sequence`, in order.
std::string with_bases(std::string_view sequence, std::string_view bases) {
  std::string filled(sequence);
  std::size_t next = 0;
  for (char& letter : filled) {
    if (is_base(letter)) letter = bases[next++];
  }
  return filled;
}

std::string bases_of(std::string_view sequence) {
  std::string bases;
  for (const char letter : sequence) {
    if (is_base(letter)) bases += letter;
  }
  return bases;
}

// Shuffles each stretch of bases by itself: dinucleotides across an N are none.
std::string shuffle_stretches(std::string_view sequence, util::Random& random) {
  std::string bases;
  for (std::size_t begin = 0; begin < sequence.size();) {
    std::size_t end = begin;
    while (end < sequence.size() && is_base(sequence[end])) ++end;
    if (end > begin)
      bases += seq::shuffle_dinucleotides(sequence.substr(begin, end - begin), random);
    begin = end + 1;
  }
  return with_bases(sequence, bases);
}

std::array<double, 4> scaled_to_one(std::array<double, 4> frequencies) {
  double sum = 0;
  for (const double frequency : frequencies) {
    if (!(frequency >= 0)) sum = std::nan("");
    sum += frequency;
  }
  if (!(sum > 0) || std::isinf(sum)) {
    throw Error("reference frequencies: expected four numbers of at least 0, not all of them 0");
  }
  for (double& frequency : frequencies) frequency /= sum;
  return frequencies;
}

std::vector<float> constant_columns(const std::array<double, 4>& frequencies, std::size_t length) {
  std::vector<float> map_cl;
  map_cl.reserve(4 * length);
  for (const double frequency : frequencies) {
    map_cl.insert(map_cl.end(), length, static_cast<float>(frequency));
  }
  return map_cl;
}

}  // namespace

References::References(const ReferenceOptions& options) : options_(options), kind_(Kind::kFile) {
  if (options.kind == "zero") kind_ = Kind::kZero;
  if (options.kind == "uniform") kind_ = Kind::kUniform;
  if (options.kind == "frequency") kind_ = Kind::kFrequency;
  if (options.kind == "mononucleotide") kind_ = Kind::kMononucleotide;
  if (options.kind == "dinucleotide") kind_ = Kind::kDinucleotide;
  if (kind_ == Kind::kFile) records_ = read_records(options);
  if (kind_ == Kind::kFrequency) options_.frequencies = scaled_to_one(options.frequencies);
}

std::size_t References::count() const {
  switch (kind_) {
    case Kind::kZero:
    case Kind::kUniform:
    case Kind::kFrequency:
      return 1;
    case Kind::kFile:
      return records_.size();
    case Kind::kMononucleotide:
    case Kind::kDinucleotide:
      break;
  }
  return options_.count ? static_cast<std::size_t>(*options_.count) : kDefaultShuffles;
}

std::vector<std::string> References::names() const {
  std::vector<std::string> found;
  for (const auto& record : records_) found.push_back(record.name);
  if (kind_ == Kind::kFile) return found;
  for (std::size_t i = 0; i < count(); ++i) found.push_back(std::to_string(i));
  return found;
}

std::vector<std::string> References::shuffles(std::string_view sequence,
                                              std::uint64_t index) const {
  util::Random random(options_.seed, index);
  const auto letters = upper_case(sequence);
  std::vector<std::string> shuffled;
  for (std::size_t i = 0; i < count(); ++i) {
    shuffled.push_back(
        kind_ == Kind::kMononucleotide
            ? with_bases(letters, seq::shuffle_mononucleotides(bases_of(letters), random))
            : shuffle_stretches(letters, random));
  }
  return shuffled;
}

void References::check_lengths(std::size_t length, const std::string& where) const {
  for (const auto& record : records_) {
    if (record.sequence.size() == length) continue;
    throw Error(options_.kind + ": reference " + record.name + " has " +
                std::to_string(record.sequence.size()) + " bases, expected the " +
                std::to_string(length) + " of " + where);
  }
}

std::vector<float> References::maps(std::string_view sequence, std::uint64_t index,
                                    const std::string& where) const {
  const std::size_t map_size = 4 * sequence.size();
  if (kind_ == Kind::kZero) return std::vector<float>(map_size, 0.0F);
  if (kind_ == Kind::kUniform) return std::vector<float>(map_size, 0.25F);
  if (kind_ == Kind::kFrequency) return constant_columns(options_.frequencies, sequence.size());
  std::vector<std::string> letters;
  if (kind_ == Kind::kFile) {
    check_lengths(sequence.size(), where);
    for (const auto& record : records_) letters.push_back(record.sequence);
  } else {
    letters = shuffles(sequence, index);
  }
  std::vector<float> maps_rcl(letters.size() * map_size);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    seq::one_hot(letters[i], maps_rcl.data() + i * map_size, options_.ambiguous);
  }
  return maps_rcl;
}

}  // namespace siskin::gradient
