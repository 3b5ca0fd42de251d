#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "siskin/architecture/initializer.hpp"

/// Networks as data: layers and heads without weights, above the torch line.
namespace siskin::architecture {

/// Convolution over positions. "same" keeps ceil(positions / stride) of them (padding as TensorFlow
/// does: the odd one on the right), else nothing is padded ("valid").
struct ConvolutionLayer {
  std::int64_t filters = 0;
  std::int64_t width = 0;
  bool same_padding = true;
  bool bias = false;
  std::int64_t dilation = 1;
  std::int64_t groups = 1;  ///< both channel counts are multiples of it
  std::int64_t stride = 1;
  Initializer initializer{};
  /// The bias goes when batch norm is taken out (deepnet of Labelson, Tripathy & Koo 2021).
  bool bias_needs_batch_norm = false;
};

/// Maximum over windows. "same" keeps incomplete windows (padding as TensorFlow does), "valid"
/// drops them.
struct MaxPoolLayer {
  std::int64_t width = 0;
  bool same_padding = false;
  std::int64_t stride = 0;  ///< 0: the width

  std::int64_t step() const { return stride > 0 ? stride : width; }
};

/// Mean over windows, of what is inside the sequence.
struct AveragePoolLayer {
  std::int64_t width = 0;
  bool same_padding = false;
  std::int64_t stride = 0;  ///< 0: the width

  std::int64_t step() const { return stride > 0 ? stride : width; }
};

/// Maximum over all positions; (channels, positions) to one axis.
struct GlobalMaxPoolLayer {};

/// Mean over all positions; (channels, positions) to one axis.
struct GlobalAveragePoolLayer {};

struct BatchNormLayer {
  double epsilon = 1e-3;
  double momentum = 0.01;  ///< weight of the newest batch in the running statistics
};

/// Over the channels of every position (Ba et al. 2016, as transformers use it).
struct LayerNormLayer {
  double epsilon = 1e-5;
};

struct ActivationLayer {
  std::string function;
  double scale = 1;  ///< of "exponential" alone: exp(scale x)
};

/// Of single elements, not of channels.
struct DropoutLayer {
  double rate = 0;
};

/// (channels, positions) to one axis, channel by channel.
struct FlattenLayer {};

struct DenseLayer {
  std::int64_t units = 0;
  bool bias = false;
  Initializer initializer{};
  bool bias_needs_batch_norm = false;  ///< see ConvolutionLayer
};

/// Drops positions at both ends: `positions` at each, or as many as leave `length`, the odd one on
/// the right. One of the two is not 0.
struct CropLayer {
  std::int64_t positions = 0;
  std::int64_t length = 0;
};

/// Multi-head self-attention over positions (Vaswani et al. 2017, section 3.2): for every head
/// softmax(Q K' / sqrt(key_width)) V, the heads side by side through an output projection to as
/// many channels as came in.
struct AttentionLayer {
  std::int64_t heads = 1;
  std::int64_t key_width = 0;    ///< of a head's queries and keys
  std::int64_t value_width = 0;  ///< of a head's values; 0: key_width
  bool bias = true;              ///< in the four projections
  Initializer initializer{};

  std::int64_t values() const { return value_width > 0 ? value_width : key_width; }
};

/// Adds what tells positions apart. Sinusoidal (Vaswani et al. 2017, section 3.5): channel 2i gets
/// sin(position / 10000^(2i/channels)), channel 2i+1 the cosine. Learned: a weight for every
/// channel and position, first N(0, 0.02^2).
struct PositionalEncodingLayer {
  bool learned = false;
};

struct ResidualLayer;

using Layer = std::variant<ConvolutionLayer, MaxPoolLayer, BatchNormLayer, ActivationLayer,
                           DropoutLayer, FlattenLayer, DenseLayer, AveragePoolLayer,
                           GlobalMaxPoolLayer, GlobalAveragePoolLayer, LayerNormLayer, CropLayer,
                           AttentionLayer, PositionalEncodingLayer, ResidualLayer>;

/// x + f(x). Where f loses positions, x is cropped centrally to those of f.
struct ResidualLayer {
  std::vector<Layer> layers;
};

/// Labels or values: a dense layer without activation, behind `layers` of its own.
struct OutputHead {
  std::string name = "output";
  std::vector<Layer> layers{};
  std::int64_t outputs = 0;  ///< 0: as many as there are tasks left
  bool bias = true;
  Initializer initializer{};
};

/// How a head uses control tracks.
enum class Controls {
  kNone,
  kMatched,  ///< every task has its own, one a strand, which join the task's tracks
  kShared,   ///< one a strand for all tasks, which join the tracks of every task
  kInput,    ///< any number, which join the features in front of the head's convolution
};

/// Logits over positions: a convolution from the features to one track for each task and strand,
/// cropped centrally to the length of the output. With `mix_tracks`, a convolution of width 1 in a
/// group for each task follows, over the task's tracks and its controls.
struct ProfileHead {
  std::vector<Layer> layers{};
  std::int64_t width = 0;
  bool same_padding = false;
  Controls controls = Controls::kNone;
  bool mix_tracks = false;
  bool bias = true;
  Initializer initializer{};
};

/// Natural logarithms of total counts: the mean of the features over positions through a dense
/// layer to one number for each task and strand (or each task). With `mix_tracks`, a layer in a
/// group for each task follows, over its numbers and its sums of controls.
struct CountHead {
  std::vector<Layer> layers{};
  /// Positions on either side of the output's that take part in the mean; -1: all there are.
  std::int64_t margin = -1;
  Controls controls = Controls::kNone;
  /// Positions on either side of the output's over which controls are summed.
  std::int64_t control_margin = 0;
  bool log_controls = false;  ///< ln(1 + sum), of all tracks together under kInput; else the sum
  bool per_task = false;      ///< one number a task; else one a strand
  bool mix_tracks = false;
  bool bias = true;
  Initializer initializer{};
};

using Head = std::variant<OutputHead, ProfileHead, CountHead>;

/// A network as data: a trunk from the one-hot input (4, length), and heads behind it.
struct Architecture {
  std::string name;
  std::vector<Layer> layers;
  /// Never empty after parse_architecture(): one dense layer with a bias, one unit a task, unless
  /// the file says otherwise.
  std::vector<Head> heads{OutputHead{}};
  std::string description{};
  std::int64_t input_length = 0;   ///< usual length of the input, 0: none is
  std::int64_t output_length = 0;  ///< usual length of the profile, 0: none is
};

/// True with a profile or a count head: such a network gives both by name, and no values.
bool has_profiles(const Architecture& architecture);

}  // namespace siskin::architecture
