#include "sis/option_checks.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "common/sequence_options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {

bool is_stream(const std::string& path) {
  return path.empty() || path == "-" || util::starts_with(path, "/dev/");
}

bool evaluates_edits(const SisOptions& settings) {
  const auto& search = settings.search;
  if (settings.perturbation) return true;
  if (search.selector == "sis") return search.search == "exact" || search.polish;
  return search.selector == "sufficient-ig" || search.selector == "perturb";
}

namespace {

// What is read when subsets come from the order that an earlier run has written.
constexpr std::array<std::string_view, 9> kReadWithOrder = {"from-order",
                                                            "threshold",
                                                            "threshold-quantile",
                                                            "threshold-fraction",
                                                            "output",
                                                            "table",
                                                            "report",
                                                            "threads",
                                                            "quiet"};

void refuse(const cli::Options& options, const std::vector<std::string>& names,
            const std::string& reason) {
  const auto given = std::find_if(names.begin(), names.end(),
                                  [&options](const auto& name) { return options.given(name); });
  if (given != names.end()) throw UsageError("option --" + *given + ": " + reason);
}

void require_share(const std::string& name, const std::optional<double>& value) {
  if (value && (*value < 0 || *value > 1)) {
    throw UsageError("option --" + name + ": found " + util::format_double(*value) +
                     ", expected a number from 0 to 1");
  }
}

void check_thresholds(const DecisionSettings& settings) {
  const int given = (settings.threshold ? 1 : 0) + (settings.threshold_quantile ? 1 : 0) +
                    (settings.threshold_fraction ? 1 : 0);
  if (given != 1) {
    throw UsageError(std::string(given == 0 ? "found none" : "found several") +
                     " of --threshold, --threshold-quantile and --threshold-fraction, expected "
                     "one");
  }
  require_share("threshold-quantile", settings.threshold_quantile);
  require_share("threshold-fraction", settings.threshold_fraction);
}

void check_mask(const cli::Options& options, const SisOptions& settings) {
  if (settings.mask.mask != "sample") {
    refuse(options, {"mask-samples"}, "is read with --mask sample only");
  }
  if (settings.mask.groups.empty()) refuse(options, {"ungrouped"}, "needs --groups");
}

bool draws(const SisOptions& settings) {
  return settings.mask.mask == "sample" || settings.search.noise > 0 ||
         settings.search.selector == "lime";
}

void check_selector(const cli::Options& options, const SisOptions& settings) {
  const auto& search = settings.search;
  const bool fixed =
      search.selector == "fixed-ig" || search.selector == "lime" || search.selector == "perturb";
  if (fixed && search.subset_length.has_value() != search.lengths.empty()) {
    throw UsageError("--selector " + search.selector +
                     " needs one of --subset-length and --lengths");
  }
  if (!fixed) {
    refuse(options, {"subset-length", "lengths"},
           "is read with --selector fixed-ig, lime or perturb only");
  }
  if (search.selector != "lime") refuse(options, {"samples"}, "is read with --selector lime only");
  if (search.selector == "lime" && settings.mask.mask == "sample") {
    throw UsageError("--selector lime takes one mask, expected another --mask than sample");
  }
  if (search.selector != "sis") {
    refuse(options, {"search", "step", "noise", "polish", "max-subsets", "groups", "order"},
           "is read with --selector sis only");
  }
  if (search.search != "gradient") {
    refuse(options, {"step", "noise", "polish"}, "is read with --search gradient only");
  }
  if (!draws(settings)) {
    refuse(options, {"seed"}, "is read with --mask sample, --noise or --selector lime only");
  }
}

[[noreturn]] void refuse_standard_output(const std::string& name, const std::string& taken_by) {
  throw UsageError("option --" + name + ": standard output is taken by --" + taken_by +
                   (taken_by == "output" ? " (BED), expected -o FILE" : ", expected a file"));
}

void check_files(const SisOptions& settings) {
  std::string first;
  for (const auto& [name, path] : {std::pair<std::string, std::string>{
                                       "output", settings.output.empty() ? "-" : settings.output},
                                   {"table", settings.table},
                                   {"order", settings.order},
                                   {"report", settings.report}}) {
    if (path != "-") continue;
    if (!first.empty()) refuse_standard_output(name, first);
    first = name;
  }
  if (settings.perturbation && settings.table.empty()) {
    throw UsageError("option --perturbation: needs --table, of which it adds columns");
  }
  if (settings.resume && is_stream(settings.output)) {
    throw UsageError(
        "option --resume: standard output cannot be taken up again, expected --output FILE");
  }
}

void check_from_order(const cli::Options& options, const SisOptions& settings) {
  for (const auto& [name, value] : options.given_values()) {
    if (std::find(kReadWithOrder.begin(), kReadWithOrder.end(), name) != kReadWithOrder.end()) {
      continue;
    }
    throw UsageError((name == "arguments" ? "sequences" : "option --" + name) +
                     std::string(": not read with --from-order, which holds the sequences"));
  }
  if (settings.decision.threshold_quantile && is_stream(settings.from_order)) {
    throw UsageError("option --threshold-quantile: reads --from-order twice, expected a file");
  }
}

}  // namespace

void check_sis_options(const cli::Options& options, const SisOptions& settings) {
  if (settings.from_order.empty() && !options.given("model")) {
    throw UsageError("option --model is missing");
  }
  check_thresholds(settings.decision);
  check_files(settings);
  if (!settings.from_order.empty()) return check_from_order(options, settings);
  check_sequence_options(settings.sequences);
  check_mask(options, settings);
  check_selector(options, settings);
  if (!evaluates_edits(settings)) {
    refuse(options, {"engine"},
           "changes nothing here: it is for exact searches, --polish, --perturbation and the "
           "selectors sufficient-ig and perturb");
  }
}

}  // namespace siskin::tools
