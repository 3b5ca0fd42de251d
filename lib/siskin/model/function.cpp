#include "siskin/model/function.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <list>
#include <mutex>
#include <utility>

#include "siskin/model/incremental_plan.hpp"
#include "siskin/model/model_state.hpp"
#include "siskin/model/torch_error.hpp"
#include "siskin/model/trace.hpp"
#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

// Programs are small but for the weights, which they share; shapes come back again and again.
constexpr std::size_t kProgramsKept = 16;

// What a program is traced with: sequences, because a module may look at what it is given.
torch::Tensor example(std::int64_t rows, std::int64_t length, const torch::TensorOptions& options) {
  return torch::nn::functional::one_hot(torch::arange(rows * length).remainder(4), 4)
      .view({rows, length, 4})
      .transpose(1, 2)
      .to(options)
      .contiguous();
}

torch::jit::Module wrap(const torch::jit::Module& model, const std::string& head,
                        const std::string& readout) {
  torch::jit::Module wrapper("Function");
  wrapper.register_attribute("training", c10::BoolType::get(), false);
  wrapper.register_module("model", model);
  // A copy, because a module may overwrite its input.
  wrapper.define(
      "def forward(self, input: Tensor):\n    output = self.model.forward(input.clone())" + head +
      "\n" + readout);
  return wrapper;
}

struct Shape {
  std::int64_t rows;
  std::int64_t length;
};

}  // namespace

struct Function::State {
  Model* model = nullptr;
  Model::State* opened = nullptr;
  torch::jit::Module module;
  std::mutex mutex;
  std::list<std::pair<Shape, std::shared_ptr<const Program>>> programs;  // newest first
  std::list<std::pair<std::int64_t, std::shared_ptr<const IncrementalPlan>>> plans;
};

Function::Function(Model& model, const std::string& readout) : state_(std::make_unique<State>()) {
  state_->model = &model;
  state_->opened = model.state_.get();
  try {
    state_->module = wrap(state_->opened->module, state_->opened->head, readout);
  } catch (const std::exception& error) {
    throw Error(model.path() + ": its output cannot be read out: " + torch_message(error));
  }
}

Function::~Function() = default;
Function::Function(Function&&) noexcept = default;
Function& Function::operator=(Function&&) noexcept = default;

const Model& Function::model() const { return *state_->model; }

at::Tensor Function::to_model(const at::Tensor& input_ncl) const {
  return input_ncl.to(state_->opened->device, state_->opened->type);
}

at::Tensor Function::forward(const at::Tensor& input_ncl) const {
  try {
    return state_->module.forward({to_model(input_ncl)}).toTensor();
  } catch (const std::exception& error) {
    throw Error(model().path() + ": the model fails on sequences of " +
                std::to_string(input_ncl.size(2)) + " bases: " + torch_message(error));
  }
}

std::shared_ptr<const Program> Function::program(std::int64_t rows, std::int64_t length) const {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  auto& programs = state_->programs;
  for (auto entry = programs.begin(); entry != programs.end(); ++entry) {
    if (entry->first.rows != rows || entry->first.length != length) continue;
    programs.splice(programs.begin(), programs, entry);
    return entry->second;
  }
  const auto options = torch::TensorOptions(state_->opened->type).device(state_->opened->device);
  try {
    auto parts = trace(state_->module, example(rows, length, options), "model");
    programs.emplace_front(Shape{rows, length}, std::make_shared<Program>(std::move(parts)));
  } catch (const std::exception& error) {
    throw Error(model().path() + ": " + torch_message(error));
  }
  if (programs.size() > kProgramsKept) programs.pop_back();
  return programs.front().second;
}

std::shared_ptr<const IncrementalPlan> Function::incremental_plan(std::int64_t length) const {
  {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    for (const auto& [of_length, plan] : state_->plans) {
      if (of_length == length) return plan;
    }
  }
  auto plan = std::make_shared<IncrementalPlan>(program(1, length), *program(2, length),
                                                to_model(at::full({1, 4, length}, 0.25)));
  const std::lock_guard<std::mutex> lock(state_->mutex);
  state_->plans.emplace_front(length, plan);
  if (state_->plans.size() > kProgramsKept) state_->plans.pop_back();
  return plan;
}

}  // namespace siskin::model
