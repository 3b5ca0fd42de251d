#include "siskin/gradient/references.hpp"

#include <cstdint>

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

}  // namespace

References::References(const ReferenceOptions& options) : options_(options), kind_(Kind::kFile) {
  if (options.kind == "zero") kind_ = Kind::kZero;
  if (options.kind == "uniform") kind_ = Kind::kUniform;
  if (options.kind == "mononucleotide") kind_ = Kind::kMononucleotide;
  if (options.kind == "dinucleotide") kind_ = Kind::kDinucleotide;
  if (kind_ == Kind::kFile) records_ = read_records(options);
}

std::size_t References::count() const {
  if (kind_ == Kind::kZero || kind_ == Kind::kUniform) return 1;
  if (kind_ == Kind::kFile) return records_.size();
  return options_.count ? static_cast<std::size_t>(*options_.count) : kDefaultShuffles;
}

std::vector<std::string> References::shuffles(std::string_view sequence,
                                              std::uint64_t index) const {
  util::Random random(options_.seed, index);
  const auto letters = upper_case(sequence);
  std::vector<std::string> shuffled;
  for (std::size_t i = 0; i < count(); ++i) {
    shuffled.push_back(kind_ == Kind::kMononucleotide
                           ? seq::shuffle_mononucleotides(letters, random)
                           : seq::shuffle_dinucleotides(letters, random));
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
