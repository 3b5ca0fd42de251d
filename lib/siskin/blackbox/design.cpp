#include "siskin/blackbox/design.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "siskin/blackbox/substitution.hpp"

namespace siskin::blackbox {
namespace {

// A sequence that is followed.
struct Member {
  std::vector<float> onehot_cl;
  double score = 0;
  double value = 0;
};

// A substitution in one of them.
struct Candidate {
  std::size_t member = 0;
  std::size_t edit = 0;
  double score = 0;
  double value = 0;
};

class Search {
 public:
  Search(Scorer& scorer, const std::vector<float>& onehot_cl, const SubstitutionOptions& options)
      : scorer_(scorer), options_(options), length_(onehot_cl.size() / 4) {
    for (std::size_t i = 0; i < length_; ++i) {
      const bool fixed = !options.fixed.empty() && options.fixed[i];
      if (!fixed && !is_ambiguous(column_of(onehot_cl.data(), length_, i))) free_.push_back(i);
    }
    const double score = scorer_.score_edits(onehot_cl.data(), length_, {Edit{}}).front();
    members_.push_back({onehot_cl, score, value_of(onehot_cl, score)});
    met_.insert(onehot_cl);
    best_.start_score = score;
    keep(members_.front(), 0);
    best_.best_scores.push_back(score);
  }

  Design run() {
    for (std::size_t step = 1; step <= options_.max_steps; ++step) {
      follow();
      if (members_.empty() || members_.front().value <= best_.value) break;
      keep(members_.front(), step);
      best_.best_scores.push_back(best_.score);
    }
    return best_;
  }

 private:
  double value_of(const std::vector<float>& onehot_cl, double score) const {
    return design_value(options_.goal, score, gc_share(onehot_cl.data(), length_));
  }

  void keep(const Member& member, std::size_t step) {
    best_.onehot_cl = member.onehot_cl;
    best_.score = member.score;
    best_.value = member.value;
    best_.step = step;
  }

  std::vector<Edit> substitutions(const std::vector<float>& onehot_cl) const {
    std::vector<Edit> edits;
    for (const auto position : free_) {
      const auto column = column_of(onehot_cl.data(), length_, position);
      for (std::size_t base = 0; base < 4; ++base) {
        if (column.at(base) != 1) edits.push_back(substitution(position, base));
      }
    }
    return edits;
  }

  // Share of G and C with a substitution.
  double gc_after(const std::vector<float>& onehot_cl, double share, const Edit& edit) const {
    const auto old = column_of(onehot_cl.data(), length_, edit[0].position);
    const auto& now = edit[0].column;
    const auto gain = static_cast<double>(now[1] + now[2] - old[1] - old[2]);
    return share + gain / static_cast<double>(length_);
  }

  std::vector<float> edited(std::size_t member, const Edit& edit) const {
    auto onehot_cl = members_[member].onehot_cl;
    apply(edit, onehot_cl.data(), length_);
    return onehot_cl;
  }

  // Puts the best substitutions of all members in their place.
  void follow() {
    std::vector<std::vector<Edit>> edits;
    std::vector<Candidate> candidates;
    for (std::size_t member = 0; member < members_.size(); ++member) {
      const auto& onehot_cl = members_[member].onehot_cl;
      edits.push_back(substitutions(onehot_cl));
      const double share = gc_share(onehot_cl.data(), length_);
      const auto scores = scorer_.score_edits(onehot_cl.data(), length_, edits.back());
      for (std::size_t i = 0; i < scores.size(); ++i) {
        const double gc = gc_after(onehot_cl, share, edits.back()[i]);
        const double value = design_value(options_.goal, scores[i], gc);
        candidates.push_back({member, i, scores[i], value});
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.value > b.value; });
    std::vector<Member> next;
    for (const auto& candidate : candidates) {
      if (next.size() == options_.beam_width) break;
      auto onehot_cl = edited(candidate.member, edits[candidate.member][candidate.edit]);
      if (!met_.insert(onehot_cl).second) continue;
      next.push_back({std::move(onehot_cl), candidate.score, candidate.value});
    }
    members_ = std::move(next);
  }

  Scorer& scorer_;
  const SubstitutionOptions& options_;
  std::size_t length_;
  std::vector<std::size_t> free_;
  std::vector<Member> members_;       // best first
  std::set<std::vector<float>> met_;  // sequences that were followed
  Design best_;
};

}  // namespace

double design_value(const DesignGoal& goal, double score, double gc) {
  const double penalty = goal.gc_penalty * (gc - goal.gc) * (gc - goal.gc);
  switch (goal.kind) {
    case DesignGoal::Kind::kMinimise:
      return -score - penalty;
    case DesignGoal::Kind::kTarget:
      return -std::abs(score - goal.target) - penalty;
    case DesignGoal::Kind::kMaximise:
      break;
  }
  return score - penalty;
}

double gc_share(const float* map_cl, std::size_t length) {
  double sum = 0;
  for (std::size_t i = length; i < 3 * length; ++i) sum += static_cast<double>(map_cl[i]);
  return length == 0 ? 0 : sum / static_cast<double>(length);
}

Design substitution_search(Scorer& scorer, const std::vector<float>& onehot_cl,
                           const SubstitutionOptions& options) {
  return Search(scorer, onehot_cl, options).run();
}

}  // namespace siskin::blackbox
