#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "siskin/data/genome_codes.hpp"
#include "siskin/data/interval_set.hpp"
#include "siskin/data/query.hpp"
#include "siskin/data/record_labels.hpp"
#include "siskin/data/split_rule.hpp"
#include "siskin/data/tracks.hpp"
#include "siskin/io/bed.hpp"

namespace siskin::data {

enum class Pool : std::uint8_t { kPositives, kNegatives };

/// Turns the regions of BED files into windows, checks them and keeps them as records (a Region,
/// then the labels) by pool and split.
class RegionCollector {
 public:
  RegionCollector(const Query& query, std::shared_ptr<GenomeCodes> genome,
                  std::shared_ptr<const IntervalSet> blacklist);

  /// Reads the files of the query. Throws Error naming file and line: a chromosome that the genome
  /// or a track lacks, windows that leave their chromosome (--edge error), other widths, no label
  /// or another number of labels, an ambiguous letter where these are refused.
  void read_files();
  std::size_t length() const { return length_; }
  /// Empty where labels or profiles come from signals.
  std::vector<std::string> task_names() const;
  PoolStores& pool(Pool pool) { return *pools_[static_cast<std::size_t>(pool)]; }

 private:
  void add_file(const std::string& path, Pool pool, std::optional<float> label);
  void add(const io::BedRecord& bed, const std::string& where, Pool pool,
           std::optional<float> label);
  bool fits(const seq::Interval& window, std::uint32_t chrom, std::int64_t margin,
            const std::string& where) const;
  std::uint32_t require_chromosome(const std::string& name, const std::string& where);
  void check_letters(std::uint32_t chrom, const seq::Interval& window,
                     const std::string& where) const;
  void require_length(const seq::Interval& window, const std::string& where);
  std::vector<float> labels_of(const io::BedRecord& bed, const std::string& name,
                               const std::string& where, std::optional<float> fixed, Split& split);

  const Query& query_;
  std::shared_ptr<GenomeCodes> genome_;
  std::shared_ptr<const IntervalSet> blacklist_;
  SplitRule rule_;
  std::optional<RecordLabels> labels_;  // none with signals
  Tracks signals_;
  Tracks controls_;
  std::vector<bool> checked_;  // chromosomes found in all tracks
  std::size_t length_ = 0;
  std::uint32_t file_ = 0;
  std::array<std::optional<PoolStores>, 2> pools_;
};

}  // namespace siskin::data
