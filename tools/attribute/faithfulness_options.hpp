#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "siskin/cli/options.hpp"

namespace siskin::tools {

struct AttributeOptions;
struct Method;

/// Tests of whether the maps say what the model does.
struct FaithfulnessOptions {
  std::string path;       ///< of the table; empty: no tests
  std::string test_list;  ///< as given
  std::string fraction_list = "0,0.02,0.05,0.1,0.2,0.3,0.5,0.75,0.9,0.95,0.98,1";
  std::int64_t orders = 1;
  std::int64_t samples = 10;
  std::int64_t changes = 3;
  /// Filled in by complete_faithfulness_options().
  std::set<std::string> tests;
  std::vector<double> fractions;
};

void add_faithfulness_options(cli::Options& options, FaithfulnessOptions& settings);

/// Whether an option that the method does not read is read for the tests of its maps.
bool faithfulness_reads(const std::string& option, const AttributeOptions& settings);

/// Fills in the tests that the method allows, the fractions and the mask; needs the defaults of the
/// method. Throws UsageError for what does not fit together.
void complete_faithfulness_options(const cli::Options& options, const Method& method,
                                   AttributeOptions& settings);

}  // namespace siskin::tools
