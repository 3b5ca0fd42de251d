#include "sis/compare_run.hpp"

#include <cmath>
#include <map>
#include <ostream>

#include "sis/subset_table.hpp"
#include "siskin/blackbox/sis.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/motif/pattern_divergence.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/mean.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/quantile.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

using Values = std::vector<double>;

// How far a subset is from the motif.
struct Divergence {
  double forward = 0;
  motif::PatternDivergence best;
  bool reversed = false;  // the best is on the other strand
};

struct Group {
  std::string name;
  std::vector<SubsetLine> lines;
  std::vector<Divergence> divergences;  // one a line, or none
};

seq::Motif read_motif(const CompareOptions& options) {
  const auto motifs = io::read_motif_file(options.motif);
  if (!options.motif_name.empty()) {
    return io::find_motif(motifs, options.motif_name, options.motif);
  }
  if (motifs.size() == 1) return motifs.front();
  throw Error(options.motif + ": found " + std::to_string(motifs.size()) +
              " motifs, expected one, or --motif-name");
}

std::vector<Divergence> divergences_of(const std::vector<SubsetLine>& lines,
                                       const seq::Motif& motif) {
  const auto reverse = seq::reverse_complement(motif);
  std::vector<Divergence> result;
  for (const auto& line : lines) {
    try {
      const auto forward = motif::pattern_divergence(line.window, motif);
      const auto other = motif::pattern_divergence(line.window, reverse);
      const bool reversed = other.nats < forward.nats;
      result.push_back({forward.nats, reversed ? other : forward, reversed});
    } catch (const Error& error) {
      throw Error(line.where + ": column 'pattern': " + error.what());
    }
  }
  return result;
}

// The masked sequence is on the other side of the threshold than what is explained, which tells
// the decision. NaN where the table does not say.
double is_sufficient(const SubsetLine& line) {
  if (std::isnan(line.masked_score)) return line.masked_score;
  const auto decision = line.masked_score < line.threshold ? blackbox::Decision::kMaximise
                                                           : blackbox::Decision::kMinimise;
  return blackbox::reaches(line.score, line.threshold, decision) ? 1 : 0;
}

double base_count(const SubsetLine& line) {
  return static_cast<double>(blackbox::base_positions(line.pattern).size());
}

template <typename Items, typename ToValue>
Values known_values(const Items& items, const ToValue& to_value) {
  Values values;
  for (const auto& item : items) {
    const double value = to_value(item);
    if (!std::isnan(value)) values.push_back(value);
  }
  return values;
}

Values subsets_by_sequence(const std::vector<SubsetLine>& lines) {
  std::map<std::string, double> counts;
  for (const auto& line : lines) counts[line.name] += 1;
  return known_values(counts, [](const auto& count) { return count.second; });
}

class MetricFile {
 public:
  explicit MetricFile(const std::string& path) : output_(path) {
    output_.stream() << "# " << util::provenance() << '\n';
    io::write_row(output_.stream(), {"metric", "group", "value", "n"});
  }

  void write(const Group& group) {
    const auto& lines = group.lines;
    median("median_subsets", group, subsets_by_sequence(lines));
    median("median_length", group, known_values(lines, base_count));
    median("median_subset_score", group,
           known_values(lines, [](const SubsetLine& line) { return line.score; }));
    const auto sufficient = known_values(lines, is_sufficient);
    row("share_sufficient", group, util::mean(sufficient), sufficient.size());
    const auto inside =
        known_values(lines, [](const SubsetLine& line) { return line.delta_inside; });
    const auto outside =
        known_values(lines, [](const SubsetLine& line) { return line.delta_outside; });
    if (!inside.empty()) median("median_delta_inside", group, inside);
    if (!outside.empty()) median("median_delta_outside", group, outside);
    if (group.divergences.empty()) return;
    const auto& all = group.divergences;
    median("median_divergence", group,
           known_values(all, [](const Divergence& found) { return found.forward; }));
    median("median_divergence_either_strand", group,
           known_values(all, [](const Divergence& found) { return found.best.nats; }));
  }

  void close() { output_.close(); }

 private:
  void row(const std::string& metric, const Group& group, double value, std::size_t count) {
    io::write_row(output_.stream(),
                  {metric, group.name, util::format_double(value), std::to_string(count)});
  }
  void median(const std::string& metric, const Group& group, const Values& values) {
    row(metric, group, util::median(values), values.size());
  }

  io::Output output_;
};

void write_divergences(const std::string& path, const std::vector<Group>& groups) {
  io::Output output(path);
  output.stream() << "# " << util::provenance() << '\n';
  io::write_row(output.stream(), {"group", "name", "index", "length", "divergence",
                                  "divergence_either_strand", "strand", "start"});
  for (const auto& group : groups) {
    for (std::size_t i = 0; i < group.lines.size(); ++i) {
      const auto& line = group.lines[i];
      const auto& found = group.divergences[i];
      io::write_row(output.stream(),
                    {group.name, line.name, line.index, util::format_double(base_count(line)),
                     util::format_double(found.forward), util::format_double(found.best.nats),
                     found.reversed ? "-" : "+", std::to_string(found.best.start)});
    }
  }
  output.close();
}

}  // namespace

void run_compare(const CompareOptions& options) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < options.tables.paths.size(); ++i) {
    groups.push_back({options.tables.names[i], read_subset_table(options.tables.paths[i]), {}});
  }
  if (!options.motif.empty()) {
    const auto motif = read_motif(options);
    for (auto& group : groups) group.divergences = divergences_of(group.lines, motif);
  }
  if (!options.per_subset.empty()) write_divergences(options.per_subset, groups);
  MetricFile metrics(options.output);
  for (const auto& group : groups) metrics.write(group);
  metrics.close();
}

}  // namespace siskin::tools
