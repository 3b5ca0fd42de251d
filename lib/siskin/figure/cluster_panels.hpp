#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "siskin/figure/motif_pair.hpp"

namespace siskin::figure {

/// A cluster of sequences that some models hold.
struct ClusterPanel {
  std::string title;
  std::string note;            ///< beside the title, such as the number of members
  std::vector<double> shares;  ///< of the members, one a model; they sum to 1
  MotifPair motifs;            ///< the cluster's motif, and below it the known one, if any
};

struct ClusterPanelsStyle {
  std::vector<std::string> models;
  std::int64_t columns = 2;  ///< panels side by side
  double letter_width = 16;  ///< user units a position
  double height = 50;        ///< user units of 2 bits
  std::string provenance;
};

/// SVG with one panel a cluster: title, a bar whose parts are the shares of the models (whose
/// colours a legend names; none for a single model), the motif's logo, and the known motif's below.
/// Throws Error when there is no panel or one has another number of shares than there are models, a
/// share outside [0, 1], or a pair that cannot be drawn.
std::string cluster_panels(const std::vector<ClusterPanel>& panels,
                           const ClusterPanelsStyle& style);

}  // namespace siskin::figure
