#include "score/motifs_options.hpp"

#include "score/option_checks.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

constexpr std::int64_t kWindowFlank = 10;
constexpr std::int64_t kMostSeqlets = 16'000'000;  // seqlets are numbered in 24 bits
constexpr std::int64_t kWidestWindow = 32;         // distances of k-mers in 5 bits

void add_input(cli::Options& options, MotifsOptions& settings) {
  options.group("Input")
      .text("sequences", &settings.sequences, "FILE", "FASTA with the map's sequences, by name")
      .text("onehot", &settings.onehot, "FILE.npz",
            "or the sequences as siskin-attribute --onehot writes them")
      .choice("contribution", &settings.contribution, {"observed", "centered", "sum"},
              "what a base contributes: its value in the map, that minus the mean of the four, or "
              "the sum of the four")
      .choice("signs", &settings.signs, {"both", "positive", "negative"},
              "motifs that raise the output, lower it, or either");
}

void add_seqlets(cli::Options& options, MotifsOptions& settings) {
  options.group("Seqlets")
      .choice("seqlet-method", &settings.seqlet_method, {"recursive", "windows"},
              "spans all of whose parts are significant, or windows of large sums")
      .real("seqlet-p-value", &settings.seqlet_p_value, "recursive: bound for every part", 0, 1)
      .integer("seqlet-shortest", &settings.seqlet_shortest, 1, "recursive: fewest bases", 100)
      .integer("seqlet-longest", &settings.seqlet_longest, 1, "recursive: most bases", 100)
      .integer("seqlet-window", &settings.seqlet_window, 1, "windows: bases that are summed", 1000)
      .real("seqlet-fdr", &settings.seqlet_fdr, "windows: false discovery rate", 0, 1)
      .integer("seqlet-flank", &settings.seqlet_flank, 0,
               "bases added to either end (10 with windows unless given)", 1000)
      .integer("maximum-seqlets", &settings.maximum_seqlets, 1,
               "of each sign, those of the largest sums", kMostSeqlets);
}

void add_discovery(cli::Options& options, MotifsOptions& settings) {
  options.group("Discovery")
      .integer("window", &settings.window, 4, "bases around the middle of a seqlet compared",
               kWidestWindow)
      .integer("neighbours", &settings.neighbours, 1, "seqlets that each is linked with", 1000)
      .integer("minimum-sites", &settings.minimum_sites, 2, "sites of a motif")
      .real("minimum-information", &settings.minimum_information, "bits of a motif", 0, 1000)
      .real("minimum-fit", &settings.minimum_fit, "mean fit of a motif's sites, 0 (chance) to 1", 0,
            1)
      .real("merge", &settings.merge,
            "motifs whose seqlets fit each other by this share of their own fit are one", 0, 1)
      .integer("maximum-width", &settings.maximum_width, 1, "rows of a motif", 44)
      .real("hit-fdr", &settings.hit_fdr, "false discovery rate of --hits", 0, 1);
}

void add_output(cli::Options& options, MotifsOptions& settings) {
  options.group("Output")
      .text("meme", &settings.meme, "FILE.meme", "write the motifs' base frequencies")
      .text("cwm", &settings.cwm, "FILE.tsv", "write the motifs' mean contributions, row by row")
      .text("seqlets", &settings.seqlets, "FILE.bed", "write the seqlets, with their motif")
      .text("hits", &settings.hits, "FILE.bed", "look for the motifs in all tracks; write the hits")
      .text("output,o", &settings.output, "FILE", "where the figures go (standard output without)");
}

void check(const cli::Options& options, MotifsOptions& settings) {
  if (settings.map == "-" || settings.onehot == "-")
    throw UsageError("found '-' for a map, expected a file (a .npz cannot come through a pipe)");
  if (settings.sequences.empty() == settings.onehot.empty())
    throw UsageError("expected one of --sequences and --onehot");
  const bool windows = settings.seqlet_method == "windows";
  for (const char* name : {"seqlet-p-value", "seqlet-shortest", "seqlet-longest"}) {
    if (windows && options.given(name))
      throw UsageError(std::string("option --") + name + ": expected --seqlet-method recursive");
  }
  for (const char* name : {"seqlet-window", "seqlet-fdr"}) {
    if (!windows && options.given(name))
      throw UsageError(std::string("option --") + name + ": expected --seqlet-method windows");
  }
  if (settings.seqlet_longest < settings.seqlet_shortest)
    throw UsageError("option --seqlet-longest: found less than --seqlet-shortest");
  if (windows && !options.given("seqlet-flank")) settings.seqlet_flank = kWindowFlank;
  if (options.given("hit-fdr") && settings.hits.empty())
    throw UsageError("option --hit-fdr: expected with --hits");
  refuse_same_path({settings.map, settings.onehot, settings.sequences},
                   {settings.output, settings.meme, settings.cwm, settings.seqlets, settings.hits});
}

}  // namespace

std::optional<MotifsOptions> parse_motifs(const std::vector<std::string>& arguments,
                                          std::ostream& out) {
  MotifsOptions settings;
  std::vector<std::string> files;
  cli::Options options("siskin-score", "motifs [options] --sequences seqs.fa map.npz",
                       "Finds the motifs that attribution maps repeat: seqlets, their motifs, and "
                       "where else these stand.");
  add_input(options, settings);
  add_seqlets(options, settings);
  add_discovery(options, settings);
  add_output(options, settings);
  options.group("Run")
      .seed(&settings.seed)
      .integer("threads,@", &settings.threads, 1, "threads to use", 1024);
  options.positional(&files, "one map.npz (siskin-attribute)", 1, 1);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.map = files.front();
  check(options, settings);
  return settings;
}

}  // namespace siskin::tools
