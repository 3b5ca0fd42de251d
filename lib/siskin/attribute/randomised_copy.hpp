#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace siskin::attribute {

/// How many layers of a TorchScript file can be made random: its parameters with two axes or more
/// (kernels), each with the vectors that follow it (bias, batch norm); 0 for a file without
/// parameters, such as a frozen one. Throws Error for a file that is no TorchScript module.
std::size_t count_layers(const std::string& path);

/// A copy of a TorchScript file in which the last `layers` layers, in the order in which the module
/// holds them, have forgotten what they learned (Adebayo et al. 2018, cascading randomisation).
/// Every parameter tensor is drawn from the normal distribution of its own mean and standard
/// deviation, so that signals keep their scale; single numbers and buffers (running statistics)
/// stay. A layer is the same for every number of layers. Gone with the object.
class RandomisedCopy {
 public:
  /// Throws Error as count_layers(), when there are fewer layers, and when the folder of temporary
  /// files cannot be written.
  RandomisedCopy(const std::string& path, std::size_t layers, std::uint64_t seed);
  ~RandomisedCopy();
  RandomisedCopy(const RandomisedCopy&) = delete;
  RandomisedCopy& operator=(const RandomisedCopy&) = delete;

  std::string path() const { return (folder_ / "model.pt").string(); }

 private:
  std::filesystem::path folder_;
};

}  // namespace siskin::attribute
