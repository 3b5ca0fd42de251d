#include "simulate/options.hpp"

#include <map>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

const std::vector<std::string> kTrackEndings = {".bedgraph", ".bedgraph.gz", ".bw", ".bigwig",
                                                ".bigWig"};

void check_track_name(const std::string& path) {
  for (const auto& ending : kTrackEndings) {
    if (util::ends_with(path, ending)) return;
  }
  if (!path.empty() && path != "-") {
    throw UsageError("option --truth-track: found " + util::quoted(path) +
                     ", expected a name in .bedgraph, .bedgraph.gz, .bw or .bigwig");
  }
}

// Two results in one place would overwrite or interleave each other.
void check_places(const SimulateOptions& settings) {
  std::map<std::string, std::string> taken;
  const auto take = [&](const std::string& option, const std::string& path) {
    const auto [earlier, free] = taken.emplace(path, option);
    if (!free) {
      throw UsageError("options --" + earlier->second + " and --" + option + " both write to " +
                       (path == "-" ? "standard output" : util::quoted(path)));
    }
  };
  take("output", settings.output.empty() ? "-" : settings.output);
  if (!settings.truth.empty()) take("truth", settings.truth);
  if (!settings.truth_track.empty()) take("truth-track", settings.truth_track);
  if (!settings.model_npz.empty()) take("model-npz", settings.model_npz);
  if (!settings.save_grammar.empty()) take("save-grammar", settings.save_grammar);
  if (settings.model_npz == "-") {
    throw UsageError("option --model-npz: found '-', expected a file: NPZ cannot be piped");
  }
}

void declare(cli::Options& options, SimulateOptions& settings) {
  options.group("Grammar")
      .choice("preset", &settings.preset, {"task1", "task3", "task3-printed"},
              "a grammar that comes with siskin")
      .text("grammar", &settings.grammar, "FILE.json", "a grammar of your own")
      .text("motifs", &settings.motifs, "FILE",
            "motifs in MEME, JASPAR or TRANSFAC format [consensus motifs that come with siskin]")
      .optional_integer("number", &settings.number, 1, "sequences in all, shared by the groups")
      .optional_integer("length", &settings.length, 1, "bases a sequence")
      .seed(&settings.seed)
      .flag("print-grammar", &settings.print_grammar,
            "write the grammar that would be used to standard output and end");
  options.group("Output")
      .text("output,o", &settings.output, "FILE.fa[.gz]", "sequences [standard output]")
      .text("truth", &settings.truth, "FILE.bed[.gz]", "planted sites")
      .text("truth-track", &settings.truth_track, "FILE",
            "bits a base: .bedgraph, .bedgraph.gz, .bw or .bigwig")
      .text("model-npz", &settings.model_npz, "FILE.npz",
            "the probabilities that every base was drawn from, (N,4,L)")
      .text("save-grammar", &settings.save_grammar, "FILE.json",
            "the grammar as used, with seed: enough to make the same data again");
  options.group("Run");
  cli::add_common(options, settings.common);
}

}  // namespace

std::optional<SimulateOptions> parse_simulate_options(const std::vector<std::string>& arguments,
                                                      std::ostream& out) {
  SimulateOptions settings;
  cli::Options options("siskin-simulate", "[options] --preset NAME | --grammar FILE.json",
                       "Makes DNA sequences with planted motifs, and the truth about them.");
  declare(options, settings);
  if (!options.parse(arguments, out)) return std::nullopt;
  if (settings.preset.empty() == settings.grammar.empty()) {
    throw UsageError(settings.preset.empty()
                         ? "no grammar: give --preset or --grammar"
                         : "found --preset and --grammar, expected one of the two");
  }
  settings.seed_given = options.given("seed");
  check_track_name(settings.truth_track);
  check_places(settings);
  return settings;
}

}  // namespace siskin::tools
