#include "siskin/kernel/sequence.hpp"

#include <torch/torch.h>

#include <utility>

#include "siskin/kernel/narrow_convolution.hpp"

namespace siskin::kernel {
namespace {

// Between layers data are (N,L,C), or (N,features) behind a Flatten.
bool has_positions(const at::Tensor& x) { return x.dim() == 3; }

// Takes layers into a stage as long as they come in the order that a stage has.
struct StageBuilder {
  Stage stage{};

  bool operator()(const BatchNorm& norm) {
    if (stage.batch_norm || stage.dropout > 0 || stage.pool_width > 1) return false;
    stage.activation_first = stage.activation != Activation::kNone;
    stage.batch_norm = norm;
    return true;
  }
  bool operator()(const Activation& activation) {
    if (activation == Activation::kNone) return true;
    if (stage.activation != Activation::kNone || stage.dropout > 0 || stage.pool_width > 1) {
      return false;
    }
    stage.activation = activation;
    return true;
  }
  bool operator()(const DropoutLayer& layer) {
    if (layer.rate == 0) return true;
    if (layer.rate >= 1 || stage.dropout > 0 || stage.pool_width > 1) return false;
    stage.dropout = layer.rate;
    return true;
  }
  bool operator()(const MaxPool& layer) {
    if (layer.width == 1) return true;
    if (stage.pool_width > 1) return false;
    stage.pool_width = layer.width;
    stage.pool_same = layer.same_padding;
    return true;
  }
  template <typename Other>
  bool operator()(const Other&) {
    return false;
  }
};

// A layer that no stage takes.
struct ToStep {
  Sequence::Step operator()(const Convolution& layer) const { return layer; }
  Sequence::Step operator()(const Dense& layer) const { return layer; }
  Sequence::Step operator()(const Flatten& layer) const { return layer; }
  Sequence::Step operator()(const OtherLayer& layer) const { return layer; }
  Sequence::Step operator()(const ResidualLayer& layer) const {
    return Sequence::Nested{std::make_shared<Sequence>(layer.layers)};
  }
  Sequence::Step operator()(const DropoutLayer& layer) const {  // of rate 1
    return OtherLayer{
        [rate = layer.rate](const at::Tensor& x) { return at::dropout(x, rate, true); }};
  }
  template <typename Other>
  Sequence::Step operator()(const Other&) const {
    return Stage{};  // an empty stage takes each of the rest
  }
};

// As LibTorch's layers have it; a view.
at::Tensor turned(const at::Tensor& x) { return has_positions(x) ? x.transpose(1, 2) : x; }

at::Tensor cropped_to(const at::Tensor& residual, const at::Tensor& x) {
  if (!residual.defined() || !has_positions(x) || residual.size(1) == x.size(1)) return residual;
  const auto lost = residual.size(1) - x.size(1);
  return residual.narrow(1, lost / 2, x.size(1));
}

struct RunStep {
  const at::Tensor& x;

  at::Tensor operator()(const Stage& stage) const { return run_with(stage, {}); }
  at::Tensor operator()(const Convolution& layer) const {
    return is_narrow(layer) ? convolve_narrow(layer, x) : convolve(layer, x);
  }
  at::Tensor operator()(const Dense& layer) const {
    return turned(at::linear(turned(x), layer.weight_ui, layer.bias));
  }
  at::Tensor operator()(const Flatten&) const { return turned(x).flatten(1); }
  at::Tensor operator()(const OtherLayer& layer) const { return turned(layer.run(turned(x))); }
  at::Tensor operator()(const Sequence::Nested&) const { return x; }  // run_steps() sees to it

  at::Tensor run_with(const Stage& stage, const at::Tensor& residual) const {
    if (has_positions(x)) return run_stage(stage, x, cropped_to(residual, x));
    const auto row = residual.defined() ? residual.unsqueeze(1) : residual;
    return run_stage(stage, x.unsqueeze(1), row).squeeze(1);
  }
};

}  // namespace

Sequence::Sequence(const std::vector<Layer>& layers) {
  StageBuilder builder;
  const auto finish_stage = [&] {
    if (!builder.stage.empty()) steps_.emplace_back(std::move(builder.stage));
    builder.stage = Stage{};
  };
  for (const auto& layer : layers) {
    if (std::visit(builder, layer)) continue;
    finish_stage();
    if (std::visit(builder, layer)) continue;
    steps_.push_back(std::visit(ToStep{}, layer));
  }
  finish_stage();
}

at::Tensor Sequence::run_steps(at::Tensor x, const at::Tensor& residual) const {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const RunStep run{x};
    const auto* stage = std::get_if<Stage>(&steps_[i]);
    if (const auto* nested = std::get_if<Nested>(&steps_[i])) {
      x = nested->inside->run_steps(x, x);
    } else if (residual.defined() && i + 1 == steps_.size() && stage != nullptr &&
               stage->pool_width == 1) {
      return run.run_with(*stage, residual);
    } else {
      x = std::visit(run, steps_[i]);
    }
  }
  return residual.defined() ? x + cropped_to(residual, x) : x;
}

at::Tensor Sequence::run(const at::Tensor& x_ncl) const {
  return turned(run_steps(turned(x_ncl).contiguous(), {}));
}

}  // namespace siskin::kernel
