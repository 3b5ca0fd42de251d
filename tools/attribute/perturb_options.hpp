#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"

namespace siskin::tools {

struct AttributeOptions;
struct Method;

/// How siskin-attribute perturbs sequences. What is left empty and depends on the method is filled
/// in by fill_perturb_defaults().
struct PerturbOptions {
  std::string mask;    ///< empty for methods that mask nothing
  std::string groups;  ///< BED file; empty: each position by itself
  std::int64_t stride = 1;
  std::string fill = "mask";
  std::string sampler = "uniform";
  std::optional<double> kernel_width;
  std::optional<double> alpha;
  std::optional<std::int64_t> features;  ///< how many get a coefficient; empty: all
  std::string feature_selection = "auto";
  std::string position_list;  ///< as given
  /// Of pairwise mutagenesis, ascending; filled in by check_perturb_options().
  std::vector<std::size_t> positions;
};

void add_perturb_options(cli::Options& options, PerturbOptions& settings);
void fill_perturb_defaults(const Method& method, AttributeOptions& settings);
/// Throws UsageError for what does not fit together; needs the defaults.
void check_perturb_options(const cli::Options& options, const Method& method,
                           AttributeOptions& settings);

/// "3,10-20": positions counted from 0 and half-open ranges of them, in any order; ascending, each
/// once. Throws UsageError for anything else and for positions of 1,000,000 and more.
std::vector<std::size_t> parse_positions(const std::string& text);

}  // namespace siskin::tools
