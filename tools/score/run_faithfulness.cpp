#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "score/output_files.hpp"
#include "score/run.hpp"
#include "score/score_stream.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/faithfulness.hpp"
#include "siskin/score/running_mean.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using score::ChangePair;
using score::CurvePoint;

/// The lines of one sequence.
struct SequenceChanges {
  std::string name;
  std::map<std::string, std::vector<CurvePoint>> curves;
  std::map<std::string, std::vector<ChangePair>> pairs;
};

constexpr std::array<const char*, 5> kCurves = {"deletion", "insertion", "deletion_random",
                                                "insertion_random", "randomisation"};
constexpr std::array<const char*, 3> kPairs = {"infidelity", "sensitivity", "completeness"};

constexpr const char* kRandom = "_random";

template <typename List>
bool holds(const List& list, const std::string& word) {
  for (const char* one : list) {
    if (word == one) return true;
  }
  return false;
}

class ChangesReader {
 public:
  explicit ChangesReader(const std::string& path)
      : table_(io::read_table_file(path)),
        name_(table_.column("name")),
        test_(table_.column("test")),
        fraction_(table_.column("fraction")),
        value_(table_.column("value")),
        expected_(table_.column("expected")) {
    if (table_.rows.empty()) throw Error(table_.source + ": no lines found");
  }

  /// Sequences by first appearance.
  std::vector<SequenceChanges> read() const {
    std::vector<SequenceChanges> sequences;
    std::map<std::string, std::size_t> index;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      const auto& name = table_.rows[row][name_];
      const auto [found, fresh] = index.try_emplace(name, sequences.size());
      if (fresh) sequences.push_back({name, {}, {}});
      add(row, sequences[found->second]);
    }
    const auto is_random = [&](const auto& row) { return util::ends_with(row[test_], kRandom); };
    if (std::all_of(table_.rows.begin(), table_.rows.end(), is_random))
      throw Error(table_.source + ": found random orders only, expected the map's order too");
    return sequences;
  }

 private:
  void add(std::size_t row, SequenceChanges& sequence) const {
    const auto& test = table_.rows[row][test_];
    if (holds(kCurves, test)) {
      const double fraction = needed(row, fraction_);
      if (fraction < 0 || fraction > 1)
        throw Error(where(row) + ": found the fraction " + util::format_double(fraction) +
                    ", expected 0 to 1");
      auto& curve = sequence.curves[test];
      const auto same = [&](const CurvePoint& point) { return point.fraction == fraction; };
      if (!util::ends_with(test, kRandom) && std::any_of(curve.begin(), curve.end(), same))
        throw Error(where(row) + ": found the fraction " + util::format_double(fraction) + " of " +
                    util::quoted(sequence.name) + " a second time, expected one " + test);
      curve.push_back({fraction, needed(row, value_)});
    } else if (holds(kPairs, test)) {
      const ChangePair pair{needed(row, expected_), needed(row, value_)};
      if (test == "sensitivity" && (pair.predicted < 0 || pair.found < 0))
        throw Error(where(row) + ": found a length below 0, expected 0 or more");
      sequence.pairs[test].push_back(pair);
    } else {
      throw Error(where(row) + ": found the test " + util::quoted(test) +
                  ", expected deletion, insertion, deletion_random, insertion_random, "
                  "randomisation, infidelity, sensitivity or completeness");
    }
  }

  double needed(std::size_t row, std::size_t column) const {
    const double value = table_.number(row, column);
    if (std::isnan(value))
      throw Error(where(row) + ": found NA in column " + util::quoted(table_.columns[column]) +
                  ", expected a number");
    return value;
  }

  std::string where(std::size_t row) const {
    return table_.source + ":" + std::to_string(table_.lines[row]);
  }

  io::Table table_;
  std::size_t name_;
  std::size_t test_;
  std::size_t fraction_;
  std::size_t value_;
  std::size_t expected_;
};

std::string range_of(const std::vector<CurvePoint>& points) {
  return util::format_double(points.front().fraction) + " to " +
         util::format_double(points.back().fraction);
}

/// Throws Error where a curve and that of random orders are not over the same fractions: their
/// areas have nothing to do with each other.
void require_range_of(const std::vector<CurvePoint>& curve, const std::vector<CurvePoint>& random,
                      const std::string& what) {
  const auto expected = range_of(score::mean_curve(curve));
  const auto found = range_of(random);
  if (found != expected)
    throw Error("sequence " + what + ": found fractions of " + found + ", expected " + expected +
                " as of the map's order");
}

/// Means of what a relative area is made of, over the curves that reach from the whole sequence to
/// nothing of it.
class CurveEnds {
 public:
  void add(const std::vector<CurvePoint>& curve, double area, bool inserted) {
    const auto [first, last] = std::minmax_element(
        curve.begin(), curve.end(),
        [](const CurvePoint& a, const CurvePoint& b) { return a.fraction < b.fraction; });
    if (first->fraction != 0 || last->fraction != 1) return;
    area_.add(area);
    whole_.add(inserted ? last->value : first->value);
    nothing_.add(inserted ? first->value : last->value);
  }

  Metric metric(const std::string& test) const {
    return {test, "relative_area",
            score::relative_area(area_.mean(), whole_.mean(), nothing_.mean()), area_.count()};
  }

 private:
  score::RunningMean area_;
  score::RunningMean whole_;
  score::RunningMean nothing_;
};

/// Areas of a curve, and how much they are better than those of a random order.
void score_curve(const SequenceChanges& sequence, const std::string& test, CurveEnds& ends,
                 ScoreStream& scores) {
  const bool inserted = test == "insertion";
  const auto curve = sequence.curves.find(test);
  if (curve == sequence.curves.end()) return;
  const double area = score::curve_area(curve->second);
  scores.add(sequence.name, test, "area", area);
  ends.add(curve->second, area, inserted);
  const auto random = sequence.curves.find(test + kRandom);
  if (random == sequence.curves.end()) return;
  const auto mean = score::mean_curve(random->second);
  require_range_of(curve->second, mean, sequence.name + ": " + test + kRandom);
  const double chance = score::curve_area(mean);
  scores.add(sequence.name, test, "random_area", chance);
  scores.add(sequence.name, test, "gain", inserted ? area - chance : chance - area);
}

/// Similarity of the map to that of the model with more and more of its layers randomised (Adebayo
/// et al. 2018): its mean over the fractions, and where all are.
void score_randomisation(const SequenceChanges& sequence, ScoreStream& scores) {
  const auto found = sequence.curves.find("randomisation");
  if (found == sequence.curves.end()) return;
  CurvePoint last = found->second.front();
  for (const CurvePoint& point : found->second) {
    if (point.fraction >= last.fraction) last = point;
  }
  scores.add(sequence.name, "randomisation", "similarity", score::curve_area(found->second));
  scores.add(sequence.name, "randomisation", "last_similarity", last.value);
}

void score_pairs(const SequenceChanges& sequence, ScoreStream& scores) {
  const auto with = [&](const char* test, const auto& take) {
    const auto found = sequence.pairs.find(test);
    if (found != sequence.pairs.end()) take(found->second);
  };
  const auto& name = sequence.name;
  with("infidelity", [&](const std::vector<ChangePair>& pairs) {
    scores.add(name, "infidelity", "mean", score::infidelity(pairs));
    scores.add(name, "infidelity", "relative", score::relative_infidelity(pairs));
  });
  with("sensitivity", [&](const std::vector<ChangePair>& pairs) {
    scores.add(name, "sensitivity", "largest", score::largest_sensitivity(pairs));
  });
  with("completeness", [&](const std::vector<ChangePair>& pairs) {
    scores.add(name, "completeness", "relative_error", score::completeness_error(pairs));
  });
}

bool has_curve(const std::vector<SequenceChanges>& sequences, const std::string& test) {
  return std::any_of(sequences.begin(), sequences.end(), [&](const SequenceChanges& sequence) {
    return sequence.curves.count(test) > 0;
  });
}

}  // namespace

void run_faithfulness(const FaithfulnessOptions& options) {
  OutputFiles files(options.output);
  const auto sequences = ChangesReader(options.table).read();
  ScoreStream scores(files.side(options.per_sequence));
  CurveEnds deleted;
  CurveEnds inserted;
  for (const auto& sequence : sequences) {
    score_curve(sequence, "deletion", deleted, scores);
    score_curve(sequence, "insertion", inserted, scores);
    score_pairs(sequence, scores);
    score_randomisation(sequence, scores);
  }
  auto metrics = scores.means(true);
  if (has_curve(sequences, "deletion")) metrics.push_back(deleted.metric("deletion"));
  if (has_curve(sequences, "insertion")) metrics.push_back(inserted.metric("insertion"));
  write_metrics(files.result(), metrics);
  files.close();
}

}  // namespace siskin::tools
