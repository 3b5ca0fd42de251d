#pragma once

#include <string>
#include <vector>

#include "attribute/sample_options.hpp"
#include "siskin/blackbox/motif_pattern.hpp"
#include "siskin/util/random.hpp"

namespace siskin::tools {

/// What --insert names: IUPAC letters, or all motifs of a file, or with FILE:ID that one. Throws
/// Error for a file that cannot be read and an id that it does not have.
std::vector<blackbox::MotifPattern> read_patterns(const std::vector<std::string>& texts);

/// The letters of an instance, as --instances says. IUPAC letters of several bases are always
/// drawn.
std::string instance_of(const blackbox::MotifPattern& pattern, const std::string& instances,
                        util::Random& random);

/// The sequences into which motifs are put: the one given, or shuffles of it.
std::vector<std::string> backgrounds_of(const std::string& sequence, const SampleOptions& sample,
                                        util::Random& random);

}  // namespace siskin::tools
