#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "siskin/data/genome_codes.hpp"
#include "siskin/io/bigwig.hpp"
#include "support/run_command.hpp"

namespace siskin::test {

/// A genome of two chromosomes, and bigWig files over it.
class GenomeFixture : public testing::Test {
 protected:
  static constexpr const char* kChrA = "AACCGGTTAC";
  static constexpr const char* kChrB = "GGGTTTAACCNN";

  std::string genome_path() {
    return folder_.write("genome.fa", std::string(">chrA\n") + kChrA + "\n>chrB\n" + kChrB + "\n")
        .string();
  }
  std::shared_ptr<data::GenomeCodes> make_genome() {
    return std::make_shared<data::GenomeCodes>(genome_path());
  }
  std::string bigwig(const std::string& name, const std::vector<io::BedGraphRecord>& records,
                     const io::ChromosomeSizes& sizes = {{"chrA", 10}, {"chrB", 12}}) {
    std::string path = (folder_.path() / name).string();
    io::BigWigWriter writer(path, sizes);
    for (const auto& record : records) writer.add(record);
    writer.close();
    return path;
  }
  /// 1 at base 0 of chrA, 2 at base 1, ... plus `offset`, and so on over both chromosomes.
  std::string ramp(const std::string& name, float offset) {
    std::vector<io::BedGraphRecord> records;
    for (const auto& chrom : {std::make_pair("chrA", 10), std::make_pair("chrB", 12)}) {
      for (int i = 0; i < chrom.second; ++i) {
        records.push_back({{chrom.first, i, i + 1}, static_cast<float>(i + 1) + offset});
      }
    }
    return bigwig(name, records);
  }
  TemporaryFolder folder_;
};

}  // namespace siskin::test
