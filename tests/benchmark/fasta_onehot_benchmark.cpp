// How fast FASTA becomes one-hot on one thread, against the loop that one writes first:
// std::getline and a switch over the letters. Prints Mbp/s and the ratio of both.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/fasta_writer.hpp"
#include "siskin/seq/one_hot.hpp"
#include "siskin/util/random.hpp"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBases = 100'000'000;
constexpr std::size_t kWindow = 200;
constexpr std::size_t kChunk = 65'536;
constexpr int kRepeats = 3;

// Keeps the compiler from dropping work whose result is not used.
struct Digest {
  double sum = 0;
  void add(const std::vector<float>& onehot_cl) {
    for (std::size_t i = 0; i < onehot_cl.size(); i += 61) sum += onehot_cl[i];
  }
};

std::string random_sequence(siskin::util::Random& random, std::size_t length) {
  std::string sequence(length, 'N');
  for (std::size_t i = 0; i < length; i += 32) {
    std::uint64_t bits = random.next();
    for (std::size_t j = i; j < std::min(i + 32, length); ++j, bits >>= 2) {
      sequence[j] = "ACGT"[bits & 3];
    }
  }
  return sequence;
}

void write_windows(const fs::path& path) {
  siskin::util::Random random(1);
  std::ofstream out(path, std::ios::binary);
  for (std::size_t i = 0; i < kBases / kWindow; ++i) {
    siskin::io::write_fasta(out, "seq" + std::to_string(i), "label=1 split=train",
                            random_sequence(random, kWindow));
  }
}

void write_chromosome(const fs::path& path) {
  siskin::util::Random random(2);
  std::ofstream out(path, std::ios::binary);
  siskin::io::write_fasta(out, "chr1", "", random_sequence(random, kBases), 60);
}

// Encodes pieces of at most kChunk bases into one reused array.
void encode_with_siskin(const fs::path& path, Digest& digest) {
  siskin::io::FastaStream stream(path.string());
  siskin::io::FastaRecord record;
  std::vector<float> onehot_cl;
  while (stream.next(record)) {
    const std::string_view sequence = record.sequence;
    for (std::size_t begin = 0; begin < sequence.size(); begin += kChunk) {
      const auto piece = sequence.substr(begin, kChunk);
      onehot_cl.resize(4 * piece.size());
      siskin::seq::one_hot(piece, onehot_cl.data());
      digest.add(onehot_cl);
    }
  }
}

void encode_by_switch(std::string_view sequence, std::vector<float>& onehot_cl) {
  const std::size_t length = sequence.size();
  onehot_cl.assign(4 * length, 0.0F);
  for (std::size_t i = 0; i < length; ++i) {
    switch (sequence[i]) {
      case 'A':
      case 'a':
        onehot_cl[i] = 1;
        break;
      case 'C':
      case 'c':
        onehot_cl[length + i] = 1;
        break;
      case 'G':
      case 'g':
        onehot_cl[2 * length + i] = 1;
        break;
      case 'T':
      case 't':
        onehot_cl[3 * length + i] = 1;
        break;
      default:
        break;
    }
  }
}

void encode_with_getline(const fs::path& path, Digest& digest) {
  std::ifstream in(path);
  std::string line;
  std::string sequence;
  std::vector<float> onehot_cl;
  const auto encode = [&] {
    for (std::size_t begin = 0; begin < sequence.size(); begin += kChunk) {
      encode_by_switch(std::string_view(sequence).substr(begin, kChunk), onehot_cl);
      digest.add(onehot_cl);
    }
    sequence.clear();
  };
  while (std::getline(in, line)) {
    if (!line.empty() && line[0] == '>') {
      encode();
    } else {
      sequence += line;
    }
  }
  encode();
}

// Processor time, which other work on the machine disturbs less than the clock on the wall.
double best_seconds(const std::function<void()>& work) {
  double best = 1e9;
  for (int i = 0; i < kRepeats; ++i) {
    const std::clock_t start = std::clock();
    work();
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return best;
}

bool compare(const char* what, const fs::path& path) {
  Digest ours;
  Digest theirs;
  const double fast = best_seconds([&] { encode_with_siskin(path, ours); });
  const double plain = best_seconds([&] { encode_with_getline(path, theirs); });
  const double mega_bases = static_cast<double>(kBases) / 1e6;
  std::printf("%-34s siskin %6.0f Mbp/s   getline+switch %6.0f Mbp/s   ratio %.1f\n", what,
              mega_bases / fast, mega_bases / plain, plain / fast);
  return ours.sum == theirs.sum;
}

}  // namespace

int main() {
  const fs::path folder = fs::temp_directory_path() / "siskin-fasta-onehot-benchmark";
  fs::create_directories(folder);
  write_windows(folder / "windows.fa");
  write_chromosome(folder / "chromosome.fa");
  const bool same = compare("records of 200 bp", folder / "windows.fa") &
                    compare("one chromosome in 64 kb chunks", folder / "chromosome.fa");
  fs::remove_all(folder);
  if (!same) std::fprintf(stderr, "the two encoders differ\n");
  return same ? 0 : 1;
}
