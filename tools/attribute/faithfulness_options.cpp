#include "attribute/faithfulness_options.hpp"

#include <algorithm>
#include <array>

#include "attribute/methods.hpp"
#include "attribute/option_checks.hpp"
#include "attribute/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr std::array<const char*, 6> kTests = {"deletion",    "insertion",    "infidelity",
                                               "sensitivity", "completeness", "randomisation"};
constexpr const char* kExpected =
    "deletion, insertion, infidelity, sensitivity, completeness or randomisation";

// Whether the maps of a method are meant to sum to something.
bool has_sums(const Method& method) {
  const bool masks = method.has("mask") && !method.has("window");
  return method.has("tolerance") || masks;
}

void settle_tests(const Method& method, FaithfulnessOptions& settings) {
  if (settings.test_list.empty()) {
    settings.tests.insert(kTests.begin(), kTests.end());
    if (!has_sums(method)) settings.tests.erase("completeness");
    return;
  }
  for (const auto word : util::split(settings.test_list, ',')) {
    if (std::find(kTests.begin(), kTests.end(), word) == kTests.end()) {
      throw UsageError("option --faithfulness-tests: found " + util::quoted(word) + ", expected " +
                       kExpected);
    }
    settings.tests.emplace(word);
  }
  if (settings.tests.count("completeness") > 0 && !has_sums(method)) {
    throw UsageError("option --faithfulness-tests: the maps of " + method.name +
                     " have no sum to be complete");
  }
}

// Options of tests that are not made.
void check_effect(const cli::Options& options, const FaithfulnessOptions& settings) {
  const auto refuse = [&](const char* name, const char* one, const char* other) {
    if (!options.given(name) || settings.tests.count(one) + settings.tests.count(other) > 0) return;
    throw UsageError(std::string("option --").append(name) + ": belongs to " + one + " and " +
                     other + ", which --faithfulness-tests leaves out");
  };
  refuse("faithfulness-fractions", "deletion", "insertion");
  refuse("faithfulness-orders", "deletion", "insertion");
  refuse("faithfulness-samples", "infidelity", "sensitivity");
  refuse("faithfulness-changes", "infidelity", "sensitivity");
}

std::vector<double> parse_fractions(const std::string& text) {
  std::vector<double> fractions;
  for (const auto word : util::split(text, ',')) {
    const auto fraction = util::parse_real(word);
    if (!fraction || *fraction < 0 || *fraction > 1) {
      throw UsageError("option --faithfulness-fractions: found " + util::quoted(word) +
                       ", expected numbers from 0 to 1, separated by commas");
    }
    fractions.push_back(*fraction);
  }
  std::sort(fractions.begin(), fractions.end());
  if (fractions.front() == fractions.back()) {
    throw UsageError("option --faithfulness-fractions: found " + util::quoted(text) +
                     ", expected two different numbers or more, or a curve has no area");
  }
  return fractions;
}

void check_alone(const AttributeOptions& settings) {
  const auto& path = settings.faithfulness.path;
  const auto& outputs = settings.outputs;
  if (path == settings.report || std::find(outputs.begin(), outputs.end(), path) != outputs.end()) {
    throw UsageError("option --faithfulness: " + path + " is written by another option as well");
  }
  if (settings.target_function == "profile-softmax") {
    throw UsageError(
        "option --faithfulness: the weights of profile-softmax belong to one sequence, and it is "
        "compared with others, expected --target-function profile-bpnet");
  }
  const bool several = settings.target == "all" || settings.target.find(',') != std::string::npos;
  if (settings.target_function == "output" && several) {
    throw UsageError("option --faithfulness: takes one output, found --target " + settings.target);
  }
}

// What the map is measured against is what the bases are replaced by.
void settle_mask(const cli::Options& options, const Method& method, AttributeOptions& settings) {
  if (method.has("mask") || options.given("mask")) return;
  const auto& references = settings.references;
  if (references == "zero") settings.perturb.mask = "zero";
  if (references == "frequency") settings.perturb.mask = "base-frequency";
}

}  // namespace

void add_faithfulness_options(cli::Options& options, FaithfulnessOptions& settings) {
  options.group("Faithfulness")
      .text("faithfulness", &settings.path, "FILE.tsv",
            "tests of whether the maps say what the model does, for siskin-score faithfulness")
      .text("faithfulness-tests", &settings.test_list, "LIST",
            "among deletion, insertion, infidelity, sensitivity, completeness and randomisation "
            "[those that apply]")
      .text("faithfulness-fractions", &settings.fraction_list, "LIST",
            "deletion, insertion: shares of the bases that are replaced")
      .integer("faithfulness-orders", &settings.orders, 1,
               "deletion, insertion: random orders, of whose curves the mean is written")
      .integer("faithfulness-samples", &settings.samples, 1,
               "infidelity, sensitivity: random changes of each sequence")
      .integer("faithfulness-changes", &settings.changes, 1,
               "infidelity, sensitivity: bases that a change replaces");
}

bool faithfulness_reads(const std::string& option, const AttributeOptions& settings) {
  if (settings.faithfulness.path.empty()) return false;
  return option == "mask" || option == "base-frequencies" || option == "engine";
}

void complete_faithfulness_options(const cli::Options& options, const Method& method,
                                   AttributeOptions& settings) {
  auto& faithfulness = settings.faithfulness;
  if (faithfulness.path.empty()) {
    for (const char* more : {"tests", "fractions", "orders", "samples", "changes"}) {
      const auto name = std::string("faithfulness-") + more;
      if (options.given(name)) throw UsageError("option --" + name + ": needs --faithfulness FILE");
    }
    return;
  }
  settle_tests(method, faithfulness);
  check_effect(options, faithfulness);
  faithfulness.fractions = parse_fractions(faithfulness.fraction_list);
  settle_mask(options, method, settings);
  check_alone(settings);
}

}  // namespace siskin::tools
