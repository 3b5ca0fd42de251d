#include "siskin/data/pool_set.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "siskin/data/reverse_complement.hpp"
#include "siskin/data/streams.hpp"

namespace siskin::data {
namespace {

constexpr float kPositiveLabel = 0.5F;

std::size_t ratio_of(std::size_t count, double ratio) {
  constexpr double kRounding = 1e-9;  // 0.1 of 30 is 3
  return static_cast<std::size_t>(std::floor(static_cast<double>(count) * ratio + kRounding));
}

// floor(a * b / c) without overflow for b <= c.
std::size_t scaled(std::size_t a, std::size_t b, std::size_t c) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>(static_cast<Wide>(a) * b / c);
}

}  // namespace

PoolSet::PoolSet(Shape shape, std::shared_ptr<Source> positives, std::shared_ptr<Source> negatives,
                 const PoolSettings& settings)
    : shape_(std::move(shape)),
      positives_(std::move(positives)),
      negatives_(std::move(negatives)),
      settings_(settings),
      order_(1, 0) {
  start_epoch(0);
}

std::size_t PoolSet::negatives_an_epoch() const {
  if (!negatives_ || negatives_->size() == 0) return 0;
  if (!settings_.negative_ratio) return negatives_->size();
  return ratio_of(positives_->size(), *settings_.negative_ratio);
}

std::size_t PoolSet::size() const {
  const std::size_t once = positives_->size() + negatives_an_epoch();
  return epoch_ > 0 && settings_.strands == Strands::kSet ? 2 * once : once;
}

void PoolSet::start_epoch(std::int64_t epoch) {
  epoch_ = epoch;
  place_ = 0;
  if (negatives_) negatives_->start_epoch(epoch);
  const bool doubled = epoch > 0 && settings_.strands == Strands::kSet;
  const std::size_t ordered =
      settings_.negative_ratio ? positives_->size() * (doubled ? 2 : 1) : size();
  order_ = util::Permutation(ordered, stream_seed(settings_.seed, epoch, Purpose::kOrder));
}

// Negatives are gone through in a new order whenever all of them have been used.
std::size_t PoolSet::negative_index(std::size_t number) const {
  if (!settings_.negative_ratio) return number;
  const std::size_t stored = negatives_->size();
  const std::uint64_t seed = stream_seed(settings_.seed, epoch_, Purpose::kNegativeOrder);
  const std::uint64_t round = util::Random(seed, number / stored).next();
  return static_cast<std::size_t>(util::Permutation(stored, round)(number % stored));
}

// Positives and negatives spread evenly, each pool in its own order.
PoolSet::Item PoolSet::drawn_item(std::size_t place) const {
  const std::size_t total = size();
  const std::size_t negatives = total - order_.size();
  const std::size_t before = scaled(place, negatives, total);
  Item item;
  item.negative = scaled(place + 1, negatives, total) > before;
  if (!item.negative) {
    item.index = order_(place - before);
    item.turned = item.index >= positives_->size();
    if (item.turned) item.index -= positives_->size();
    return item;
  }
  item.turned = before >= negatives_an_epoch();
  item.index = negative_index(item.turned ? before - negatives_an_epoch() : before);
  return item;
}

PoolSet::Item PoolSet::stored_item(std::size_t place) const {
  const std::size_t once = positives_->size() + negatives_an_epoch();
  Item item;
  item.turned = place >= once;
  if (item.turned) place -= once;
  item.negative = place >= positives_->size();
  item.index = item.negative ? negative_index(place - positives_->size()) : place;
  return item;
}

PoolSet::Item PoolSet::item_at(std::size_t place) const {
  if (epoch_ == 0) return stored_item(place);
  return settings_.negative_ratio ? drawn_item(place) : stored_item(order_(place));
}

void PoolSet::resize(std::size_t rows, Examples& examples) const {
  examples.rows = rows;
  examples.codes_nl.resize(rows * shape_.length);
  examples.labels_nt.resize(shape_.has_profiles() ? 0 : rows * shape_.tasks);
  examples.profiles_ntos.resize(rows * shape_.tasks * shape_.profile_length * shape_.strands);
  examples.controls_ncl.resize(rows * shape_.controls * shape_.length);
  examples.positive_n.resize(rows);
  examples.source_n.resize(rows);
}

Row PoolSet::row_of(std::size_t row, Examples& examples) const {
  const std::size_t profile = shape_.tasks * shape_.profile_length * shape_.strands;
  Row result;
  result.codes_l = examples.codes_nl.data() + row * shape_.length;
  if (shape_.has_profiles()) {
    result.profiles_tos = examples.profiles_ntos.data() + row * profile;
  } else {
    result.labels_t = examples.labels_nt.data() + row * shape_.tasks;
  }
  if (shape_.controls > 0) {
    result.controls_cl = examples.controls_ncl.data() + row * shape_.controls * shape_.length;
  }
  return result;
}

std::int64_t PoolSet::shift_at(std::size_t place) const {
  const auto choices = static_cast<std::uint64_t>(2 * settings_.jitter + 1);
  util::Random random(stream_seed(settings_.seed, epoch_, Purpose::kJitter), place);
  return static_cast<std::int64_t>(random.below(choices)) - settings_.jitter;
}

void PoolSet::read(std::size_t place, std::size_t row, Examples& examples) {
  const Item item = item_at(place);
  const bool training = epoch_ > 0;
  const bool moves = training && settings_.jitter > 0 && !item.negative;
  const Row target = row_of(row, examples);
  Source& source = item.negative ? *negatives_ : *positives_;
  source.read(item.index, moves ? shift_at(place) : 0, target);
  examples.source_n[row] = item.index + (item.negative ? positives_->size() : 0);
  const auto is_positive = [](float label) { return label >= kPositiveLabel; };
  const bool positive =
      shape_.has_profiles()
          ? !item.negative
          : std::any_of(target.labels_t, target.labels_t + shape_.tasks, is_positive);
  examples.positive_n[row] = positive ? 1 : 0;
  if (training) change(item, place, row, examples);
}

void PoolSet::change(const Item& item, std::size_t place, std::size_t row,
                     Examples& examples) const {
  if (!settings_.augmentation.empty()) {
    util::Random random(stream_seed(settings_.seed, epoch_, Purpose::kAugmentation), place);
    std::uint8_t* const begin = examples.codes_nl.data() + row * shape_.length;
    std::vector<std::uint8_t> codes(begin, begin + shape_.length);
    augment(settings_.augmentation, codes, random);
    std::copy(codes.begin(), codes.end(), begin);
  }
  bool turned = item.turned;
  if (settings_.strands == Strands::kRandom) {
    const auto seed = stream_seed(settings_.seed, epoch_, Purpose::kStrand);
    turned = util::Random(seed, place).below(2) == 1;
  }
  if (turned) reverse_complement(shape_, examples, row);
}

void PoolSet::append_turned(Examples& examples) const {
  const std::size_t rows = examples.rows;
  const auto twice = [](auto& values) {
    const auto size = static_cast<std::ptrdiff_t>(values.size());
    values.resize(2 * values.size());
    std::copy_n(values.begin(), size, values.begin() + size);
  };
  twice(examples.codes_nl);
  twice(examples.labels_nt);
  twice(examples.profiles_ntos);
  twice(examples.controls_ncl);
  twice(examples.positive_n);
  twice(examples.source_n);
  examples.rows = 2 * rows;
  for (std::size_t row = rows; row < 2 * rows; ++row) reverse_complement(shape_, examples, row);
}

std::string PoolSet::name(std::uint64_t source) {
  const std::size_t positives = positives_->size();
  return source < positives ? positives_->name(source) : negatives_->name(source - positives);
}

bool PoolSet::next(std::size_t count, Examples& examples) {
  const std::size_t rows = std::min(count, size() - place_);
  if (rows == 0) return false;
  resize(rows, examples);
  for (std::size_t row = 0; row < rows; ++row) read(place_ + row, row, examples);
  place_ += rows;
  if (epoch_ > 0 && settings_.strands == Strands::kBatch) append_turned(examples);
  return true;
}

}  // namespace siskin::data
