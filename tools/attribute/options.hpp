#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "attribute/faithfulness_options.hpp"
#include "attribute/perturb_options.hpp"
#include "attribute/sample_options.hpp"
#include "common/model_options.hpp"
#include "siskin/cli/options.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// What siskin-attribute was asked to do. What is left empty on the command line and depends on the
/// method is filled in by parse_attribute_options.
struct AttributeOptions {
  std::vector<std::string> models;  ///< one or more; an ensemble
  ModelSettings model;              ///< its path is models.front()

  std::string target;    ///< numbers or names, comma separated, or "all"; empty: not given
  std::string contrast;  ///< "A,B"; empty: none
  std::string target_function = "output";

  std::string method = "saliency";
  bool center = false;
  bool hypothetical = false;
  std::string reduce;
  std::string references;  ///< empty for methods without
  std::optional<std::int64_t> reference_count;
  std::string base_frequencies;       ///< "A,C,G,T"; empty: counted
  std::optional<std::int64_t> steps;  ///< methods along a path
  std::string rule;
  std::int64_t max_steps = 6400;
  std::optional<std::int64_t> samples;  ///< methods that sample
  std::optional<double> noise;          ///< standard deviation
  std::string deeplift_rule = "rescale";
  std::string fallback = "none";
  std::string lrp_rule = "epsilon";
  double epsilon = 1e-9;
  double gamma = 0.25;
  std::string layer;
  std::string upsample = "receptive-field";
  std::optional<double> tolerance;  ///< relative residual; empty: not looked at
  bool allow_incomplete = false;
  bool list_layers = false;

  double threshold = 0.5;              ///< filters: share of the largest activation
  std::optional<std::int64_t> window;  ///< filters: bases of the alignment; others: of a window
  bool trim = false;                   ///< filters: cut flanks without information
  std::int64_t top = 10;               ///< activations: sequences a channel
  bool top_given = false;              ///< --top was on the command line

  PerturbOptions perturb;

  SampleOptions sample;

  FaithfulnessOptions faithfulness;

  io::SequenceQuery sequences;
  std::string overlap = "mean";

  std::vector<std::string> outputs;  ///< may be empty beside --faithfulness
  std::string onehot;
  std::string report;
  std::string spread;

  bool resume = false;
  std::uint64_t seed = 1;
  cli::CommonSettings common;
};

/// Empty after --help or --version. Throws UsageError. Reads no file.
std::optional<AttributeOptions> parse_attribute_options(const std::vector<std::string>& arguments,
                                                        std::ostream& out);

}  // namespace siskin::tools
