#include "attribute/option_checks.hpp"

#include <algorithm>

#include "attribute/methods.hpp"
#include "attribute/perturb_options.hpp"
#include "common/refuse_same_path.hpp"
#include "common/sequence_options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kTarget = "{target}";

bool is_shuffle(const std::string& kind) {
  return kind == "mononucleotide" || kind == "dinucleotide";
}

bool is_file(const std::string& kind) { return kind.find_first_of("./") != std::string::npos; }

bool is_track(const std::string& path) {
  for (const char* suffix : {".bedgraph", ".bedgraph.gz", ".bw", ".bigwig"}) {
    if (util::ends_with(path, suffix)) return true;
  }
  return is_device(path);
}

std::string readers(const std::string& option) {
  std::string text;
  for (const auto& method : methods()) {
    if (method.has(option)) text += (text.empty() ? "" : ", ") + method.name;
  }
  return text;
}

void check_read(const cli::Options& options, const Method& method,
                const AttributeOptions& settings) {
  for (const auto& option : method_options()) {
    if (faithfulness_reads(option, settings) && method.has("faithfulness")) continue;
    if (options.given(option) && !method.has(option)) {
      throw UsageError("option --" + option + ": method " + method.name +
                       " does not read it, but " + readers(option));
    }
  }
}

// What the publications of the methods use, and what suits DNA.
void fill_defaults(const cli::Options& options, const Method& method, AttributeOptions& settings) {
  if (settings.reduce.empty()) settings.reduce = method.reduce;
  if (settings.references.empty()) settings.references = method.references;
  if (!settings.reference_count && is_shuffle(settings.references)) {
    settings.reference_count = method.reference_count;
  }
  if (!settings.steps && method.has("steps")) settings.steps = method.steps;
  if (settings.rule.empty()) settings.rule = method.rule;
  if (!settings.samples && method.samples > 0) settings.samples = method.samples;
  if (!settings.window && method.has("window")) settings.window = method.window;
  fill_perturb_defaults(method, settings);
  if (!settings.noise && method.has("noise")) settings.noise = method.noise;
  if (!options.given("tolerance")) settings.tolerance = method.tolerance;
  settings.top_given = options.given("top");
  const bool has_table = !settings.faithfulness.path.empty();
  if (settings.outputs.empty() && !has_table) settings.outputs.emplace_back("-");
}

void check_frequencies(const AttributeOptions& settings) {
  const auto& text = settings.base_frequencies;
  const bool for_mask = settings.perturb.mask == "base-frequency";
  if (settings.references != "frequency" && !for_mask) {
    if (text.empty()) return;
    throw UsageError(
        "option --base-frequencies: needs --references frequency or --mask base-frequency");
  }
  if (text.empty()) {
    const auto& files = settings.sequences.fasta;
    if (std::find(files.begin(), files.end(), "-") == files.end()) return;
    throw UsageError(std::string("option --") + (for_mask ? "mask" : "references") +
                     ": standard input cannot be read twice to count its bases, expected "
                     "--base-frequencies A,C,G,T");
  }
  const auto words = util::split(text, ',');
  double sum = 0;
  bool positive = words.size() == 4;
  for (const auto word : words) {
    const auto share = util::parse_real(word);
    positive = positive && share && *share >= 0;
    sum += share.value_or(0);
  }
  if (!positive || sum <= 0) {
    throw UsageError("option --base-frequencies: found " + util::quoted(text) +
                     ", expected four numbers A,C,G,T of at least 0");
  }
}

void check_references(const AttributeOptions& settings) {
  const auto& kind = settings.references;
  if (kind.empty()) return;
  const bool is_constant = kind == "zero" || kind == "uniform" || kind == "frequency";
  if (!is_constant && !is_shuffle(kind) && !is_file(kind)) {
    throw UsageError("option --references: found " + util::quoted(kind) +
                     ", expected zero, uniform, frequency, mononucleotide, dinucleotide or "
                     "FILE.fa");
  }
  if (is_constant && settings.reference_count) {
    throw UsageError("option --reference-count: there is one " + kind +
                     " reference, expected shuffles or FILE.fa");
  }
}

void check_values(const cli::Options& options, const AttributeOptions& settings) {
  if (settings.tolerance && *settings.tolerance < 0) {
    throw UsageError("option --tolerance: expected a number of at least 0");
  }
  if (settings.noise && *settings.noise < 0) {
    throw UsageError("option --noise: expected a number of at least 0");
  }
  if (settings.allow_incomplete && !settings.tolerance) {
    throw UsageError("option --allow-incomplete: nothing is checked without --tolerance");
  }
  if (options.given("max-steps") && !settings.tolerance) {
    throw UsageError("option --max-steps: steps are doubled for --tolerance only");
  }
  if (options.given("gamma") && settings.lrp_rule != "gamma") {
    throw UsageError("option --gamma: needs --lrp-rule gamma");
  }
  if (settings.reduce == "mean-alternatives" && settings.method != "mutagenesis") {
    throw UsageError("option --reduce: mean-alternatives needs --method mutagenesis");
  }
  if (settings.reduce == "mean-alternatives" && settings.center) {
    throw UsageError("option --center: leaves nothing for --reduce mean-alternatives");
  }
}

void check_words(const std::string& option, const std::string& text, std::size_t low,
                 std::size_t high, const std::string& expected) {
  const auto words = util::split(text, ',');
  const bool gap = std::any_of(words.begin(), words.end(), [](auto word) { return word.empty(); });
  if (gap || words.size() < low || words.size() > high) {
    throw UsageError("option --" + option + ": found " + util::quoted(text) + ", expected " +
                     expected);
  }
}

void check_target(const Method& method, const AttributeOptions& settings) {
  if (!settings.target.empty()) {
    check_words("target", settings.target, 1, SIZE_MAX, "outputs separated by single commas");
  }
  if (!settings.contrast.empty()) {
    check_words("contrast", settings.contrast, 2, 2, "two outputs A,B");
    if (!settings.target.empty()) {
      throw UsageError("option --contrast: says what is explained, found --target as well");
    }
    if (settings.target_function != "output") {
      throw UsageError(
          "option --contrast: is a difference of single outputs, found "
          "--target-function " +
          settings.target_function);
    }
  }
  const bool differences = method.has("tolerance") || settings.method == "mean-gradient" ||
                           settings.method == "conductance" || settings.method == "mutagenesis" ||
                           settings.method == "pairwise" || method.has("mask");
  if (settings.target_function == "profile-softmax" && differences) {
    throw UsageError(
        "option --target-function: the weights of profile-softmax belong to one "
        "sequence, which " +
        settings.method + " would compare with others, expected profile-bpnet");
  }
}

bool names_several(const AttributeOptions& settings) {
  return settings.target_function == "output" &&
         (settings.target == "all" || settings.target.find(',') != std::string::npos);
}

void check_file(const std::string& option, const std::string& path, bool several) {
  if (!is_track(path) && !util::ends_with(path, ".npz")) {
    throw UsageError("option --" + option + ": found " + util::quoted(path) +
                     ", expected a name ending in .bedgraph, .bedgraph.gz, .bw or .npz");
  }
  if (several && path.find(kTarget) == std::string::npos) {
    throw UsageError("option --" + option + ": " + (is_device(path) ? "standard output" : path) +
                     " takes one output, expected {target} in the name, such as x.{target}.bw");
  }
}

void check_outputs(const AttributeOptions& settings) {
  const bool several = names_several(settings);
  for (const auto& path : settings.outputs) {
    if (std::count(settings.outputs.begin(), settings.outputs.end(), path) > 1) {
      throw UsageError("option --output: " + path + " is given twice");
    }
    check_file("output", path, several);
  }
  if (!settings.onehot.empty() && !util::ends_with(settings.onehot, ".npz")) {
    throw UsageError("option --onehot: found " + util::quoted(settings.onehot) +
                     ", expected a name ending in .npz");
  }
  if (settings.spread.empty()) return;
  if (settings.models.size() < 2) {
    throw UsageError("option --spread: one model has none, expected --model twice or more");
  }
  check_file("spread", settings.spread, several);
}

void check_paths(const AttributeOptions& settings) {
  const auto& sequences = settings.sequences;
  std::vector<std::string> inputs = settings.models;
  inputs.insert(inputs.end(), sequences.fasta.begin(), sequences.fasta.end());
  inputs.insert(inputs.end(), {sequences.genome, sequences.regions});
  std::vector<std::string> files;
  const auto write = [&](const std::string& path) {
    if (!path.empty() && !is_device(path)) files.push_back(path);
  };
  for (const auto& path : settings.outputs) write(path);
  for (const auto& path :
       {settings.onehot, settings.report, settings.spread, settings.faithfulness.path})
    write(path);
  if (!files.empty()) refuse_same_path(inputs, files);
}

void check_resume(const AttributeOptions& settings) {
  if (!settings.resume) return;
  const auto& outputs = settings.outputs;
  if (is_device(settings.faithfulness.path) ||
      std::any_of(outputs.begin(), outputs.end(), is_device)) {
    throw UsageError(
        "option --resume: standard output cannot be taken up again, expected "
        "--output FILE");
  }
}

}  // namespace

bool is_device(const std::string& path) { return path == "-" || util::starts_with(path, "/dev/"); }

void complete_attribute_options(const cli::Options& options, AttributeOptions& settings) {
  const bool needs_sequences = (!settings.list_layers && !makes_sequences(settings)) ||
                               !settings.sequences.fasta.empty() ||
                               !settings.sequences.genome.empty();
  if (needs_sequences) check_sequence_options(settings.sequences);
  const auto& method = method_of(settings.method);
  check_read(options, method, settings);
  fill_defaults(options, method, settings);
  complete_faithfulness_options(options, method, settings);
  check_references(settings);
  check_frequencies(settings);
  check_perturb_options(options, method, settings);
  check_values(options, settings);
  check_target(method, settings);
  complete_sample_options(options, settings);
  if (settings.models.size() > 1 && (settings.list_layers || !method.has("reduce"))) {
    throw UsageError("option --model: layers are those of one model, found " +
                     std::to_string(settings.models.size()));
  }
  if (!method.has("reduce")) return;  // the others look at their files themselves
  check_outputs(settings);
  check_paths(settings);
  check_resume(settings);
}

}  // namespace siskin::tools
