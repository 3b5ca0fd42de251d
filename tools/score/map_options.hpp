#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace siskin::tools {

/// Subcommands that look at maps and tracks without planted truth. Paths as in options.hpp.
struct SpectrumOptions {
  std::string importance;            ///< a track, "-" for one, or a map.npz
  std::string onehot;                ///< .npz to multiply the maps with
  std::int64_t frequency_limit = 0;  ///< periods a sequence; 0 is the default of the length
  std::string per_sequence;
  std::string output;
};

struct StabilityOptions {
  std::vector<std::string> maps;
  std::vector<std::string> against;
  std::int64_t top = 20;
  bool top_given = false;  ///< maps that are not longer are then an error, else without a figure
  bool bounds = false;
  std::uint64_t seed = 1;
  bool allow_missing = false;
  std::string per_sequence;
  std::string output;
};

struct OverlapOptions {
  std::string regions;
  std::string track;
  bool is_signed = false;
  double top_fraction = 0.01;
  std::string curve;
  std::string per_sequence;
  std::string output;
};

/// Each reads the options behind the name of its subcommand; nothing after --help or --version.
/// Throw UsageError.
std::optional<SpectrumOptions> parse_spectrum(const std::vector<std::string>& arguments,
                                              std::ostream& out);
std::optional<StabilityOptions> parse_stability(const std::vector<std::string>& arguments,
                                                std::ostream& out);
std::optional<OverlapOptions> parse_overlap(const std::vector<std::string>& arguments,
                                            std::ostream& out);

}  // namespace siskin::tools
