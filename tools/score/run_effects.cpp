#include <algorithm>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "score/effects_table.hpp"
#include "score/number_cell.hpp"
#include "score/output_files.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/table.hpp"
#include "siskin/score/correlation.hpp"
#include "siskin/score/effects.hpp"
#include "siskin/score/noise_ceiling.hpp"
#include "siskin/score/summary.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {
namespace {

/// The substitutions of an element, or of all, beside what the map says of them.
struct Effects {
  std::vector<double> predicted;
  std::vector<double> measured;
  std::vector<int> strong;
  std::vector<std::vector<double>> replicates;

  void add(const Effects& other) {
    const auto append = [](auto& to, const auto& from) {
      to.insert(to.end(), from.begin(), from.end());
    };
    append(predicted, other.predicted);
    append(measured, other.measured);
    append(strong, other.strong);
    replicates.resize(other.replicates.size());
    for (std::size_t i = 0; i < replicates.size(); ++i) append(replicates[i], other.replicates[i]);
  }
};

void append_strong(const std::string& group, const Effects& effects, std::vector<Metric>& metrics) {
  const auto found =
      score::find_strong_effects(effects.predicted, effects.measured, effects.strong);
  const auto n = effects.measured.size();
  metrics.push_back({"strong_auroc", group, found.auroc, n});
  metrics.push_back({"strong_aupr", group, found.aupr, n});
  metrics.push_back({"strong_average_precision", group, found.average_precision, n});
  metrics.push_back({"strong_same_sign", group, found.same_sign, found.count});
}

void append_ceiling(const std::string& group, const Effects& effects, double reached,
                    std::vector<Metric>& metrics) {
  const auto found = score::noise_ceiling(effects.replicates);
  const double share =
      found.ceiling > 0 ? reached / found.ceiling : std::numeric_limits<double>::quiet_NaN();
  metrics.push_back({"replicate_pearson", group, found.pearson, found.count});
  metrics.push_back({"replicate_spearman", group, found.spearman, found.count});
  metrics.push_back({"noise_ceiling", group, found.ceiling, found.count});
  metrics.push_back({"pearson_of_ceiling", group, share, effects.measured.size()});
}

void append(const std::string& group, const Effects& effects, const EffectsOptions& options,
            std::vector<Metric>& metrics) {
  const auto n = effects.measured.size();
  const double pearson = score::pearson(effects.predicted, effects.measured);
  metrics.push_back({"pearson", group, pearson, n});
  metrics.push_back({"spearman", group, score::spearman(effects.predicted, effects.measured), n});
  if (options.strong) append_strong(group, effects, metrics);
  if (!options.replicate_columns.empty()) append_ceiling(group, effects, pearson, metrics);
}

/// `metrics` holds the metrics of every element, as many of each.
void append_means(std::size_t elements, std::vector<Metric>& metrics) {
  const std::size_t kinds = elements == 0 ? 0 : metrics.size() / elements;
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    std::vector<double> values;
    values.reserve(elements);
    for (std::size_t i = 0; i < elements; ++i) values.push_back(metrics[i * kinds + kind].value);
    const auto mean = score::mean_of_defined(values);
    metrics.push_back({metrics[kind].name, "mean", mean.value, mean.count});
  }
}

void write_substitutions(const Measured& measured, const std::vector<Effects>& by_element,
                         std::ostream& out) {
  constexpr const char* kBases[] = {"A", "C", "G", "T"};
  out << "# " << util::provenance() << '\n';
  io::write_row(out, {"name", "position", "ref", "alt", "measured", "predicted"});
  for (std::size_t i = 0; i < by_element.size(); ++i) {
    const Element& element = measured.elements[i];
    for (std::size_t k = 0; k < element.substitutions.size(); ++k) {
      const auto& one = element.substitutions[k];
      io::write_row(out, {element.name, std::to_string(one.position), kBases[one.reference],
                          kBases[one.alternative], number_cell(one.measured),
                          number_cell(by_element[i].predicted[k])});
    }
  }
}

}  // namespace

void run_effects(const EffectsOptions& options) {
  OutputFiles files(options.output);
  std::ostream* const substitutions = files.side(options.per_substitution);
  const auto maps = io::read_map_file(options.map);
  const auto measured = read_effects(options, maps);
  std::vector<Metric> metrics;
  std::vector<Effects> by_element;
  Effects all;
  for (const auto& element : measured.elements) {
    by_element.push_back(
        {score::predicted_effects(maps.map(element.map_row), maps.length, element.substitutions),
         score::measured_effects(element.substitutions), element.strong, element.replicates});
    append(element.name, by_element.back(), options, metrics);
    all.add(by_element.back());
  }
  append_means(measured.elements.size(), metrics);
  append("all", all, options, metrics);
  metrics.push_back(
      {"skipped", "deletions", static_cast<double>(measured.deletions), measured.rows});
  metrics.push_back(
      {"skipped", "unmeasured", static_cast<double>(measured.unmeasured), measured.rows});
  if (substitutions != nullptr) write_substitutions(measured, by_element, *substitutions);
  write_metrics(files.result(), metrics);
  files.close();
}

}  // namespace siskin::tools
