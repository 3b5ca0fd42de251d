#pragma once

#include "siskin/model/network.hpp"

namespace siskin::train {

/// A runner for the trunk of `network`: what the layers do in training mode, in channels-last
/// layout with the layers between two products put together (kernel/sequence.hpp). Parameters and
/// running statistics are those of the network's modules. Layers that have no faster form run as
/// they are. Data that are not float on the CPU go through the modules. Empty for a network without
/// layers. Make it when the network is on its device.
model::Network::TrunkRunner fused_trunk(const model::Network& network);

/// A runner for the convolution of the profile head, likewise; empty without such a head.
model::Network::ProfileRunner fused_profile(const model::Network& network);

}  // namespace siskin::train
