#include "siskin/blackbox/spacing.hpp"

#include <array>

#include "siskin/blackbox/insertion.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::blackbox {
namespace {

constexpr std::size_t kStrands = 2;
constexpr std::size_t kNumbers = 4;  // joint, first, second, interaction

using Strands = std::array<std::string, kStrands>;

Strands strands_of(const std::string& letters) {
  return {letters, seq::reverse_complement(letters)};
}

std::size_t start_of_second(const SpacingScan& scan, std::int64_t distance) {
  return static_cast<std::size_t>(static_cast<std::int64_t>(scan.position) + distance);
}

void check(const SpacingScan& scan, std::int64_t distance, std::size_t length) {
  const auto first_width = static_cast<std::int64_t>(scan.first.size());
  const auto second_width = static_cast<std::int64_t>(scan.second.size());
  const std::int64_t start = static_cast<std::int64_t>(scan.position) + distance;
  const std::string where = "distance " + std::to_string(distance);
  if (distance < first_width && -distance < second_width) {
    throw Error(where + ": the motifs overlap, expected at least " + std::to_string(first_width) +
                " or at most -" + std::to_string(second_width));
  }
  if (start < 0 || start + second_width > static_cast<std::int64_t>(length)) {
    throw Error(where + ": the second motif leaves the sequence of " + std::to_string(length) +
                " bases");
  }
}

Edit both(const std::string& first, std::size_t first_start, const std::string& second,
          std::size_t second_start) {
  auto edit = insertion(first, first_start);
  const auto other = insertion(second, second_start);
  edit.insert(edit.end(), other.begin(), other.end());
  return edit;
}

}  // namespace

std::vector<SpacingEffect> spacing_effects(const SpacingScan& scan, std::size_t length) {
  if (scan.position + scan.first.size() > length) {
    throw Error("the first motif leaves the sequence of " + std::to_string(length) + " bases");
  }
  std::vector<SpacingEffect> effects;
  for (const auto distance : scan.distances) {
    check(scan, distance, length);
    for (const char* orientation : {"++", "+-", "-+", "--"}) {
      SpacingEffect effect;
      effect.distance = distance;
      effect.orientation = orientation;
      effects.push_back(std::move(effect));
    }
  }
  return effects;
}

std::vector<double> scan_spacing(Scorer& scorer, const std::vector<float>& onehot_cl,
                                 const SpacingScan& scan) {
  const auto first = strands_of(scan.first);
  const auto second = strands_of(scan.second);
  std::vector<Edit> edits;
  for (const auto& letters : first) edits.push_back(insertion(letters, scan.position));
  for (const auto distance : scan.distances) {
    const auto start = start_of_second(scan, distance);
    for (const auto& letters : second) edits.push_back(insertion(letters, start));
    for (const auto& a : first) {
      for (const auto& b : second) edits.push_back(both(a, scan.position, b, start));
    }
  }
  const auto found = edit_effects(scorer, onehot_cl, edits);
  const auto effect = [&found](std::size_t edit) { return found.after[edit] - found.before; };
  std::vector<double> numbers;
  std::size_t next = kStrands;
  for (std::size_t distance = 0; distance < scan.distances.size(); ++distance) {
    for (std::size_t a = 0; a < kStrands; ++a) {
      for (std::size_t b = 0; b < kStrands; ++b) {
        const double joint = effect(next + kStrands + a * kStrands + b);
        numbers.insert(numbers.end(),
                       {joint, effect(a), effect(next + b), joint - effect(a) - effect(next + b)});
      }
    }
    next += kStrands + kStrands * kStrands;
  }
  return numbers;
}

void add_spacing(const std::vector<double>& found, std::vector<SpacingEffect>& effects) {
  for (std::size_t i = 0; i < effects.size(); ++i) {
    effects[i].joint.add(found[i * kNumbers]);
    effects[i].first.add(found[i * kNumbers + 1]);
    effects[i].second.add(found[i * kNumbers + 2]);
    effects[i].interaction.add(found[i * kNumbers + 3]);
  }
}

}  // namespace siskin::blackbox
