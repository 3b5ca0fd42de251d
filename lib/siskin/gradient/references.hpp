#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/io/fasta_stream.hpp"
#include "siskin/seq/one_hot.hpp"

namespace siskin::gradient {

struct ReferenceOptions {
  /// zero, uniform, frequency, mononucleotide, dinucleotide, or the path of a FASTA file.
  std::string kind = "zero";
  /// Shuffles a sequence (20 when not given), or how many records of the file (all).
  std::optional<std::int64_t> count;
  std::uint64_t seed = 1;
  /// Columns of `frequency`: A, C, G, T; scaled to sum 1, so counts will do.
  std::array<double, 4> frequencies{0.25, 0.25, 0.25, 0.25};
  seq::Ambiguous ambiguous = seq::Ambiguous::kZero;
};

/// What a sequence is compared with.
class References {
 public:
  /// Reads the FASTA file when there is one. Throws Error when it cannot be read or has fewer than
  /// `count` records, or when frequencies are negative or all zero.
  explicit References(const ReferenceOptions& options);

  /// References a sequence: 1 for zero, uniform and frequency.
  std::size_t count() const;

  /// count() of them: the names of FASTA records, else "0", "1", ...
  std::vector<std::string> names() const;

  /// count() maps of (4, L) for `sequence`, one after the other. Shuffles are drawn from a stream
  /// of their own for sequence number `index`, so that batches and threads do not change them; case
  /// is ignored. Letters other than ACGT keep their places in a shuffle, so that nothing is
  /// attributed to them: bases are shuffled around them (mononucleotide) or between them
  /// (dinucleotide, which keeps all counts exact). `where` names the sequence in the Error for a
  /// reference of another length.
  std::vector<float> maps(std::string_view sequence, std::uint64_t index,
                          const std::string& where) const;

 private:
  enum class Kind { kZero, kUniform, kFrequency, kMononucleotide, kDinucleotide, kFile };

  std::vector<std::string> shuffles(std::string_view sequence, std::uint64_t index) const;
  void check_lengths(std::size_t length, const std::string& where) const;

  ReferenceOptions options_;
  Kind kind_;
  std::vector<io::FastaRecord> records_;
};

}  // namespace siskin::gradient
