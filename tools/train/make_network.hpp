#pragma once

#include <cstdint>
#include <string>

#include "siskin/data/example_set.hpp"
#include "siskin/model/network.hpp"
#include "train/network_options.hpp"

namespace siskin::tools {

/// The network asked for, with the weights of `seed`, or that of --init; on its device, with the
/// fast passes of training. Throws Error when it does not fit the data.
model::Network make_network(const NetworkOptions& options, const data::Shape& shape,
                            std::uint64_t seed, const std::string& device);

}  // namespace siskin::tools
