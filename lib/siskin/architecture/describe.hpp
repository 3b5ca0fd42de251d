#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/architecture/architecture.hpp"
#include "siskin/architecture/shapes.hpp"

namespace siskin::architecture {

/// A layer of a network that is made for some shape.
struct LayerSummary {
  std::string name;  ///< of the submodule, with dots inside residual blocks and heads
  std::string type;
  std::string output;           ///< "24 x 200": channels x positions; "96" when flat
  std::int64_t parameters = 0;  ///< trainable ones
};

/// Every layer in order, those of residual blocks before the block, then the heads. `shape` is
/// completed from the architecture. Throws Error when the network cannot be made for it.
std::vector<LayerSummary> describe(const Architecture& architecture, const NetworkShape& shape);

/// Trainable parameters in all.
std::int64_t parameter_count(const std::vector<LayerSummary>& layers);

}  // namespace siskin::architecture
