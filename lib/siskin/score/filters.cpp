#include "siskin/score/filters.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::score {
namespace {

std::vector<TruthMotif> published_truth() {
  return {{"Arid3", {"MA0151.1", "MA0601.1", "PB0001.1"}},
          {"CEBPB", {"MA0466.1", "MA0466.2"}},
          {"FOSL1", {"MA0477.1"}},
          {"GABPA", {"MA0062.1", "MA0062.2"}},
          {"MAFK", {"MA0496.1", "MA0496.2"}},
          {"MAX", {"MA0058.1", "MA0058.2", "MA0058.3"}},
          {"MEF2A", {"MA0052.1", "MA0052.2", "MA0052.3"}},
          {"NFYB", {"MA0502.1", "MA0060.1", "MA0060.2"}},
          {"SP1", {"MA0079.1", "MA0079.2", "MA0079.3"}},
          {"SRF", {"MA0083.1", "MA0083.2", "MA0083.3"}},
          {"STAT1", {"MA0137.1", "MA0137.2", "MA0137.3", "MA0660.1", "MA0773.1"}},
          {"YY1", {"MA0095.1", "MA0095.2"}}};
}

std::vector<TruthMotif> corrected_truth() {
  return {{"Arid3a", {"MA0151", "PB0001"}},
          {"CEBPB", {"MA0466"}},
          {"FOSL1", {"MA0477"}},
          {"GABPA", {"MA0062"}},
          {"MAFK", {"MA0496"}},
          {"MAX", {"MA0058"}},
          {"MEF2A", {"MA0052"}},
          {"NFYB", {"MA0502"}},
          {"SP1", {"MA0079"}},
          {"SRF", {"MA0083"}},
          {"STAT1", {"MA0137"}},
          {"YY1", {"MA0095"}}};
}

bool stands_for(const std::string& wanted, const std::string& id) {
  if (id == wanted) return true;
  return wanted.find('.') == std::string::npos && util::starts_with(id, wanted + ".");
}

bool holds(const TruthMotif& truth, const std::string& id) {
  return std::any_of(truth.ids.begin(), truth.ids.end(),
                     [&](const std::string& wanted) { return stands_for(wanted, id); });
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? std::numeric_limits<double>::quiet_NaN()
                    : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

std::vector<TruthMotif> named_truth(const std::string& name) {
  if (name == "koo2021") return corrected_truth();
  if (name == "koo2021-published") return published_truth();
  throw Error("found " + util::quoted(name) + ", expected koo2021 or koo2021-published");
}

std::vector<std::optional<std::size_t>> assign_truth(const std::vector<seq::Motif>& database,
                                                     const std::vector<TruthMotif>& truth) {
  std::vector<std::optional<std::size_t>> result(database.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    bool found = false;
    for (std::size_t target = 0; target < database.size(); ++target) {
      if (!holds(truth[i], database[target].id)) continue;
      if (result[target]) {
        throw Error("motif '" + database[target].id + "' stands for both '" +
                    truth[*result[target]].name + "' and '" + truth[i].name +
                    "', expected one of them");
      }
      result[target] = i;
      found = true;
    }
    if (!found) {
      throw Error("truth motif '" + truth[i].name + "': found none of its ids (" +
                  joined(truth[i].ids) + ") in the database, expected at least one");
    }
  }
  return result;
}

bool MatchRule::accepts(const motif::Comparison& comparison) const {
  switch (measure) {
    case MatchMeasure::kPValue:
      return comparison.p_value <= threshold;
    case MatchMeasure::kEValue:
      return comparison.e_value <= threshold;
    case MatchMeasure::kQValue:
      return comparison.q_value <= threshold;
  }
  return false;
}

FilterMatch match_filter(const std::vector<motif::Comparison>& comparisons, const MatchRule& rule,
                         const std::vector<std::optional<std::size_t>>& truth_of) {
  FilterMatch match;
  for (const auto& comparison : comparisons) {
    if (rule.accepts(comparison)) match.hits.push_back(comparison);
  }
  std::stable_sort(match.hits.begin(), match.hits.end(), motif::better_comparison);
  for (const auto& hit : match.hits) {
    const auto truth = truth_of.at(hit.target);
    if (!truth || (match.truth && hit.q_value >= match.truth_q)) continue;
    match.truth = truth;
    match.truth_q = hit.q_value;
  }
  return match;
}

FilterSummary summarise_filters(const std::vector<FilterMatch>& filters, std::size_t truth_motifs) {
  FilterSummary summary;
  summary.motifs.resize(truth_motifs);
  std::size_t any = 0;
  std::size_t right = 0;
  for (const auto& filter : filters) {
    any += filter.hits.empty() ? 0 : 1;
    if (!filter.truth) continue;
    ++right;
    auto& found = summary.motifs.at(*filter.truth);
    ++found.filters;
    found.best_q = std::min(found.best_q, filter.truth_q);
  }
  std::size_t recovered = 0;
  for (auto& found : summary.motifs) {
    recovered += found.filters > 0 ? 1 : 0;
    if (found.filters == 0) found.best_q = std::numeric_limits<double>::quiet_NaN();
  }
  summary.match_any = share(any, filters.size());
  summary.match_fraction = share(right, filters.size());
  summary.recovered = share(recovered, truth_motifs);
  return summary;
}

}  // namespace siskin::score
