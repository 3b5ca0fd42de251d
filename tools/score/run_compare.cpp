#include <algorithm>
#include <cmath>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "score/number_cell.hpp"
#include "score/run.hpp"
#include "score/score_tables.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/multiple_testing.hpp"
#include "siskin/score/rank_tests.hpp"
#include "siskin/score/t_tests.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/quantile.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Values = std::vector<double>;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// One line of the result.
struct Comparison {
  std::string metric;
  std::string group;
  std::string first;
  std::string second;
  std::size_t first_count = 0;
  std::size_t second_count = 0;
  double first_middle = 0;  ///< mean or median, as the test goes
  double second_middle = 0;
  double difference = 0;
  double low = kNan;
  double high = kNan;
  std::string test;
  double statistic = 0;
  double p = 0;
  double effect = 0;
  std::string effect_kind;
};

score::Alternative parse_alternative(const std::string& word) {
  if (word == "greater") return score::Alternative::kGreater;
  return word == "less" ? score::Alternative::kLess : score::Alternative::kTwoSided;
}

/// Two samples, of the same units in the same order where they are paired.
struct Samples {
  Values first;
  Values second;
  bool paired = false;

  Values differences() const { return score::paired_differences(first, second); }
};

class Comparer {
 public:
  Comparer(const CompareOptions& options, const JoinedTables& joined)
      : options_(options),
        joined_(joined),
        paired_(options.pairing == "paired" || (options.pairing == "auto" && joined.named_units)),
        question_{parse_alternative(options.alternative), options.tables.confidence} {}

  std::vector<Comparison> run() {
    if (joined_.mixed_units && options_.pairing == "auto") {
      throw Error(
          "found tables with a column 'name' and tables without, expected one kind; --pairing or "
          "--unit says what belongs together");
    }
    const auto pairs = condition_pairs();
    for (const auto& metric : joined_.metrics) {
      if (!is_tested(metric.metric)) continue;
      for (const auto& [first, second] : pairs) compare(metric, first, second);
    }
    if (lines_.empty())
      throw Error("found only standard errors and counts, which --metric must ask for by name");
    check_units(pairs);
    return std::move(lines_);
  }

 private:
  using Pair = std::pair<std::size_t, std::size_t>;

  /// Standard errors and counts of what was left out are no figures of merit, and each line tested
  /// costs all others.
  bool is_tested(const std::string& metric) const {
    return !options_.tables.metrics.empty() ||
           (!util::ends_with(metric, "_sem") && metric != "skipped");
  }

  /// Conditions to be paired by unit must share some; that others fall away is said.
  void check_units(const std::vector<Pair>& pairs) const {
    if (!paired_ || !joined_.named_units) return;
    for (const auto& [first, second] : pairs) {
      const std::string both = util::quoted(joined_.conditions[first]) + " and " +
                               util::quoted(joined_.conditions[second]);
      std::size_t shared = 0;
      std::size_t dropped = 0;  // of the metric that loses most
      for (const auto& metric : joined_.metrics) {
        if (!is_tested(metric.metric)) continue;
        const Series& a = metric.by_condition[first];
        const Series& b = metric.by_condition[second];
        shared += a.shared_units(b);
        dropped =
            std::max(dropped, a.values().size() + b.values().size() - 2 * a.pairs_with(b).size());
      }
      if (shared == 0) {
        throw Error(both +
                    " share no unit, expected the same names in both (--pairing unpaired "
                    "compares others)");
      }
      if (dropped == 0) continue;
      cli::remark("siskin-score", false,
                  both + ": " + std::to_string(dropped) +
                      " values of units that the other does not have are left out");
    }
  }

  std::vector<Pair> condition_pairs() const {
    const auto& conditions = joined_.conditions;
    if (conditions.size() < 2)
      throw Error("found the one condition " + util::quoted(conditions.front()) +
                  ", expected two or more (LABEL=FILE, --by)");
    std::vector<Pair> pairs;
    if (options_.against.empty()) {
      for (std::size_t i = 0; i < conditions.size(); ++i) {
        for (std::size_t j = i + 1; j < conditions.size(); ++j) pairs.emplace_back(i, j);
      }
      return pairs;
    }
    const auto found = std::find(conditions.begin(), conditions.end(), options_.against);
    if (found == conditions.end())
      throw Error("option --against: no condition " + util::quoted(options_.against));
    const auto reference = static_cast<std::size_t>(found - conditions.begin());
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      if (i != reference) pairs.emplace_back(i, reference);
    }
    return pairs;
  }

  Samples samples(const MetricSeries& metric, std::size_t first, std::size_t second) const {
    const Series& a = metric.by_condition[first];
    const Series& b = metric.by_condition[second];
    if (!paired_) return {a.values(), b.values(), false};
    if (!joined_.named_units) return pair_in_order(metric, first, second);
    Samples both{{}, {}, true};
    for (const auto& [x, y] : a.pairs_with(b)) {
      both.first.push_back(x);
      both.second.push_back(y);
    }
    return both;
  }

  /// Units without a name: the first value of one belongs to the first of the other. NA keeps its
  /// place until the pairs stand.
  Samples pair_in_order(const MetricSeries& metric, std::size_t first, std::size_t second) const {
    const auto of_first = metric.by_condition[first].values_by_unit();
    const auto of_second = metric.by_condition[second].values_by_unit();
    if (of_first.size() != of_second.size()) {
      throw Error("metric " + util::quoted(metric.metric) + " of group " +
                  util::quoted(metric.group) + ": found " + std::to_string(of_first.size()) +
                  " values of " + util::quoted(joined_.conditions[first]) + " and " +
                  std::to_string(of_second.size()) + " of " +
                  util::quoted(joined_.conditions[second]) +
                  ", expected as many (--unit names a column to pair by)");
    }
    Samples both{{}, {}, true};
    for (std::size_t i = 0; i < of_first.size(); ++i) {
      if (std::isnan(of_first[i]) || std::isnan(of_second[i])) continue;
      both.first.push_back(of_first[i]);
      both.second.push_back(of_second[i]);
    }
    return both;
  }

  void compare(const MetricSeries& metric, std::size_t first, std::size_t second) {
    const auto both = samples(metric, first, second);
    Comparison line;
    line.metric = metric.metric;
    line.group = metric.group;
    line.first = joined_.conditions[first];
    line.second = joined_.conditions[second];
    line.first_count = both.first.size();
    line.second_count = both.second.size();
    add_mean_test(both, line);
    add_rank_test(both, line);
  }

  void add_mean_test(const Samples& both, Comparison line) {
    const auto found = both.paired ? score::paired_test(both.first, both.second, question_)
                                   : score::welch_test(both.first, both.second, question_);
    line.first_middle = util::mean(both.first);
    line.second_middle = util::mean(both.second);
    line.difference = found.difference;
    line.low = found.low;
    line.high = found.high;
    line.statistic = found.t;
    line.p = found.p;
    line.effect = found.effect;
    line.test = both.paired ? "paired_t" : "welch_t";
    line.effect_kind = both.paired ? "cohen_dz" : "hedges_g";
    lines_.push_back(std::move(line));
  }

  void add_rank_test(const Samples& both, Comparison line) {
    const auto differences = both.paired ? both.differences() : Values{};
    const auto found = both.paired
                           ? score::wilcoxon_signed_rank(differences, question_.alternative)
                           : score::mann_whitney(both.first, both.second, question_.alternative);
    line.first_middle = util::median(both.first);
    line.second_middle = util::median(both.second);
    line.difference =
        both.paired ? util::median(differences) : line.first_middle - line.second_middle;
    line.statistic = found.statistic;
    line.p = found.p;
    line.effect = found.effect;
    line.test = both.paired ? "wilcoxon" : "mann_whitney";
    line.effect_kind = both.paired ? "rank_biserial" : "cliff_delta";
    lines_.push_back(std::move(line));
  }

  const CompareOptions& options_;
  const JoinedTables& joined_;
  bool paired_;
  score::TestQuestion question_;
  std::vector<Comparison> lines_;
};

/// Each kind of test by itself: the two kinds ask the same question of the same data.
Values adjusted(const std::vector<Comparison>& lines, score::Correction correction) {
  Values result(lines.size());
  for (std::size_t kind = 0; kind < 2; ++kind) {
    Values own;
    for (std::size_t i = kind; i < lines.size(); i += 2) own.push_back(lines[i].p);
    own = score::adjust_p_values(own, correction);
    for (std::size_t i = 0; i < own.size(); ++i) result[2 * i + kind] = own[i];
  }
  return result;
}

}  // namespace

void run_compare(const CompareOptions& options) {
  io::Output output(options.tables.output);
  const auto correction = score::parse_correction(options.correction);
  const auto joined = join_tables(options.tables);
  const auto lines = Comparer(options, joined).run();
  const auto p_values = adjusted(lines, correction);
  output.stream() << "# " << util::provenance() << '\n';
  io::write_row(output.stream(), {"metric", "group", "value", "n", "first", "second", "first_n",
                                  "second_n", "first_value", "second_value", "low", "high", "test",
                                  "statistic", "p", "p_adjusted", "effect", "effect_kind"});
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Comparison& line = lines[i];
    const bool paired = line.test == "paired_t" || line.test == "wilcoxon";
    const auto count = paired ? line.first_count : line.first_count + line.second_count;
    io::write_row(
        output.stream(),
        {line.metric, line.group, number_cell(line.difference), std::to_string(count), line.first,
         line.second, std::to_string(line.first_count), std::to_string(line.second_count),
         number_cell(line.first_middle), number_cell(line.second_middle), number_cell(line.low),
         number_cell(line.high), line.test, number_cell(line.statistic), number_cell(line.p),
         number_cell(p_values[i]), number_cell(line.effect), line.effect_kind});
  }
  output.close();
}

}  // namespace siskin::tools
