// All three need A and df/dA at one layer: the program is cut there, and back-propagation goes no
// further than the cut. For CAM the gradient is w_k / L' at every position if and only if the head
// averages, so w is its sum over the positions and the equality is checked.
//
// Grad-CAM takes the mean of the gradient, as the paper and Captum do, and is rectified on request
// (the paper always does). Guided Grad-CAM is Captum's: guided back-propagation, which starts at
// the output and runs to the sequence, times the rectified map.

#include "siskin/gradient/cam.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <vector>

#include "siskin/gradient/derivative.hpp"
#include "siskin/gradient/layer_split.hpp"
#include "siskin/gradient/receptive_field.hpp"
#include "siskin/gradient/rectifier_rules.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::gradient {
namespace {

using model::OperationKind;
using torch::Tensor;

bool reads_marked(const model::Operation& operation, const std::vector<bool>& marked) {
  return std::any_of(operation.active.begin(), operation.active.end(),
                     [&marked](model::Slot slot) { return marked[slot]; });
}

// Throws for the first operation that computes with the layer otherwise than linearly.
void check_linear_head(const model::Program& program, const LayerSplit& split,
                       const PositionLayer& layer) {
  std::vector<bool> depends(program.constants().size(), false);
  depends[layer.slot] = true;
  for (std::size_t i = 0; i < program.operations().size(); ++i) {
    const auto& operation = program.operations()[i];
    if (!split.operations_after()[i] || !reads_marked(operation, depends)) continue;
    if (operation.kind != OperationKind::kView && operation.kind != OperationKind::kLinear) {
      throw Error("CAM needs global average pooling and linear layers after " + layer.name +
                  ", found " + operation.label() + " (" + model::kind_name(operation.kind) +
                  "): use grad-cam");
    }
    for (const auto& result : operation.results) {
      for (const auto slot : result.slots) depends[slot] = true;
    }
  }
}

void check_equal_weights(const Tensor& gradient_nkcu, const PositionLayer& layer) {
  const auto spread = (gradient_nkcu.amax(-1) - gradient_nkcu.amin(-1)).max().item<double>();
  const double size = gradient_nkcu.abs().max().item<double>();
  const double tolerance = gradient_nkcu.scalar_type() == torch::kDouble ? 1e-10 : 1e-5;
  if (spread <= tolerance * size) return;
  throw Error("CAM needs global average pooling after " + layer.name +
              ", found weights that differ between its positions: use grad-cam");
}

// The layer's map and its up-sampling both come from here.
struct LayerMap {
  Tensor map_nku;
  Tensor prediction_nk;
  PositionLayer layer;
};

LayerMap layer_map(const model::Function& function, const Tensor& onehot_ncl,
                   const CamOptions& options) {
  const auto program = function.program(onehot_ncl.size(0), onehot_ncl.size(2));
  const auto input_ncl = function.to_model(onehot_ncl).detach();
  const auto layer = find_position_layer(*program, input_ncl, options.layer);
  const LayerSplit split(*program, layer.slot);
  if (options.kind == CamKind::kCam) check_linear_head(*program, split, layer);
  model::Frame frame;
  {
    const torch::NoGradGuard no_grad;
    frame = split.before(input_ncl);
  }
  const torch::AutoGradMode with_grad(true);
  const auto value = split.value(frame).detach().clone().requires_grad_(true);
  const auto output_nk = split.after(std::move(frame), value);
  auto gradient_nkcu = derivatives(function, output_nk, {value}).front();
  auto value_ncu = value.detach();
  if (layer.axis == 1) {
    gradient_nkcu = gradient_nkcu.transpose(2, 3);
    value_ncu = value_ncu.transpose(1, 2);
  }
  const bool is_cam = options.kind == CamKind::kCam;
  if (is_cam) check_equal_weights(gradient_nkcu, layer);
  const auto weight_nkc = is_cam ? gradient_nkcu.sum(-1) : gradient_nkcu.mean(-1);
  return {at::matmul(weight_nkc, value_ncu), output_nk.detach().to(torch::kCPU, torch::kDouble),
          layer};
}

Tensor over_receptive_fields(const Tensor& map_nku, const Tensor& field_ul) {
  const auto seen_ul = field_ul.to(map_nku.options());
  return at::matmul(map_nku, seen_ul) / seen_ul.sum(0).clamp_min(1);
}

}  // namespace

Upsample parse_upsample(const std::string& word) {
  if (word == "nearest") return Upsample::kNearest;
  if (word == "linear") return Upsample::kLinear;
  if (word == "receptive-field") return Upsample::kReceptiveField;
  throw UsageError("found " + util::quoted(word) + ", expected nearest, linear or receptive-field");
}

at::Tensor upsampled(const at::Tensor& map_nku, std::int64_t length, Upsample upsample,
                     const at::Tensor& field_ul) {
  switch (upsample) {
    case Upsample::kNearest:
      return at::upsample_nearest1d(map_nku, length);
    case Upsample::kLinear:
      return at::upsample_linear1d(map_nku, length, /*align_corners=*/false);
    case Upsample::kReceptiveField:
      break;
  }
  return over_receptive_fields(map_nku, field_ul);
}

Explanation class_activation_map(const model::Function& function, const Batch& batch,
                                 const CamOptions& options) {
  const auto length = batch.onehot_ncl.size(2);
  const auto found = layer_map(function, batch.onehot_ncl, options);
  const bool guided = options.kind == CamKind::kGuidedGradCam;
  auto map_nku = found.map_nku.to(torch::kCPU);
  if (guided || options.rectify) map_nku = map_nku.clamp_min(0);
  auto field_ul = options.field_ul;
  if (options.upsample == Upsample::kReceptiveField && !field_ul.defined()) {
    field_ul = receptive_field(function, options.layer, length);
  }
  const auto map_nkl = upsampled(map_nku, length, options.upsample, field_ul);
  Explanation explanation;
  auto map_nkcl = map_nkl.unsqueeze(2) * batch.onehot_ncl.unsqueeze(1);
  if (guided) {
    map_nkcl = map_nkcl * rectified_gradient(function, batch, RectifierRule::kGuided).map_nkcl;
  }
  explanation.map_nkcl = map_nkcl.to(torch::kFloat).contiguous();
  explanation.prediction_nk = found.prediction_nk;
  return explanation;
}

}  // namespace siskin::gradient
