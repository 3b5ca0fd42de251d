#include "attribute/perturb_options.hpp"

#include <algorithm>
#include <set>

#include "attribute/methods.hpp"
#include "attribute/options.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr std::int64_t kMostPositions = 1000000;
constexpr std::int64_t kDefaultShuffles = 10;

void check_windows(const cli::Options& options, const Method& method,
                   const AttributeOptions& settings) {
  if (!method.has("stride")) return;
  const auto& perturb = settings.perturb;
  if (settings.window == std::int64_t{0}) {
    throw UsageError("option --window: found 0, expected at least 1 base for " + method.name);
  }
  if (perturb.stride > *settings.window) {
    throw UsageError("option --stride: " + std::to_string(perturb.stride) +
                     " leaves gaps between windows of " + std::to_string(*settings.window) +
                     ", expected at most --window");
  }
  if (perturb.groups.empty()) return;
  for (const char* option : {"window", "stride", "fill"}) {
    if (options.given(option)) {
      throw UsageError("option --groups: says what is masked, found --" + std::string(option) +
                       " as well");
    }
  }
}

void check_fill(const cli::Options& options, const Method& method,
                const AttributeOptions& settings) {
  if (!method.has("fill")) return;
  if (settings.perturb.fill == "mask") {
    if (options.given("samples")) {
      throw UsageError("option --samples: occlusion draws nothing without --fill shuffle");
    }
    return;
  }
  if (options.given("mask")) throw UsageError("option --mask: found --fill shuffle, expected one");
  if (*settings.window < 2) {
    throw UsageError("option --fill: one base has no other order, expected --window 2 or more");
  }
}

void check_lime(const cli::Options& options, const PerturbOptions& settings) {
  if (settings.kernel_width && *settings.kernel_width <= 0) {
    throw UsageError("option --kernel-width: expected a number above 0");
  }
  if (settings.alpha && *settings.alpha < 0) {
    throw UsageError("option --alpha: expected a number of at least 0");
  }
  if (settings.features && settings.sampler == "bernoulli") {
    throw UsageError(
        "option --features: needs --sampler uniform; the lasso of bernoulli selects by itself");
  }
  if (options.given("feature-selection") && !settings.features) {
    throw UsageError("option --feature-selection: needs --features N");
  }
}

void check_pairwise(const Method& method, AttributeOptions& settings) {
  if (!method.has("positions")) return;
  auto& perturb = settings.perturb;
  if (perturb.position_list.empty() == perturb.groups.empty()) {
    throw UsageError(std::string("method pairwise: found ") +
                     (perturb.groups.empty() ? "none" : "both") +
                     " of --positions and --groups, expected one");
  }
  if (!perturb.position_list.empty()) perturb.positions = parse_positions(perturb.position_list);
}

void check_counted_mask(const AttributeOptions& settings) {
  const auto& files = settings.sequences.fasta;
  if (settings.perturb.mask == "position-mean" &&
      std::find(files.begin(), files.end(), "-") != files.end()) {
    throw UsageError(
        "option --mask: standard input cannot be read twice to count its bases, expected files");
  }
}

}  // namespace

void add_perturb_options(cli::Options& options, PerturbOptions& settings) {
  settings.mask = "uniform";
  options.group("Perturbations")
      .choice("mask", &settings.mask, {"uniform", "zero", "base-frequency", "position-mean"},
              "what stands in a masked position")
      .text("groups", &settings.groups, "FILE.bed",
            "intervals that are masked together, by name; pairwise: their positions")
      .integer("stride", &settings.stride, 1, "bases from one window to the next")
      .choice("fill", &settings.fill, {"mask", "shuffle"},
              "occlusion: mask a window, or shuffle its bases --samples times [10]")
      .choice("sampler", &settings.sampler, {"uniform", "bernoulli"},
              "lime: a uniformly drawn number of positions is masked, or each with 1/2")
      .optional_real("kernel-width", &settings.kernel_width,
                     "lime: how fast weights fall with distance [uniform: 25, bernoulli: 1]")
      .optional_real("alpha", &settings.alpha,
                     "lime: strength of the penalty [uniform: ridge 1, bernoulli: lasso 0.01]")
      .optional_integer("features", &settings.features, 1,
                        "lime: how many positions get a coefficient [all]")
      .choice("feature-selection", &settings.feature_selection,
              {"auto", "forward", "highest-weights"},
              "lime: how they are chosen; auto: forward for up to 6")
      .text("positions", &settings.position_list, "LIST",
            "pairwise: such as 3,10-20, counted from 0, ranges half-open");
}

void fill_perturb_defaults(const Method& method, AttributeOptions& settings) {
  const bool is_used = method.has("mask") || !settings.faithfulness.path.empty();
  if (!is_used) settings.perturb.mask.clear();
  if (method.has("fill") && settings.perturb.fill == "shuffle" && !settings.samples) {
    settings.samples = kDefaultShuffles;
  }
}

void check_perturb_options(const cli::Options& options, const Method& method,
                           AttributeOptions& settings) {
  check_windows(options, method, settings);
  check_fill(options, method, settings);
  check_lime(options, settings.perturb);
  check_pairwise(method, settings);
  check_counted_mask(settings);
}

std::vector<std::size_t> parse_positions(const std::string& text) {
  std::set<std::size_t> positions;
  for (const auto word : util::split(text, ',')) {
    const auto dash = word.find('-');
    const auto first = util::parse_integer(word.substr(0, dash));
    const auto end = dash == std::string_view::npos
                         ? std::optional<std::int64_t>(first.value_or(0) + 1)
                         : util::parse_integer(word.substr(dash + 1));
    if (!first || !end || *first < 0 || *end <= *first || *end > kMostPositions) {
      throw UsageError("option --positions: found " + util::quoted(word) +
                       ", expected a position from 0 or a range START-END, below 1000000");
    }
    for (auto i = *first; i < *end; ++i) positions.insert(static_cast<std::size_t>(i));
  }
  return {positions.begin(), positions.end()};
}

}  // namespace siskin::tools
