#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "siskin/data/genome_windows.hpp"
#include "siskin/data/interval_set.hpp"
#include "siskin/data/source.hpp"

namespace siskin::data {

/// Windows drawn uniformly from some chromosomes, others every epoch, with labels 0 where labels do
/// not come from signals. Windows that overlap the blacklist are drawn again, and so are those with
/// ambiguous letters where these are refused. They may overlap regions.
class UniformSource : public Source {
 public:
  struct Settings {
    std::vector<std::uint32_t> chromosomes;
    std::size_t count = 0;  ///< windows an epoch
    bool refuse_ambiguous = false;
    std::uint64_t seed = 0;
  };
  /// Throws Error when no chromosome is as long as a window.
  UniformSource(std::shared_ptr<GenomeWindows> windows,
                std::shared_ptr<const IntervalSet> blacklist, const Settings& settings);
  std::size_t size() const override { return settings_.count; }
  void start_epoch(std::int64_t epoch) override { epoch_ = epoch; }
  /// Throws Error when a thousand windows were drawn and none may be used.
  void read(std::size_t index, std::int64_t shift, const Row& row) override;

 private:
  std::shared_ptr<GenomeWindows> windows_;
  std::shared_ptr<const IntervalSet> blacklist_;
  Settings settings_;
  std::int64_t epoch_ = 0;
  std::vector<std::uint64_t> starts_before_;  // windows in this and the chromosomes before it
};

}  // namespace siskin::data
