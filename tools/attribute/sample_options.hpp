#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"

namespace siskin::tools {

struct AttributeOptions;

/// What the methods are told that ask a model about sequences other than those given: maxent,
/// optimize, marginal, ablation and spacing.
struct SampleOptions {
  std::string energy = "penultimate";
  std::int64_t chains = 50;
  std::optional<std::int64_t> burn_in;  ///< empty: a tenth of the steps
  std::int64_t sample_period = 100;
  std::optional<double> beta;
  std::optional<double> target_change;
  double gc = 0.5;

  std::string parametrisation = "fast-seqprop";
  std::string goal = "maximise";       ///< or minimise, or a number
  std::optional<std::int64_t> starts;  ///< random sequences instead of given ones
  std::optional<std::int64_t> length;  ///< of them
  std::string fixed;                   ///< BED file, or template of ACGTN
  double gc_penalty = 0;
  double learning_rate = 0.1;
  std::int64_t beam_width = 10;

  std::vector<std::string> insert;
  std::string instances = "consensus";
  std::optional<std::int64_t> position;  ///< empty: the middle
  std::string background = "given";
  std::int64_t background_count = 10;  ///< shuffles a sequence
  std::string sites;
  std::string match;
  std::string replacement = "mononucleotide";
  std::int64_t replacement_count = 10;
  std::string distances;  ///< "LOW:HIGH[:STEP]"; empty: those that fit, up to 50 between
};

/// Whether --fixed means a file: it has a dot or a slash.
bool is_fixed_file(const std::string& fixed);

/// The value of --goal; empty for maximise and minimise.
std::optional<double> goal_value(const std::string& goal);

/// --distances. Throws UsageError unless it is LOW:HIGH or LOW:HIGH:STEP.
struct DistanceRange {
  std::int64_t low = 0;
  std::int64_t high = 0;
  std::int64_t step = 1;
};
DistanceRange parse_distances(const std::string& text);

void add_sample_options(cli::Options& options, SampleOptions& settings);

/// Whether the method makes its sequences itself: optimize with --starts.
bool makes_sequences(const AttributeOptions& settings);

/// For the five methods and pairwise, nothing for others: fills in what is left empty and refuses
/// what does not go together. Throws UsageError.
void complete_sample_options(const cli::Options& options, AttributeOptions& settings);

}  // namespace siskin::tools
