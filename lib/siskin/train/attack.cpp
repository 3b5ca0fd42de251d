#include "siskin/train/attack.hpp"

#include <torch/torch.h>

namespace siskin::train {

at::Tensor attacked(const AttackSettings& settings, const at::Tensor& input_ncl,
                    const std::function<at::Tensor(const at::Tensor&)>& mean_loss) {
  const torch::AutoGradMode with_graph(true);
  const bool once = settings.kind == AttackSettings::Kind::kFastGradientSign;
  const bool is_signed = once || settings.is_signed;
  const double step = once ? settings.epsilon : settings.step;
  const auto start_ncl = input_ncl.detach();
  const auto rows = static_cast<double>(start_ncl.size(0));
  auto moved_ncl = start_ncl.clone();
  for (std::int64_t i = 0; i < (once ? 1 : settings.steps); ++i) {
    moved_ncl.requires_grad_();
    const auto gradient_ncl = torch::autograd::grad({mean_loss(moved_ncl)}, {moved_ncl})[0];
    const auto direction_ncl = is_signed ? gradient_ncl.sign() : gradient_ncl * rows;
    const auto change_ncl = moved_ncl.detach() + step * direction_ncl - start_ncl;
    moved_ncl = start_ncl + change_ncl.clamp(-settings.epsilon, settings.epsilon);
  }
  return moved_ncl;
}

}  // namespace siskin::train
