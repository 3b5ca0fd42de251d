#include "siskin/data/region_filters.hpp"

#include <gmock/gmock.h>

namespace siskin::data {
namespace {

std::unique_ptr<RecordStore> store_of(const std::vector<Region>& regions) {
  auto store = std::make_unique<RecordStore>(sizeof(Region));
  for (const auto& region : regions) store->append(&region);
  return store;
}

std::vector<std::int64_t> starts(RecordStore& store) {
  std::vector<std::int64_t> list;
  for (std::size_t i = 0; i < store.size(); ++i) {
    list.push_back(start_of(region_at(store, i).place));
  }
  return list;
}

Region region(std::int64_t start, float signal, std::uint32_t file) {
  return {place_of(0, start), signal, file};
}

TEST(FilterRegions, KeepsTheOrder) {
  auto store = store_of({region(1, 0, 0), region(2, 0, 0), region(3, 0, 0)});
  filter_regions(store, [](const Region& one) { return start_of(one.place) != 2; });
  EXPECT_THAT(starts(*store), testing::ElementsAre(1, 3));
}

TEST(KeepTopSignals, RanksEachFileByItself) {
  auto store = store_of({region(1, 5, 0), region(2, 9, 0), region(3, 7, 0), region(4, 1, 0),
                         region(5, 100, 1), region(6, 200, 1)});
  keep_top_signals(store, 0.5);
  EXPECT_THAT(starts(*store), testing::ElementsAre(2, 3, 6));
}

TEST(KeepTopSignals, TakesTheFirstAmongEquals) {
  auto store = store_of({region(1, 5, 0), region(2, 5, 0), region(3, 6, 0), region(4, 5, 0)});
  keep_top_signals(store, 0.5);
  EXPECT_THAT(starts(*store), testing::ElementsAre(1, 3));
  keep_top_signals(store, 0.3);
  EXPECT_EQ(store->size(), 0U);
}

TEST(OutlierLimit, IsAFifthAboveTheQuantile) {
  EXPECT_DOUBLE_EQ(outlier_limit({4, 1, 3, 2, 5}, 0.5), 3.6);
  EXPECT_DOUBLE_EQ(outlier_limit({4, 1, 3, 2, 5}, 0.9), 1.2 * 4.6);  // numpy.quantile: 4.6
  EXPECT_DOUBLE_EQ(outlier_limit({7}, 0.99), 8.4);
}

}  // namespace
}  // namespace siskin::data
