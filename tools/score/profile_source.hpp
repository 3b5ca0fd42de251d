#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "score/profile_options.hpp"
#include "siskin/score/profile_signal.hpp"

namespace siskin::tools {

/// One signal a strand.
using Strands = std::vector<score::Signal>;

/// Windows with what was predicted and observed there, read when asked for.
class ProfileSource {
 public:
  virtual ~ProfileSource() = default;
  virtual std::size_t size() const = 0;
  /// Windows that were left out under --allow-missing.
  virtual std::size_t skipped() const = 0;
  virtual std::string name(std::size_t window) const = 0;
  virtual Strands predicted(std::size_t window) = 0;
  virtual Strands observed(std::size_t window) = 0;
  /// Only with --replicate.
  virtual Strands replicate(std::size_t window) = 0;
};

/// Opens the files. Throws Error for files that are wrong or do not go together.
std::unique_ptr<ProfileSource> open_profiles(const ProfileOptions& options);

}  // namespace siskin::tools
