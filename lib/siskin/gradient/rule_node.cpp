#include "siskin/gradient/rule_node.hpp"

#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace siskin::gradient {
namespace {

using torch::autograd::Node;
using torch::autograd::variable_list;

class RuleNode final : public Node {
 public:
  explicit RuleNode(Backward backward) : backward_(std::move(backward)) {}

  variable_list apply(variable_list&& signals) override {
    const variable_list arrived = std::move(signals);
    return backward_(arrived);
  }

  std::string name() const override { return "RuleNode"; }

  // Called by the engine after the last backward pass: drops what the rule keeps.
  void release_variables() override { backward_ = nullptr; }

 private:
  Backward backward_;
};

}  // namespace

std::vector<at::Tensor> attach_rule(const std::vector<at::Tensor>& inputs,
                                    const std::vector<at::Tensor>& outputs, Backward backward) {
  std::vector<at::Tensor> results;
  results.reserve(outputs.size());
  for (const auto& output : outputs) results.push_back(output.detach());
  const bool needed = at::GradMode::is_enabled() &&
                      std::any_of(inputs.begin(), inputs.end(), [](const at::Tensor& input) {
                        return input.defined() && input.requires_grad();
                      });
  if (!needed) return results;
  const auto node = std::make_shared<RuleNode>(std::move(backward));
  node->set_next_edges(torch::autograd::collect_next_edges(inputs));
  for (auto& result : results) {
    if (torch::autograd::isDifferentiableType(result.scalar_type())) {
      torch::autograd::set_history(result, node);
    } else {  // keeps the numbers of the outputs after it
      node->add_input_metadata(Node::undefined_input());
    }
  }
  return results;
}

}  // namespace siskin::gradient
