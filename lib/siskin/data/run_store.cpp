#include "siskin/data/run_store.hpp"

#include <cstring>

namespace siskin::data {
namespace {

struct Place {
  std::int64_t begin = 0;
  std::int64_t end = 0;  // 0: not written
};

struct Run {
  std::uint32_t count = 0;
  float value = 0;
};

std::int64_t offset_of(std::size_t index) {
  return static_cast<std::int64_t>(index * sizeof(Place));
}

void append(const Run& run, std::string& bytes) {
  char copy[sizeof(run)];
  std::memcpy(copy, &run, sizeof(run));
  bytes.append(copy, sizeof(run));
}

}  // namespace

RunStore::RunStore(std::size_t rows) {
  const Place none;
  if (rows > 0) places_.write(offset_of(rows - 1), &none, sizeof(none));  // the rest is a hole
}

bool RunStore::read(std::size_t index, std::vector<float>& values) {
  Place place;
  places_.read(offset_of(index), &place, sizeof(place));
  if (place.end == 0) return false;
  buffer_.resize(static_cast<std::size_t>(place.end - place.begin));
  runs_.read(place.begin, buffer_.data(), buffer_.size());
  values.clear();
  Run run;
  for (std::size_t at = 0; at < buffer_.size(); at += sizeof(run)) {
    std::memcpy(&run, buffer_.data() + at, sizeof(run));
    values.insert(values.end(), run.count, run.value);
  }
  return true;
}

void RunStore::write(std::size_t index, const std::vector<float>& values) {
  // The first run is empty, so that a row without numbers has a place too.
  buffer_.clear();
  Run run;
  for (const float value : values) {
    if (run.count > 0 && value == run.value) {
      ++run.count;
      continue;
    }
    append(run, buffer_);
    run = {1, value};
  }
  append(run, buffer_);
  runs_.write(end_, buffer_.data(), buffer_.size());
  const Place place = {end_, end_ + static_cast<std::int64_t>(buffer_.size())};
  places_.write(offset_of(index), &place, sizeof(place));
  end_ = place.end;
}

}  // namespace siskin::data
