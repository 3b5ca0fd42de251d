#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace siskin::tools {

/// Files hold one strand each (bigWig), or all strands of all windows (one .npz).
struct ProfileOptions {
  std::vector<std::string> predicted;
  std::vector<std::string> observed;
  std::vector<std::string> replicate;
  std::string regions;                ///< BED or narrowPeak, for bigWig
  std::optional<std::int64_t> width;  ///< none: the regions as they are
  std::string counts;                 ///< TSV: name, then ln(1 + reads), one column or one a strand
  std::string space = "probability";
  std::string strands = "separate";
  double smoothing = 3;
  std::string bins = "1,4,10";
  std::vector<std::size_t> bin_widths;  ///< what `bins` says
  std::string bin_value = "max";
  double peak_count = 3;
  double peak_share = 0.15;
  double background_share = 0.05;
  bool no_baselines = false;
  std::uint64_t seed = 1;
  bool allow_missing = false;
  std::string per_sequence;
  std::string output;

  bool arrays() const;  ///< .npz and not bigWig
};

std::optional<ProfileOptions> parse_profile(const std::vector<std::string>& arguments,
                                            std::ostream& out);

}  // namespace siskin::tools
