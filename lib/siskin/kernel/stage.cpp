#include "siskin/kernel/stage.hpp"

#include <torch/custom_class.h>
#include <torch/torch.h>

#include <cmath>
#include <utility>
#include <vector>

#include "siskin/kernel/first_order.hpp"
#include "siskin/kernel/stage_pass.hpp"
#include "siskin/util/error.hpp"

namespace siskin::kernel {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

// What the backward pass needs beside tensors.
struct SavedPass : torch::CustomClassHolder {
  explicit SavedPass(StagePass one) : pass(std::move(one)) {}
  StagePass pass;
};

PoolShape pool_of(const Stage& stage, std::int64_t length) {
  if (stage.pool_width <= 1) return {};
  const auto width = stage.pool_width;
  if (!stage.pool_same) return {width, 0, length / width};
  const auto windows = (length + width - 1) / width;
  return {width, (windows * width - length) / 2, windows};
}

void update_running(const BatchNorm& norm, const ChannelSums& moments, double rows) {
  const torch::NoGradGuard no_grad;
  auto running_mean = norm.running_mean;
  auto running_variance = norm.running_variance;
  running_mean.lerp_(torch::tensor(moments.first).to(running_mean.scalar_type()), norm.momentum);
  running_variance.lerp_(
      (torch::tensor(moments.second) / (rows - 1)).to(running_variance.scalar_type()),
      norm.momentum);
}

void normalise_by_batch(const BatchNorm& norm, const float* x, StagePass& pass) {
  if (pass.rows() < 2) {
    throw Error("batch norm cannot be trained on a single value a channel: take a larger batch");
  }
  pass.normalises = true;
  const auto moments = batch_moments(pass, x);
  const auto rows = static_cast<double>(pass.rows());
  const auto weight = norm.weight.detach().contiguous();
  const auto bias = norm.bias.detach().contiguous();
  for (std::size_t c = 0; c < moments.first.size(); ++c) {
    const double inverse = 1 / std::sqrt(moments.second[c] / rows + norm.epsilon);
    pass.mean.push_back(static_cast<float>(moments.first[c]));
    pass.inverse_deviation.push_back(static_cast<float>(inverse));
    pass.scale.push_back(static_cast<float>(weight.data_ptr<float>()[c] * inverse));
    pass.shift.push_back(bias.data_ptr<float>()[c]);
  }
  update_running(norm, moments, rows);
}

struct StageFunction : torch::autograd::Function<StageFunction> {
  // `inputs`: x, the batch norm's weight and bias if there is one, the residual if there is one.
  static at::Tensor forward(AutogradContext* context, at::TensorList inputs, const Stage* stage) {
    const auto x = inputs.front().contiguous();
    const bool adds = inputs.size() % 2 == 0;
    StagePass pass;
    pass.samples = x.size(0);
    pass.length = x.size(1);
    pass.channels = x.size(2);
    pass.activation = stage->activation;
    pass.activation_first = stage->activation_first;
    pass.pool = pool_of(*stage, pass.length);
    if (stage->batch_norm) normalise_by_batch(*stage->batch_norm, x.data_ptr<float>(), pass);
    pass.dropout = draw_dropout(stage->dropout);
    const auto windows = pass.pools() ? pass.pool.windows : pass.length;
    auto y = torch::empty({pass.samples, windows, pass.channels}, x.options());
    const auto places = pass.pools() ? torch::empty(y.sizes(), torch::kInt) : at::Tensor();
    const auto residual = adds ? inputs.back().contiguous() : at::Tensor();
    run_forward(pass, x.data_ptr<float>(),
                residual.defined() ? residual.data_ptr<float>() : nullptr, y.data_ptr<float>(),
                places.defined() ? places.data_ptr<std::int32_t>() : nullptr);
    context->save_for_backward({x, places});
    context->saved_data["adds"] = adds;
    context->saved_data["pass"] =
        c10::IValue::make_capsule(c10::make_intrusive<SavedPass>(std::move(pass)));
    return y;
  }

  static tensor_list backward(AutogradContext* context, tensor_list gradients) {
    require_first_order();
    const auto saved = context->get_saved_variables();
    const auto& x = saved[0];
    const auto capsule = context->saved_data["pass"].toCapsule();
    const auto& pass = static_cast<const SavedPass&>(*capsule).pass;
    const auto dy = gradients[0].contiguous();
    const auto* places = saved[1].defined() ? saved[1].data_ptr<std::int32_t>() : nullptr;
    tensor_list result(1);
    ChannelSums sums;
    if (pass.normalises) {
      sums = gradient_sums(pass, x.data_ptr<float>(), dy.data_ptr<float>(), places);
      result.push_back(torch::tensor(sums.second).to(torch::kFloat) *
                       torch::tensor(pass.inverse_deviation));
      result.push_back(torch::tensor(sums.first).to(torch::kFloat));
    }
    if (context->needs_input_grad(0)) {
      result[0] = torch::empty_like(x);
      run_backward(pass, x.data_ptr<float>(), dy.data_ptr<float>(), places, sums,
                   result[0].data_ptr<float>());
    }
    if (context->saved_data["adds"].toBool()) result.push_back(dy);
    result.emplace_back();  // for the stage
    return result;
  }
};

}  // namespace

at::Tensor run_stage(const Stage& stage, const at::Tensor& x_nlc, const at::Tensor& residual_nlc) {
  if (residual_nlc.defined() && stage.pool_width > 1) {
    throw Error("a stage that pools cannot add a residual");
  }
  tensor_list inputs{x_nlc};
  if (stage.batch_norm) {
    inputs.push_back(stage.batch_norm->weight);
    inputs.push_back(stage.batch_norm->bias);
  }
  if (residual_nlc.defined()) inputs.push_back(residual_nlc);
  return StageFunction::apply(at::TensorList(inputs), &stage);
}

}  // namespace siskin::kernel
