#include "siskin/data/shuffled_source.hpp"

#include <algorithm>
#include <utility>

#include "siskin/data/streams.hpp"
#include "siskin/seq/shuffle.hpp"

namespace siskin::data {

ShuffledSource::ShuffledSource(std::shared_ptr<Source> originals, const Shape& shape,
                               std::size_t copies, std::uint64_t seed)
    : originals_(std::move(originals)), shape_(shape), copies_(copies), seed_(seed) {}

void ShuffledSource::read(std::size_t index, std::int64_t shift, const Row& row) {
  originals_->read(index % originals_->size(), shift, row);
  // The shuffle takes any bytes as letters.
  const std::string codes(row.codes_l, row.codes_l + shape_.length);
  util::Random random(stream_seed(seed_, epoch_, Purpose::kNegatives), index);
  const std::string shuffled = seq::shuffle_dinucleotides(codes, random);
  std::transform(shuffled.begin(), shuffled.end(), row.codes_l,
                 [](char code) { return static_cast<std::uint8_t>(code); });
  std::fill_n(row.labels_t, shape_.tasks, 0.0F);
}

}  // namespace siskin::data
