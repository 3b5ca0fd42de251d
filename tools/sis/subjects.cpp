#include "sis/subjects.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace siskin::tools {
namespace {

constexpr const char* kNoGroup = ".";

struct NamedUnit {
  blackbox::Unit positions;
  std::string name;
};

}  // namespace

Subjects::Subjects(const MaskSettings& settings, std::uint64_t seed)
    : columns_(settings, seed), single_rest_(settings.ungrouped == "single") {
  if (!settings.groups.empty()) groups_.emplace(settings.groups);
}

Subject Subjects::of(const attribute::RecordBatch& batch, std::size_t row) const {
  const std::size_t map_size = 4 * batch.length;
  const auto* const first = batch.onehot_ncl.data() + row * map_size;
  Subject subject;
  subject.sequence.onehot_cl.assign(first, first + map_size);
  subject.sequence.masks = columns_.masks(batch.length, batch.numbers[row]);
  if (groups_) {
    add_groups(batch.records[row], subject);
  } else {
    subject.sequence.units = blackbox::single_positions(first, batch.length);
  }
  return subject;
}

void Subjects::add_groups(const io::SequenceRecord& record, Subject& subject) const {
  const std::size_t length = subject.sequence.length();
  std::vector<bool> is_open(length, false);  // has a base and no group
  for (const auto& unit : blackbox::single_positions(subject.sequence.onehot_cl.data(), length)) {
    is_open[unit.front()] = true;
  }
  std::vector<NamedUnit> units;
  for (const auto& group : groups_->within(record.chrom, record.start, length)) {
    NamedUnit unit{{}, group.name};
    for (const auto position : group.positions) {
      if (is_open[position]) unit.positions.push_back(position);
      is_open[position] = false;
    }
    if (!unit.positions.empty()) units.push_back(std::move(unit));
  }
  for (std::size_t position = 0; single_rest_ && position < length; ++position) {
    if (is_open[position]) units.push_back({{position}, kNoGroup});
  }
  std::sort(units.begin(), units.end(), [](const NamedUnit& a, const NamedUnit& b) {
    return a.positions.front() < b.positions.front();
  });
  for (auto& unit : units) {
    subject.sequence.units.push_back(std::move(unit.positions));
    subject.unit_names.push_back(std::move(unit.name));
  }
}

}  // namespace siskin::tools
