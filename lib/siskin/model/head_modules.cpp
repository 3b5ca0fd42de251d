#include "siskin/model/head_modules.hpp"

#include <torch/script.h>

#include <string>

#include "siskin/model/layer_modules.hpp"
#include "siskin/model/module_parts.hpp"

namespace siskin::model {

using namespace architecture;  // layers by their plain names

namespace {

std::string with_control(const std::string& method) {
  return "def " + method + "(self, x: Tensor, control: Optional[Tensor]) -> Tensor:\n";
}

std::string text(std::int64_t value) { return std::to_string(value); }

// Makes the module of one head.
class HeadCompiler {
 public:
  HeadCompiler(std::int64_t outputs, const NetworkShape& shape, const LayerShape& before,
               util::Random& random)
      : outputs_(outputs), shape_(shape), before_(before), random_(random) {}

  torch::jit::Module operator()(const OutputHead& head) {
    const DenseLayer output{outputs_, head.bias, head.initializer};
    if (head.layers.empty()) return make_layer(output, before_, random_);
    auto module = new_module("OutputHead");
    const auto lines = add_layers(module, head.layers, before_, "x", random_);
    module.register_module("output", make_layer(output, before_, random_));
    module.define("def forward(self, x: Tensor) -> Tensor:\n" + lines +
                  "  return self.output.forward(x)\n");
    return module;
  }

  torch::jit::Module operator()(const ProfileHead& head) {
    auto module = new_module("ProfileHead");
    std::string lines = add_layers(module, head.layers, before_, "x", random_);
    if (takes_input_controls(head.controls)) {
      lines += control_lines(before_.positions) + "  x = torch.cat([x, c], 1)\n";
      before_.channels += shape_.controls;
    }
    module.define(with_control(kBeforeConvolution) + lines + "  return x\n");
    ConvolutionLayer convolution{tracks(), head.width, head.same_padding, head.bias};
    convolution.initializer = head.initializer;
    module.register_module("convolution", make_layer(convolution, before_, random_));
    const auto behind = next_shape(convolution, before_).positions;
    const auto length = shape_.output_length;
    lines = "  x = " + crop_source("x", behind, length) + "\n";
    if (joins_tracks(head.controls)) lines += control_lines(length);
    if (head.mix_tracks) lines += mixing_lines(module, head, length);
    module.define(with_control(kBehindConvolution) + lines + "  return x.reshape(" +
                  by_track(length) + ").transpose(2, 3)\n");
    module.define(with_control("forward") +
                  "  x = self.before_convolution(x, control)\n"
                  "  return self.behind_convolution(self.convolution.forward(x), control)\n");
    return module;
  }

  torch::jit::Module operator()(const CountHead& head) {
    auto module = new_module("CountHead");
    std::string lines = add_layers(module, head.layers, before_, "x", random_);
    const auto span = head.margin < 0 ? before_.positions : shape_.output_length + 2 * head.margin;
    lines += "  x = torch.mean(" + crop_source("x", before_.positions, span) + ", [2])\n";
    LayerShape features{before_.channels, 0};
    if (takes_input_controls(head.controls)) {
      lines += control_lines(control_span(head)) + joined_sum_lines(head.log_controls) +
               "  x = torch.cat([x, c], 1)\n";
      features.channels += head.log_controls ? 1 : shape_.controls;
    }
    const auto columns = shape_.tasks * (head.per_task ? 1 : shape_.strands);
    const DenseLayer dense{columns, head.bias, head.initializer};
    module.register_module("dense", make_layer(dense, features, random_));
    lines += "  x = self.dense.forward(x)\n";
    if (joins_tracks(head.controls)) {
      lines += control_lines(control_span(head)) + "  c = torch.sum(c, [2])\n";
      if (head.log_controls) lines += "  c = torch.log1p(c)\n";
    }
    if (head.mix_tracks) lines += mixing_lines(module, head, 1);
    module.define(with_control("forward") + lines + "  return x.reshape([-1, " + text(columns) +
                  "])\n");
    return module;
  }

 private:
  static bool joins_tracks(Controls controls) {
    return controls == Controls::kMatched || controls == Controls::kShared;
  }
  bool takes_input_controls(Controls controls) const {
    return controls == Controls::kInput && shape_.controls > 0;
  }
  std::int64_t tracks() const { return shape_.tasks * shape_.strands; }
  std::int64_t control_span(const CountHead& head) const {
    return shape_.output_length + 2 * head.control_margin;
  }
  std::string by_track(std::int64_t positions) const {
    return "[-1, " + text(shape_.tasks) + ", " + text(shape_.strands) + ", " + text(positions) +
           "]";
  }

  // Sets c to the central `positions` of the controls.
  std::string control_lines(std::int64_t positions) const {
    return "  if control is None:\n"
           "    c = torch.zeros([x.size(0), " +
           text(shape_.controls) + ", " + text(positions) +
           "], dtype=x.dtype, device=x.device)\n"
           "  else:\n"
           "    c = " +
           crop_source("control", shape_.length, positions) + "\n";
  }

  static std::string joined_sum_lines(bool log_controls) {
    if (!log_controls) return "  c = torch.sum(c, [2])\n";
    return "  c = torch.log1p(torch.sum(c, [1, 2])).unsqueeze(1)\n";
  }

  // x (N,tasks x strands,positions) or (N,tasks x strands), and c of tracks if controls join them,
  // through a layer in a group for each task.
  template <typename HeadType>
  std::string mixing_lines(torch::jit::Module& module, const HeadType& head,
                           std::int64_t positions) {
    const bool joins = joins_tracks(head.controls);
    const auto inputs = tracks() * (joins ? 2 : 1);
    ConvolutionLayer mixing{tracks(), 1, false, head.bias};
    mixing.groups = shape_.tasks;
    mixing.initializer = head.initializer;
    module.register_module("mixing", make_layer(mixing, {inputs, positions}, random_));
    std::string lines;
    if (joins) {
      const auto own = by_track(positions);
      const auto shared = "[-1, 1, " + text(shape_.strands) + ", " + text(positions) + "]";
      lines = "  x = x.reshape(" + own + ")\n";
      lines += head.controls == Controls::kMatched
                   ? "  c = c.reshape(" + own + ")\n"
                   : "  c = c.reshape(" + shared + ").expand([-1, " + text(shape_.tasks) +
                         ", -1, -1])\n";
      lines += "  x = torch.cat([x, c], 2)\n";
    }
    return lines + "  x = self.mixing.forward(x.reshape([-1, " + text(inputs) + ", " +
           text(positions) + "]))\n";
  }

  std::int64_t outputs_;
  NetworkShape shape_;
  LayerShape before_;
  util::Random& random_;
};

}  // namespace

torch::jit::Module make_head(const Head& head, std::int64_t outputs, const NetworkShape& shape,
                             const LayerShape& before, util::Random& random) {
  return std::visit(HeadCompiler(outputs, shape, before, random), head);
}

}  // namespace siskin::model
