#pragma once

#include "sis/cluster_options.hpp"

namespace siskin::tools {

/// Pools the subsets of all tables, clusters them and writes what was asked for. Throws Error.
void run_cluster(const ClusterOptions& options);

}  // namespace siskin::tools
