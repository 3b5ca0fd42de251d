#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "siskin/architecture/architecture.hpp"

namespace siskin::architecture {

/// What a network is made for.
struct NetworkShape {
  std::int64_t length = 0;  ///< bases of the input
  std::int64_t tasks = 1;
  std::int64_t output_length = 0;  ///< positions of the profile; 0: as the architecture says
  std::int64_t strands = 1;        ///< tracks of a profile
  std::int64_t controls = 0;       ///< control tracks beside the input
};

/// (channels, positions) of the data between layers; positions 0 after flattening.
struct LayerShape {
  std::int64_t channels = 0;
  std::int64_t positions = 0;

  bool is_flat() const { return positions == 0; }
};

/// A padding in positions, left and right of the sequence.
struct Padding {
  std::int64_t left = 0;
  std::int64_t right = 0;
};
/// TensorFlow's padding of windows that span `width` positions: none unless `same`.
Padding window_padding(std::int64_t positions, std::int64_t width, std::int64_t stride, bool same);

/// The shape behind a layer. Throws Error (without a place) where layers do not fit together or
/// nothing is left.
LayerShape next_shape(const Layer& layer, const LayerShape& before);
/// The shape behind all of `layers`. Throws Error naming the layer ("`where`conv2: ...").
LayerShape shape_behind(const std::vector<Layer>& layers, LayerShape before,
                        const std::string& where);
/// Shape after each layer of the trunk for inputs of `length` bases. Throws Error naming the layer
/// where nothing is left of the sequence, or where layers do not fit together.
std::vector<LayerShape> layer_shapes(const Architecture& architecture, std::int64_t length);

/// The type of a layer, as in a file: "conv".
const char* layer_type(const Layer& layer);
/// Names of layers: the type with a number, "conv1", "conv2", "batch_norm1".
std::vector<std::string> layer_names(const std::vector<Layer>& layers);

/// "output" or what the file says, "profile", "counts".
std::string head_name(const Head& head);
/// `shape` with the lengths that the architecture states where it has none. Throws Error when there
/// is no length, or none of a profile for a network that gives one, or one for a network that gives
/// none.
NetworkShape complete_shape(const Architecture& architecture, NetworkShape shape);
/// Units of every output head; 0 for other heads. Throws Error when they are not `tasks` in all.
std::vector<std::int64_t> head_outputs(const Architecture& architecture, std::int64_t tasks);
/// Throws Error, naming the layer or head, unless the network can be built for `shape` (complete).
void check_fits(const Architecture& architecture, const NetworkShape& shape);

}  // namespace siskin::architecture
