#include "siskin/train/optimiser.hpp"

#include <torch/torch.h>

#include <utility>

namespace siskin::train {
namespace {

using torch::optim::AdamOptions;
using torch::optim::AdamWOptions;
using torch::optim::SGDOptions;

constexpr double kFirstRate = 1e-3;  // set_rate() says what is used

std::unique_ptr<torch::optim::Optimizer> make(const std::vector<at::Tensor>& parameters,
                                              const OptimiserSettings& settings) {
  switch (settings.kind) {
    case OptimiserKind::kAdamW:
      return std::make_unique<torch::optim::AdamW>(
          parameters,
          AdamWOptions(kFirstRate).eps(settings.epsilon).weight_decay(settings.weight_decay));
    case OptimiserKind::kSgd:
      return std::make_unique<torch::optim::SGD>(
          parameters,
          SGDOptions(kFirstRate).momentum(settings.momentum).weight_decay(settings.weight_decay));
    case OptimiserKind::kAdam:
      break;
  }
  return std::make_unique<torch::optim::Adam>(
      parameters,
      AdamOptions(kFirstRate).eps(settings.epsilon).weight_decay(settings.weight_decay));
}

}  // namespace

struct Optimiser::State {
  std::vector<at::Tensor> parameters;
  std::unique_ptr<torch::optim::Optimizer> optimiser;
};

Optimiser::Optimiser(std::vector<at::Tensor> parameters, const OptimiserSettings& settings)
    : state_(std::make_unique<State>()) {
  state_->optimiser = make(parameters, settings);
  state_->parameters = std::move(parameters);
}

Optimiser::~Optimiser() = default;
Optimiser::Optimiser(Optimiser&&) noexcept = default;
Optimiser& Optimiser::operator=(Optimiser&&) noexcept = default;

void Optimiser::zero_grad() { state_->optimiser->zero_grad(); }

void Optimiser::set_rate(double rate) {
  for (auto& group : state_->optimiser->param_groups()) group.options().set_lr(rate);
}

void Optimiser::clip(double norm) {
  if (norm > 0) torch::nn::utils::clip_grad_norm_(state_->parameters, norm);
}

void Optimiser::step() { state_->optimiser->step(); }

void Optimiser::save(torch::serialize::OutputArchive& archive) const {
  state_->optimiser->save(archive);
}

void Optimiser::load(torch::serialize::InputArchive& archive) { state_->optimiser->load(archive); }

}  // namespace siskin::train
