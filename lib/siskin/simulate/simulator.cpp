#include "siskin/simulate/simulator.hpp"

#include <algorithm>
#include <limits>

#include "siskin/simulate/layout.hpp"
#include "siskin/util/error.hpp"

namespace siskin::simulate {
namespace {

// A grammar of which not even this share of draws fits is a mistake, not a recipe.
constexpr int kMaxDraws = 100'000;

std::unique_ptr<BackgroundSource> make_background(const Grammar& grammar,
                                                  const std::vector<std::string>& records) {
  const Background& background = grammar.background;
  switch (background.kind) {
    case Background::Kind::kMarkov:
      return std::make_unique<MarkovBackground>(records, background.order, background.fasta);
    case Background::Kind::kShuffle:
      return std::make_unique<ShuffledBackground>(records, static_cast<std::size_t>(grammar.length),
                                                  background.fasta);
    case Background::Kind::kComposition:
      break;
  }
  return std::make_unique<MarkovBackground>(background.composition);
}

std::string group_where(const Grammar& grammar, std::size_t group) {
  return grammar.source + ": /groups/" + std::to_string(group);
}

}  // namespace

Simulator::Simulator(const Grammar& grammar, const Materials& materials, std::uint64_t seed)
    : grammar_(grammar),
      seed_(seed),
      motifs_(materials.motifs, materials.motif_source),
      background_(make_background(grammar, materials.background_records)),
      split_ends_(split_ends(grammar)) {
  for (std::size_t i = 0; i < grammar_.groups.size(); ++i) {
    const Group& group = grammar_.groups[i];
    const std::string where = group_where(grammar_, i);
    plans_.push_back(plan(group, where));
    check_fit(group, plans_.back(), where);
    group_of_.insert(group_of_.end(), static_cast<std::size_t>(group.count),
                     static_cast<std::uint32_t>(i));
  }
  util::Random random(seed);
  random.shuffle(group_of_);
}

Simulator::GroupPlan Simulator::plan(const Group& group, const std::string& where) const {
  GroupPlan result;
  for (const std::string& name : motifs_of(grammar_, group)) {
    const std::size_t index = motifs_.find(name, where + "/motifs");
    for (const bool reverse : {false, true}) {
      if (reverse && !group.both_strands) continue;
      result.choices.push_back(&motifs_.oriented(index, reverse));
      result.motif_of.push_back(index);
    }
  }
  for (const auto& [count, probability] : group.motif_count) {
    result.count_probabilities.push_back(probability);
  }
  for (const std::string& name : group.label.presence) {
    result.label_motifs.push_back(motifs_.find(name, where + "/label/presence"));
  }
  return result;
}

void Simulator::check_fit(const Group& group, const GroupPlan& plan,
                          const std::string& where) const {
  std::int64_t narrowest = std::numeric_limits<std::int32_t>::max();
  for (const OrientedMotif* motif : plan.choices) narrowest = std::min(narrowest, motif->width());
  for (const auto& [count, probability] : group.motif_count) {
    const std::int64_t span = least_span(count, narrowest, group.spacing);
    if (probability > 0 && span > grammar_.length) {
      throw Error(where + ": " + std::to_string(count) + " motifs need at least " +
                  std::to_string(span) + " bases, the sequences have " +
                  std::to_string(grammar_.length));
    }
  }
}

std::vector<std::size_t> Simulator::draw_sites(std::int64_t index, SimulatedSequence& sequence,
                                               util::Random& random) const {
  const Group& group = grammar_.groups[sequence.group];
  const GroupPlan& plan = plans_[sequence.group];
  std::vector<std::size_t> picks;
  std::vector<std::int64_t> widths;
  for (int draw = 0; draw < kMaxDraws; ++draw) {
    const std::int64_t count = group.motif_count[random.choose(plan.count_probabilities)].first;
    picks.resize(static_cast<std::size_t>(count));
    widths.resize(picks.size());
    for (std::size_t i = 0; i < picks.size(); ++i) {
      picks[i] = static_cast<std::size_t>(random.below(plan.choices.size()));
      widths[i] = plan.choices[picks[i]]->width();
    }
    const auto starts = place_sites(widths, grammar_.length, group.spacing, random);
    if (!starts) continue;
    for (std::size_t i = 0; i < picks.size(); ++i) {
      sequence.sites.push_back({plan.choices[picks[i]], (*starts)[i]});
    }
    return picks;
  }
  throw Error(group_where(grammar_, sequence.group) + ": sequence " + std::to_string(index + 1) +
              ": " + std::to_string(kMaxDraws) + " draws of motifs did not fit in " +
              std::to_string(grammar_.length) + " bases, expected fewer or narrower motifs");
}

SimulatedSequence Simulator::make(std::int64_t index) const {
  util::Random random(seed_, static_cast<std::uint64_t>(index));
  SimulatedSequence sequence;
  sequence.group = group_of_[static_cast<std::size_t>(index)];
  const GroupPlan& plan = plans_[sequence.group];
  const auto picks = draw_sites(index, sequence, random);
  sequence.letters.resize(static_cast<std::size_t>(grammar_.length));
  background_->fill(sequence.letters, random);
  for (const Site& site : sequence.sites) {
    auto position = static_cast<std::size_t>(site.start);
    for (const Thresholds& thresholds : site.motif->thresholds) {
      sequence.letters[position++] = draw_letter(thresholds, random);
    }
  }
  sequence.labels = grammar_.groups[sequence.group].label.fixed;
  for (const std::size_t motif : plan.label_motifs) {
    const bool present = std::any_of(
        picks.begin(), picks.end(), [&](std::size_t pick) { return plan.motif_of[pick] == motif; });
    sequence.labels.push_back(present ? 1.0F : 0.0F);
  }
  return sequence;
}

std::string Simulator::split_of(std::int64_t index) const {
  if (split_ends_.empty()) return "";
  const auto end = std::upper_bound(split_ends_.begin(), split_ends_.end(), index);
  return grammar_.splits[static_cast<std::size_t>(end - split_ends_.begin())].name;
}

}  // namespace siskin::simulate
