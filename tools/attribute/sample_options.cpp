#include "attribute/sample_options.hpp"

#include <algorithm>
#include <limits>

#include "attribute/option_checks.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

bool ends_with_any(const std::string& path, const std::vector<std::string>& suffixes) {
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [&path](const std::string& suffix) { return util::ends_with(path, suffix); });
}

bool is_iupac(const std::string& text) {
  return text.find_first_not_of("ACGTURYSWKMBDHVNacgturyswkmbdhvn") == std::string::npos;
}

bool is_gradient(const std::string& parametrisation) {
  return parametrisation != "greedy" && parametrisation != "beam";
}

void declare_maxent(cli::Options& options, SampleOptions& settings) {
  options.group("Maximum entropy")
      .choice("energy", &settings.energy, {"penultimate", "output"},
              "distance of what a layer tells, or of the output alone")
      .integer("chains", &settings.chains, 1, "chains a sequence, asked of the network together")
      .optional_integer("burn-in", &settings.burn_in, 0,
                        "steps before the first sample [a tenth of --steps]")
      .integer("sample-period", &settings.sample_period, 1, "steps from sample to sample")
      .optional_real("beta", &settings.beta, "weight of the distance: large keeps close")
      .optional_real("target-change", &settings.target_change,
                     "find the beta under which |f(s) - f(x)| is X on average");
}

void declare_optimize(cli::Options& options, SampleOptions& settings) {
  options.group("Optimized sequences")
      .choice("parametrisation", &settings.parametrisation,
              {"softmax", "straight-through", "fast-seqprop", "greedy", "beam"},
              "ascent of logits by gradient, or search by substitutions")
      .text("goal", &settings.goal, "maximise|minimise|X", "what the output shall be")
      .optional_integer("starts", &settings.starts, 1, "begin with N random sequences")
      .optional_integer("length", &settings.length, 1,
                        "of random sequences [of the template, or as the model says]")
      .text("fixed", &settings.fixed, "FILE.bed|ACGTN",
            "positions that stay, or a template with N where bases are free")
      .real("gc", &settings.gc, "maxent, optimize: share of G and C that is expected", 0, 1)
      .real("gc-penalty", &settings.gc_penalty, "times (share of G and C - --gc) squared", 0)
      .real("learning-rate", &settings.learning_rate, "of Adam", 0)
      .integer("beam-width", &settings.beam_width, 1, "sequences that a beam follows");
}

void declare_insertion(cli::Options& options, SampleOptions& settings) {
  options.group("Motifs put in and taken out")
      .texts("insert", &settings.insert, "MOTIF",
             "IUPAC letters, or FILE.meme[:ID]; may be repeated")
      .choice("instances", &settings.instances, {"consensus", "sample"},
              "of matrices: likeliest bases, or drawn for each background")
      .optional_integer("position", &settings.position, 0, "start of the motif [in the middle]")
      .choice("background", &settings.background, {"given", "mononucleotide", "dinucleotide"},
              "the sequences, or shuffles of them")
      .integer("background-count", &settings.background_count, 1, "shuffles a sequence")
      .text("sites", &settings.sites, "FILE.bed", "ablation: what is taken out")
      .text("match", &settings.match, "MOTIF", "ablation: all places of these IUPAC letters")
      .choice("replacement", &settings.replacement,
              {"mononucleotide", "dinucleotide", "random", "uniform", "zero"},
              "what stands in place of a site")
      .integer("replacement-count", &settings.replacement_count, 1,
               "random replacements of a site, whose mean is told")
      .text("distances", &settings.distances, "LOW:HIGH[:STEP]",
            "spacing: start of the second motif minus start of the first");
}

void check_files(const AttributeOptions& settings, const std::vector<std::string>& suffixes) {
  std::string expected;
  for (const auto& suffix : suffixes) expected += (expected.empty() ? "" : ", ") + suffix;
  for (const auto& path : settings.outputs) {
    if (std::count(settings.outputs.begin(), settings.outputs.end(), path) > 1) {
      throw UsageError("option --output: " + path + " is given twice");
    }
    if (!is_device(path) && !ends_with_any(path, suffixes)) {
      throw UsageError("option --output: found " + util::quoted(path) +
                       ", expected a name ending in " + expected + " for --method " +
                       settings.method);
    }
    if (path == settings.report) {
      throw UsageError("option --report: " + (path == "-" ? "standard output" : path) +
                       " is taken by --output, expected another file");
    }
  }
}

void complete_maxent(const cli::Options& options, AttributeOptions& settings) {
  auto& sample = settings.sample;
  check_files(settings,
              {".bedgraph", ".bedgraph.gz", ".bw", ".bigwig", ".npz", ".meme", ".meme.gz"});
  if (sample.beta.has_value() == sample.target_change.has_value()) {
    throw UsageError(sample.beta ? "option --beta: found --target-change as well, which finds it"
                                 : "method maxent: expected --beta X or --target-change X");
  }
  if (sample.beta && *sample.beta < 0) {
    throw UsageError("option --beta: expected a number of at least 0");
  }
  if (sample.target_change && *sample.target_change <= 0) {
    throw UsageError("option --target-change: expected a number above 0");
  }
  if (sample.gc <= 0 || sample.gc >= 1) {
    throw UsageError("option --gc: expected a share above 0 and below 1");
  }
  const std::int64_t steps = settings.steps.value_or(0);
  if (!sample.burn_in) sample.burn_in = steps / 10;
  if (*sample.burn_in >= steps || sample.sample_period > steps - *sample.burn_in) {
    throw UsageError("option --steps: " + std::to_string(steps) + " leave no sample, expected " +
                     std::to_string(sample.sample_period) + " or more behind the burn-in of " +
                     std::to_string(*sample.burn_in));
  }
  if (options.given("layer") && sample.energy != "penultimate") {
    throw UsageError("option --layer: needs --energy penultimate");
  }
}

void complete_optimize(const cli::Options& options, AttributeOptions& settings) {
  auto& sample = settings.sample;
  check_files(settings, {".fa", ".fa.gz", ".fasta", ".fasta.gz"});
  if (sample.goal != "maximise" && sample.goal != "minimise" && !goal_value(sample.goal)) {
    throw UsageError("option --goal: found " + util::quoted(sample.goal) +
                     ", expected maximise, minimise or a number");
  }
  if (options.given("gc") && sample.gc_penalty == 0) {
    throw UsageError("option --gc: needs --gc-penalty");
  }
  if (options.given("learning-rate") && !is_gradient(sample.parametrisation)) {
    throw UsageError("option --learning-rate: there is none in a search by substitutions");
  }
  if (options.given("engine") && is_gradient(sample.parametrisation)) {
    throw UsageError("option --engine: needs --parametrisation greedy or beam");
  }
  if (options.given("beam-width") && sample.parametrisation != "beam") {
    throw UsageError("option --beam-width: needs --parametrisation beam");
  }
  if (options.given("length") && !sample.starts) {
    throw UsageError("option --length: needs --starts");
  }
  const bool letters = sample.fixed.find_first_not_of("ACGTNacgtn") == std::string::npos;
  if (!sample.fixed.empty() && !is_fixed_file(sample.fixed) && !letters) {
    throw UsageError("option --fixed: found " + util::quoted(sample.fixed) +
                     ", expected FILE.bed or letters ACGTN");
  }
  if (!sample.starts) return;
  if (!settings.sequences.fasta.empty() || !settings.sequences.genome.empty()) {
    throw UsageError("option --starts: makes random sequences, found others as well");
  }
  for (const char* option : {"regions", "region", "width", "edge", "split", "label", "limit"}) {
    if (!options.given(option)) continue;
    throw UsageError("option --" + std::string(option) +
                     ": chooses among given sequences, but --starts makes random ones");
  }
  if (is_fixed_file(sample.fixed)) {
    throw UsageError("option --fixed: random sequences need a template, found a file");
  }
}

void complete_ablation(const cli::Options& options, const SampleOptions& sample) {
  if (sample.sites.empty() == sample.match.empty()) {
    throw UsageError("method ablation: expected either --sites FILE.bed or --match MOTIF");
  }
  if (!is_iupac(sample.match)) {
    throw UsageError("option --match: found " + util::quoted(sample.match) +
                     ", expected IUPAC letters");
  }
  const bool is_mask = sample.replacement == "uniform" || sample.replacement == "zero";
  if (options.given("replacement-count") && is_mask) {
    throw UsageError("option --replacement-count: there is one " + sample.replacement +
                     " replacement");
  }
}

void complete_insertion(const cli::Options& options, const AttributeOptions& settings) {
  const auto& sample = settings.sample;
  if (settings.method == "marginal" && sample.insert.empty()) {
    throw UsageError("method marginal: expected --insert MOTIF");
  }
  if (settings.method == "spacing" && sample.insert.size() != 2) {
    throw UsageError("method spacing: found " + std::to_string(sample.insert.size()) +
                     " --insert MOTIF, expected two");
  }
  if (options.given("instances") &&
      std::all_of(sample.insert.begin(), sample.insert.end(), is_iupac)) {
    throw UsageError("option --instances: needs --insert FILE, letters are drawn as they stand");
  }
  if (options.given("background-count") && sample.background == "given") {
    throw UsageError("option --background-count: needs --background with a shuffle");
  }
  if (!sample.distances.empty()) parse_distances(sample.distances);
}

void check_one_output(const AttributeOptions& settings) {
  if (settings.target_function != "output") return;
  if (settings.target == "all" || settings.target.find(',') != std::string::npos) {
    throw UsageError("option --target: method " + settings.method + " takes one output, found " +
                     util::quoted(settings.target));
  }
}

}  // namespace

bool is_fixed_file(const std::string& fixed) {
  return fixed.find_first_of("./") != std::string::npos;
}

std::optional<double> goal_value(const std::string& goal) { return util::parse_real(goal); }

DistanceRange parse_distances(const std::string& text) {
  const auto words = util::split(text, ':');
  std::vector<std::int64_t> numbers;
  for (const auto word : words) {
    const auto number = util::parse_integer(word);
    if (number && *number > -1000000000 && *number < 1000000000) numbers.push_back(*number);
  }
  if (numbers.size() != words.size() || numbers.size() < 2 || numbers.size() > 3 ||
      numbers[0] > numbers[1] || (numbers.size() == 3 && numbers[2] < 1)) {
    throw UsageError("option --distances: found " + util::quoted(text) +
                     ", expected LOW:HIGH or LOW:HIGH:STEP");
  }
  return {numbers[0], numbers[1], numbers.size() == 3 ? numbers[2] : 1};
}

void add_sample_options(cli::Options& options, SampleOptions& settings) {
  declare_maxent(options, settings);
  declare_optimize(options, settings);
  declare_insertion(options, settings);
}

bool makes_sequences(const AttributeOptions& settings) {
  return settings.method == "optimize" && settings.sample.starts.has_value();
}

void complete_sample_options(const cli::Options& options, AttributeOptions& settings) {
  const auto& method = settings.method;
  const bool is_table =
      method == "marginal" || method == "ablation" || method == "spacing" || method == "pairwise";
  if (!is_table && method != "maxent" && method != "optimize") return;
  if (settings.models.size() > 1) {
    throw UsageError("option --model: method " + method + " takes one model, found " +
                     std::to_string(settings.models.size()));
  }
  if (settings.target_function == "profile-softmax") {
    throw UsageError(
        "option --target-function: the weights of profile-softmax belong to one "
        "sequence, which " +
        method +
        " compares with others, expected "
        "profile-bpnet");
  }
  const bool is_of_one = method == "maxent" || method == "optimize" || method == "spacing";
  if (is_of_one) check_one_output(settings);
  if (method == "maxent") return complete_maxent(options, settings);
  if (method == "optimize") return complete_optimize(options, settings);
  check_files(settings, {".tsv", ".tsv.gz"});
  if (method == "ablation") complete_ablation(options, settings.sample);
  if (method == "marginal" || method == "spacing") complete_insertion(options, settings);
}

}  // namespace siskin::tools
