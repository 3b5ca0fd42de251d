#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "siskin/architecture/architecture.hpp"
#include "siskin/architecture/shapes.hpp"
#include "siskin/cli/options.hpp"

namespace siskin::tools {

/// Which network siskin-train trains.
struct NetworkOptions {
  std::string architecture = "cnn-local";  ///< a name or FILE.json
  std::string init;                        ///< a TorchScript file to train further, instead
  std::string activation;                  ///< of the first layer; empty: as the architecture says
  double activation_scale = 1;
  std::int64_t width_factor = 1;
  std::optional<double> dropout;  ///< none: as the architecture says
  bool no_batch_norm = false;
  std::string initializer;        ///< empty: as the architecture says
  std::string first_initializer;  ///< of the first layer alone
  bool describe = false;
  architecture::NetworkShape shape;  ///< that --describe is asked for
};

void add_network_options(cli::Options& options, NetworkOptions& network);
/// Throws UsageError for values out of range and options that do not go together.
void check_network(const cli::Options& options, const NetworkOptions& network);

/// The architecture asked for, with all changes made; reads FILE.json. Throws Error.
architecture::Architecture read_architecture(const NetworkOptions& network);

}  // namespace siskin::tools
