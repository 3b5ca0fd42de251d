#include "siskin/data/region_filters.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace siskin::data {

Region region_at(RecordStore& store, std::size_t index) {
  std::string record(store.record_bytes(), '\0');
  store.read(index, record.data());
  Region region;
  std::memcpy(&region, record.data(), sizeof(region));
  return region;
}

void filter_regions(std::unique_ptr<RecordStore>& store,
                    const std::function<bool(const Region&)>& keep) {
  auto kept = std::make_unique<RecordStore>(store->record_bytes());
  std::string record(store->record_bytes(), '\0');
  Region region;
  for (std::size_t i = 0; i < store->size(); ++i) {
    store->read(i, record.data());
    std::memcpy(&region, record.data(), sizeof(region));
    if (keep(region)) kept->append(record.data());
  }
  store = std::move(kept);
}

void keep_top_signals(std::unique_ptr<RecordStore>& store, double fraction) {
  struct File {
    std::vector<float> signals;
    float lowest = 0;       // signal of the last region that is kept
    std::size_t equal = 0;  // how many regions of just this signal are kept
    bool none = false;
  };
  std::map<std::uint32_t, File> files;
  for (std::size_t i = 0; i < store->size(); ++i) {
    const Region region = region_at(*store, i);
    files[region.file].signals.push_back(region.signal);
  }
  for (auto& entry : files) {
    File& file = entry.second;
    const auto kept = static_cast<std::size_t>(
        std::floor(static_cast<double>(file.signals.size()) * fraction + 1e-9));
    file.none = kept == 0;
    if (file.none) continue;
    std::sort(file.signals.begin(), file.signals.end(), std::greater<>());
    file.lowest = file.signals[kept - 1];
    const auto above =
        std::lower_bound(file.signals.begin(), file.signals.end(), file.lowest, std::greater<>());
    file.equal = kept - static_cast<std::size_t>(above - file.signals.begin());
  }
  filter_regions(store, [&](const Region& region) {
    File& file = files[region.file];
    if (file.none || region.signal < file.lowest) return false;
    if (region.signal > file.lowest) return true;
    if (file.equal == 0) return false;
    --file.equal;
    return true;
  });
}

double outlier_limit(std::vector<double> counts, double quantile) {
  constexpr double kMargin = 1.2;
  std::sort(counts.begin(), counts.end());
  const double place = quantile * static_cast<double>(counts.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, counts.size() - 1);
  const double share = place - static_cast<double>(below);
  return kMargin * (counts[below] + share * (counts[above] - counts[below]));
}

}  // namespace siskin::data
