// How fast shuffled windows of a genome come out of a training set on one thread, against
// io::FastaReader asked for the same windows, which unpacks a bgzip block for each. Prints windows
// a second of CPU time, their ratio, and the peak memory with ten thousand and with a million
// regions.
//
//   window_benchmark genome.fa.gz [signal.bw]
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>

#include "siskin/data/open_splits.hpp"
#include "siskin/io/fasta_reader.hpp"
#include "siskin/util/random.hpp"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBatch = 100;

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double peak_megabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

class Regions {
 public:
  Regions(const std::string& genome, std::size_t count, std::int64_t width)
      : path_(fs::temp_directory_path() / "siskin-window-benchmark.bed") {
    const auto sizes = siskin::io::FastaReader(genome).chromosomes();
    siskin::util::Random random(1);
    std::ofstream out(path_);
    for (std::size_t i = 0; i < count;) {
      const auto& chrom = sizes[static_cast<std::size_t>(random.below(sizes.size()))];
      if (chrom.second < 2 * width) continue;
      const auto start =
          static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(chrom.second - width)));
      out << chrom.first << '\t' << start << '\t' << start + width << "\tx\t1\n";
      ++i;
    }
  }
  ~Regions() { fs::remove(path_); }
  Regions(const Regions&) = delete;
  Regions& operator=(const Regions&) = delete;
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

siskin::data::Query query_of(const std::string& genome, const std::string& regions) {
  siskin::data::Query query;
  query.sequences.genome = genome;
  query.sequences.regions = regions;
  query.test_fraction = 0;
  return query;
}

double read_epoch(siskin::data::ExampleSet& set, std::int64_t epoch = 1) {
  siskin::data::Examples examples;
  set.start_epoch(epoch);
  const double start = seconds();
  while (set.next(kBatch, examples)) {
  }
  return static_cast<double>(set.size()) / (seconds() - start);
}

double read_plainly(const std::string& genome, std::size_t count, std::int64_t width) {
  const siskin::io::FastaReader reader(genome);
  const auto sizes = reader.chromosomes();
  siskin::util::Random random(2);
  std::size_t letters = 0;
  const double start = seconds();
  for (std::size_t i = 0; i < count;) {
    const auto& chrom = sizes[static_cast<std::size_t>(random.below(sizes.size()))];
    if (chrom.second < 2 * width) continue;
    const auto at =
        static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(chrom.second - width)));
    letters += reader.fetch({chrom.first, at, at + width}).size();
    ++i;
  }
  return letters == 0 ? 0 : static_cast<double>(count) / (seconds() - start);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: window_benchmark genome.fa.gz [signal.bw]\n");
    return 2;
  }
  const std::string genome = argv[1];
  for (const std::size_t count : {std::size_t{10'000}, std::size_t{1'000'000}}) {
    const Regions regions(genome, count, 200);
    const double start = seconds();
    const auto splits = siskin::data::open_splits(query_of(genome, regions.path()));
    const double opened = seconds() - start;
    const double rate = read_epoch(*splits.train);
    std::printf("%8zu regions of 200: opened in %.2f s, %.0f windows/s, peak memory %.1f MB\n",
                count, opened, rate, peak_megabytes());
  }
  for (const std::int64_t width : {200, 2114}) {
    const Regions regions(genome, 20'000, width);
    const auto splits = siskin::data::open_splits(query_of(genome, regions.path()));
    const double ours = read_epoch(*splits.train);
    const double plain = read_plainly(genome, 5'000, width);
    std::printf("%8lld bases: %.0f windows/s, FastaReader %.0f, ratio %.1f\n",
                static_cast<long long>(width), ours, plain, ours / plain);
  }
  if (argc > 2) {
    const Regions regions(genome, 5'000, 2114);
    auto query = query_of(genome, regions.path());
    query.signals.tracks = {argv[2]};
    query.signals.output_length = 1000;
    const auto splits = siskin::data::open_splits(query);
    const double first = read_epoch(*splits.train);
    const double second = read_epoch(*splits.train, 2);
    std::printf("    2114 bases with a profile of 1000: %.0f windows/s, %.0f in later epochs\n",
                first, second);
  }
  return 0;
}
