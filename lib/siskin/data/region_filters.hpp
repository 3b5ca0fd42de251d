#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "siskin/data/query.hpp"
#include "siskin/data/record_store.hpp"
#include "siskin/data/region.hpp"

namespace siskin::data {

/// Region of record `index`; records begin with one.
Region region_at(RecordStore& store, std::size_t index);

/// Keeps the records that `keep` (called in order) says yes to.
void filter_regions(std::unique_ptr<RecordStore>& store,
                    const std::function<bool(const Region&)>& keep);

/// Of each file keeps the `fraction` (rounded down) of its regions that have the highest signals;
/// among equals the first. Holds a number a region while it runs.
void keep_top_signals(std::unique_ptr<RecordStore>& store, double fraction);

/// The limit above which the total counts of a region are an outlier: 1.2 times their `quantile`
/// (linear between neighbours), as in bpnet-lite 1.0. `counts` of all regions, not empty.
double outlier_limit(std::vector<double> counts, double quantile);

}  // namespace siskin::data
