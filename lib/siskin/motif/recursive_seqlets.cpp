#include "siskin/motif/recursive_seqlets.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "siskin/util/error.hpp"

namespace siskin::motif {
namespace {

// Values as whole steps above the smallest.
struct Steps {
  double smallest = 0;
  double width = 0;

  std::size_t of(float value) const {
    return static_cast<std::size_t>(std::lround((value - smallest) / width));
  }
};

Steps find_steps(const TrackRows& track, std::size_t bins) {
  const auto values = track.count * track.length;
  const auto [low, high] = std::minmax_element(track.values_nl, track.values_nl + values);
  return {*low, (static_cast<double>(*high) - *low) / static_cast<double>(bins - 1)};
}

// Seqlets of one sequence after another; the rows are reused.
class SpanFinder {
 public:
  SpanFinder(const SpanNull& null, const Steps& steps, const RecursiveRule& rule)
      : null_(null), steps_(steps), rule_(rule) {}

  void find(const float* values, std::size_t length, std::size_t sequence,
            std::vector<Seqlet>& seqlets) {
    sum_steps(values, length);
    measure(length);
    struct Span {
      double p;
      std::size_t start;
    };
    std::vector<char> taken(length + 1, 0);
    const auto longest = std::min(rule_.longest, length);
    for (std::size_t size = longest; size >= rule_.shortest; --size) {
      std::vector<Span> spans;
      for (std::size_t start = 0; start + size <= length; ++start) {
        if (reach_[start] >= size) spans.push_back({p_at(start, size), start});
      }
      std::stable_sort(spans.begin(), spans.end(),
                       [](const Span& a, const Span& b) { return a.p < b.p; });
      for (const Span& span : spans) {
        const auto first = taken.begin() + static_cast<std::ptrdiff_t>(span.start);
        const auto last = first + static_cast<std::ptrdiff_t>(size);
        if (std::find(first, last, 1) != last) continue;
        std::fill(first, last, 1);
        seqlets.push_back(make(values, length, sequence, span.start, size, span.p));
      }
    }
  }

 private:
  void sum_steps(const float* values, std::size_t length) {
    sums_.assign(length + 1, 0);
    for (std::size_t i = 0; i < length; ++i) sums_[i + 1] = sums_[i] + steps_.of(values[i]);
  }

  // reach_[a]: the longest span from a that qualifies, 0 for none. Its parts are its own beginnings
  // and the parts of the span from a + 1.
  void measure(std::size_t length) {
    const auto longest = rule_.longest;
    p_.assign(length * (longest + 1), 1);
    reach_.assign(length + 1, 0);
    for (std::size_t start = length; start-- > 0;) {
      double worst = 0;
      std::size_t own = 0;
      for (std::size_t size = rule_.shortest; size <= longest && start + size <= length; ++size) {
        worst = std::max(worst, null_.tail(size, sums_[start + size] - sums_[start]));
        if (worst >= rule_.p_value) break;
        p_[start * (longest + 1) + size] = worst;
        own = size;
      }
      reach_[start] = std::min(own, std::max(reach_[start + 1], rule_.shortest - 1) + 1);
    }
  }

  double p_at(std::size_t start, std::size_t size) const {
    return p_[start * (rule_.longest + 1) + size];
  }

  Seqlet make(const float* values, std::size_t length, std::size_t sequence, std::size_t start,
              std::size_t size, double p) const {
    const auto first = start - std::min(start, rule_.flank);
    const auto end = std::min(length, start + size + rule_.flank);
    Seqlet seqlet;
    seqlet.sequence = sequence;
    seqlet.start = static_cast<std::int64_t>(first);
    seqlet.end = static_cast<std::int64_t>(end);
    seqlet.before = static_cast<std::int64_t>(start - first);
    seqlet.after = static_cast<std::int64_t>(end - start - size);
    seqlet.attribution = std::accumulate(values + start, values + start + size, 0.0);
    seqlet.p_value = p;
    return seqlet;
  }

  const SpanNull& null_;
  const Steps& steps_;
  const RecursiveRule& rule_;
  std::vector<std::size_t> sums_;
  std::vector<double> p_;  // (start, size): the largest over the beginnings of the span
  std::vector<std::size_t> reach_;
};

}  // namespace

SpanNull::SpanNull(const std::vector<double>& steps, std::size_t longest) {
  const double total = std::accumulate(steps.begin(), steps.end(), 0.0);
  if (!(total > 0)) throw Error("found no values, expected some for the null distribution");
  std::vector<double> single(steps);
  for (double& p : single) p /= total;
  std::vector<double> density = single;
  for (std::size_t length = 1; length <= longest; ++length) {
    if (length > 1) {
      std::vector<double> next(density.size() + single.size() - 1, 0);
      for (std::size_t i = 0; i < density.size(); ++i) {
        if (density[i] == 0) continue;
        for (std::size_t j = 0; j < single.size(); ++j) next[i + j] += density[i] * single[j];
      }
      density = std::move(next);
    }
    std::vector<double> tail(density.size());
    // From the top, where the small numbers are.
    std::partial_sum(density.rbegin(), density.rend(), tail.rbegin());
    tails_.push_back(std::move(tail));
  }
}

double SpanNull::tail(std::size_t length, std::size_t sum) const {
  const auto& tail = tails_[length - 1];
  return sum < tail.size() ? tail[sum] : 0;
}

std::vector<Seqlet> recursive_seqlets(const TrackRows& track, const RecursiveRule& rule) {
  if (rule.shortest < 1 || rule.longest < rule.shortest)
    throw Error("found seqlets of " + std::to_string(rule.shortest) + " to " +
                std::to_string(rule.longest) + " bases, expected at least 1 and a longer last");
  if (rule.bins < 2) throw Error("expected at least two bins");
  std::vector<Seqlet> seqlets;
  if (track.count * track.length == 0) return seqlets;
  const Steps steps = find_steps(track, rule.bins);
  if (!(steps.width > 0)) return seqlets;
  std::vector<double> histogram(rule.bins, 0);
  for (std::size_t i = 0; i < track.count * track.length; ++i)
    histogram[steps.of(track.values_nl[i])] += 1;
  const SpanNull null(histogram, rule.longest);
  SpanFinder finder(null, steps, rule);
  for (std::size_t i = 0; i < track.count; ++i) {
    const auto first = static_cast<std::ptrdiff_t>(seqlets.size());
    finder.find(track.row(i), track.length, i, seqlets);
    std::sort(seqlets.begin() + first, seqlets.end(),
              [](const Seqlet& a, const Seqlet& b) { return a.start < b.start; });
  }
  return seqlets;
}

}  // namespace siskin::motif
