#include "score/profile_options.hpp"

#include <algorithm>
#include <limits>

#include "score/option_checks.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr std::int64_t kWidest = 1'000'000;
constexpr std::size_t kMostStrands = 1000;

bool is_array(const std::string& path) { return util::ends_with(path, ".npz"); }

std::vector<std::size_t> parse_bins(const std::string& list) {
  std::vector<std::size_t> widths;
  for (const auto part : util::split(list, ',')) {
    const auto width = util::parse_integer(part);
    if (!width || *width < 1 || *width > kWidest)
      throw UsageError("option --bins: found " + util::quoted(part) +
                       ", expected widths from 1 to 1000000 with commas between");
    widths.push_back(static_cast<std::size_t>(*width));
    if (std::count(widths.begin(), widths.end(), widths.back()) > 1)
      throw UsageError("option --bins: found " + util::quoted(part) + " twice, expected it once");
  }
  return widths;
}

void check_strands(const ProfileOptions& settings) {
  const auto expected = std::to_string(settings.predicted.size());
  if (settings.observed.size() != settings.predicted.size())
    throw UsageError("option --observed: found " + std::to_string(settings.observed.size()) +
                     " files, expected " + expected + ", one for each predicted one");
  if (!settings.replicate.empty() && settings.replicate.size() != settings.predicted.size())
    throw UsageError("option --replicate: found " + std::to_string(settings.replicate.size()) +
                     " files, expected " + expected + ", one for each predicted one");
}

void check_kinds(const ProfileOptions& settings) {
  std::vector<std::string> files = settings.predicted;
  files.insert(files.end(), settings.observed.begin(), settings.observed.end());
  files.insert(files.end(), settings.replicate.begin(), settings.replicate.end());
  const auto arrays = std::count_if(files.begin(), files.end(), is_array);
  if (arrays != 0 && static_cast<std::size_t>(arrays) != files.size())
    throw UsageError("found .npz and other files, expected one kind for all profiles");
  if (std::count(files.begin(), files.end(), "-") > 0)
    throw UsageError("found '-' for a profile, expected a file (bigWig and .npz are not streams)");
  if (arrays == 0 && settings.regions.empty())
    throw UsageError("option --regions is missing, expected with bigWig files");
  if (arrays > 0 && !settings.regions.empty())
    throw UsageError("option --regions: expected with bigWig files, a .npz holds its windows");
  if (arrays > 0 && settings.predicted.size() > 1)
    throw UsageError("found " + std::to_string(settings.predicted.size()) +
                     " .npz files, expected one that holds all strands");
}

void check_paths(const ProfileOptions& settings) {
  refuse_second_stdin({settings.regions, settings.counts});
  refuse_second_stdout("per-sequence", settings.per_sequence, settings.output);
  std::vector<std::string> inputs = {settings.regions, settings.counts};
  for (const auto* files : {&settings.predicted, &settings.observed, &settings.replicate})
    inputs.insert(inputs.end(), files->begin(), files->end());
  refuse_same_path(inputs, {settings.output, settings.per_sequence});
}

void check(const cli::Options& options, const ProfileOptions& settings) {
  check_strands(settings);
  check_kinds(settings);
  if (options.given("width") && settings.regions.empty())
    throw UsageError("option --width: expected with --regions");
  if (settings.background_share >= settings.peak_share)
    throw UsageError("option --background-share: expected less than --peak-share");
  if (options.given("seed") && settings.no_baselines)
    throw UsageError("option --seed: expected without --no-baselines");
  const auto one = [](std::size_t width) { return width == 1; };
  const auto& widths = settings.bin_widths;
  if (options.given("bin-value") && std::all_of(widths.begin(), widths.end(), one))
    throw UsageError("option --bin-value: expected with --bins of more than one base");
  if (!settings.counts.empty() && settings.space == "count")
    throw UsageError("option --counts: expected without --space count, which has counts already");
  check_paths(settings);
}

void add_files(cli::Options& options, ProfileOptions& settings) {
  options.group("Profiles")
      .texts("observed", &settings.observed, "FILE", "observed reads, one file a strand")
      .required()
      .texts("replicate", &settings.replicate, "FILE",
             "reads of another replicate, scored as if predicted: what can be reached")
      .text("regions", &settings.regions, "FILE", "BED or narrowPeak: the windows of bigWig files")
      .optional_integer("width", &settings.width, 1,
                        "cut windows of N bases round the summit or the middle (the regions as "
                        "they are without)")
      .text("counts", &settings.counts, "FILE.tsv",
            "predicted ln(1 + reads) by name, one column or one a strand")
      .flag("allow-missing", &settings.allow_missing,
            "leave out windows that one of the files does not have");
}

void add_metrics(cli::Options& options, ProfileOptions& settings) {
  options.group("Metrics")
      .choice("space", &settings.space, {"probability", "logit", "count"},
              "what the predicted profiles are")
      .choice("strands", &settings.strands, {"separate", "joint"},
              "one distribution a strand, or one over all")
      .real("smooth", &settings.smoothing,
            "standard deviation in bases for the smoothed divergence, 0 for none", 0, 1000)
      .text("bins", &settings.bins, "N,N,...", "widths of the bins, in bases")
      .choice("bin-value", &settings.bin_value, {"max", "mean", "sum"},
              "what stands for the positions of a bin")
      .real("peak-count", &settings.peak_count, "reads from which on a bin is a peak", 0)
      .real("peak-share", &settings.peak_share, "share of the reads from which on it is one", 0, 1)
      .real("background-share", &settings.background_share,
            "share of the reads up to which a bin is background", 0, 1);
  options.group("Baselines")
      .flag("no-baselines", &settings.no_baselines, "only score the predictions")
      .seed(&settings.seed);
}

}  // namespace

bool ProfileOptions::arrays() const {
  return std::any_of(predicted.begin(), predicted.end(), is_array);
}

std::optional<ProfileOptions> parse_profile(const std::vector<std::string>& arguments,
                                            std::ostream& out) {
  ProfileOptions settings;
  cli::Options options(
      "siskin-score",
      "profile [options] --regions peaks.bed --observed reads.bw predicted.bw\n"
      "       siskin-score profile [options] --observed reads.npz predicted.npz",
      "Holds predicted profiles against observed reads, window by window, beside the mean profile "
      "and shuffled reads.");
  add_files(options, settings);
  add_metrics(options, settings);
  options.group("Output")
      .text("per-sequence", &settings.per_sequence, "FILE.tsv",
            "write the figures of every window there")
      .text("output,o", &settings.output, "FILE", "where the figures go (standard output without)");
  options.positional(&settings.predicted, "predicted profiles: one bigWig a strand, or one .npz", 1,
                     kMostStrands);
  if (!options.parse(arguments, out)) return std::nullopt;
  settings.bin_widths = parse_bins(settings.bins);
  check(options, settings);
  return settings;
}

}  // namespace siskin::tools
