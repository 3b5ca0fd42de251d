#include "siskin/blackbox/faithfulness.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "siskin/blackbox/substitution.hpp"

namespace siskin::blackbox {
namespace {

// Orders and changes are drawn from streams of their own: one more order leaves the changes alone.
constexpr std::uint64_t kOrderStream = 0x6f72646572;
constexpr std::uint64_t kChangeStream = 0x6368616e6765;

using Order = std::vector<std::size_t>;

Order random_order(std::size_t count, util::Random& random) {
  Order order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(order);
  return order;
}

// The features of an order from `first` to before `last`, masked.
Edit mask_part(const Game& game, const Order& order, std::size_t first, std::size_t last) {
  Edit edit;
  edit.reserve(last - first);
  for (std::size_t i = first; i < last; ++i) {
    for (const auto position : game.features[order[i]]) {
      edit.push_back({position, game.mask[position]});
    }
  }
  return edit;
}

std::size_t observed_base(const Column& column) {
  return static_cast<std::size_t>(std::max_element(column.begin(), column.end()) - column.begin());
}

// Where in the list of edits the curves of an order stand.
struct Asked {
  std::size_t deletion = 0;
  std::size_t insertion = 0;
};

class Questions {
 public:
  Questions(const Game& game, const FaithfulnessOptions& options) : game_(game), options_(options) {
    if (game.features.empty()) return;
    counts_ = share_counts(options.fractions, game.features.size());
  }

  void add(const Order& order) {
    Asked asked;
    asked.deletion = edits.size();
    if (options_.deletion) {
      for (const auto count : counts_) edits.push_back(mask_part(game_, order, 0, count));
    }
    asked.insertion = edits.size();
    if (options_.insertion) {
      for (const auto count : counts_) {
        edits.push_back(mask_part(game_, order, count, order.size()));
      }
    }
    asked_.push_back(asked);
  }

  // Means over the orders first .. last-1, in the order in which these were added.
  std::vector<ChangedShare> curve(std::size_t Asked::*start, std::size_t first, std::size_t last,
                                  const std::vector<double>& scores) const {
    std::vector<ChangedShare> points;
    if (first == last) return points;
    points.reserve(counts_.size());
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      double sum = 0;
      for (std::size_t order = first; order < last; ++order) {
        sum += scores[asked_[order].*start + i];
      }
      points.push_back(
          {static_cast<double>(counts_[i]) / static_cast<double>(game_.features.size()),
           sum / static_cast<double>(last - first)});
    }
    return points;
  }

  std::vector<Edit> edits;

 private:
  const Game& game_;
  const FaithfulnessOptions& options_;
  std::vector<std::size_t> counts_;
  std::vector<Asked> asked_;
};

}  // namespace

std::vector<std::size_t> by_importance(const std::vector<double>& values, util::Random& random) {
  auto order = random_order(values.size(), random);
  std::stable_sort(order.begin(), order.end(),
                   [&values](std::size_t a, std::size_t b) { return values[a] > values[b]; });
  return order;
}

std::vector<std::size_t> share_counts(const std::vector<double>& fractions, std::size_t count) {
  std::vector<std::size_t> counts;
  counts.reserve(fractions.size());
  for (const double fraction : fractions) {
    counts.push_back(static_cast<std::size_t>(std::lround(fraction * static_cast<double>(count))));
  }
  std::sort(counts.begin(), counts.end());
  counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
  return counts;
}

std::vector<Edit> random_substitutions(const std::vector<float>& onehot_cl,
                                       const FaithfulnessOptions& options) {
  const std::size_t length = onehot_cl.size() / 4;
  const auto bases = single_positions(onehot_cl.data(), length);
  if (bases.empty()) return {};
  util::Random random(options.seed ^ kChangeStream, options.number);
  std::vector<Edit> edits(options.samples);
  for (auto& edit : edits) {
    const auto order = random_order(bases.size(), random);
    const std::size_t count = std::min(options.changes, bases.size());
    edit.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t position = bases[order[i]].front();
      const auto base = observed_base(column_of(onehot_cl.data(), length, position));
      const auto other = (base + 1 + static_cast<std::size_t>(random.below(3))) % 4;
      edit.push_back({position, base_column(other)});
    }
  }
  return edits;
}

Edit masked_instead(const Edit& edit, const Mask& mask) {
  Edit masked = edit;
  for (auto& change : masked) change.column = mask.at(change.position);
  return masked;
}

FaithfulnessAnswers ask_faithfulness(Scorer& scorer, const Game& game,
                                     const std::vector<double>& values,
                                     const std::vector<Edit>& changes,
                                     const FaithfulnessOptions& options) {
  util::Random random(options.seed ^ kOrderStream, options.number);
  Questions questions(game, options);
  questions.add(by_importance(values, random));
  for (std::size_t i = 0; i < options.orders; ++i) {
    questions.add(random_order(game.features.size(), random));
  }
  const std::size_t first_change = questions.edits.size();
  auto& edits = questions.edits;
  edits.insert(edits.end(), changes.begin(), changes.end());
  edits.emplace_back();  // f(x) in the same call: what a model cannot see changes it by exactly 0
  const auto scores = scorer.score_edits(game.onehot_cl.data(), game.length(), edits);
  FaithfulnessAnswers answers;
  answers.score = scores.back();
  answers.changed.assign(scores.begin() + static_cast<std::ptrdiff_t>(first_change),
                         scores.end() - 1);
  const std::size_t last = 1 + options.orders;
  if (options.deletion) {
    answers.deletion = questions.curve(&Asked::deletion, 0, 1, scores);
    answers.deletion_random = questions.curve(&Asked::deletion, 1, last, scores);
  }
  if (options.insertion) {
    answers.insertion = questions.curve(&Asked::insertion, 0, 1, scores);
    answers.insertion_random = questions.curve(&Asked::insertion, 1, last, scores);
  }
  return answers;
}

}  // namespace siskin::blackbox
