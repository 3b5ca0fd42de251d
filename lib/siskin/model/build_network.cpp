#include "siskin/model/build_network.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <vector>

#include "siskin/model/head_modules.hpp"
#include "siskin/model/layer_modules.hpp"
#include "siskin/model/module_parts.hpp"
#include "siskin/model/torch_error.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/output_file.hpp"

namespace siskin::model {
namespace {

constexpr std::int64_t kBases = 4;

std::string label_source(const std::vector<std::string>& heads) {
  if (heads.size() == 1) return "  return self." + heads[0] + ".forward(x)\n";
  std::string list;
  for (const auto& name : heads) {
    list += (list.empty() ? "self." : ", self.") + name + ".forward(x)";
  }
  return "  return torch.cat([" + list + "], 1)\n";
}

std::string profile_source(const std::vector<std::string>& heads) {
  std::string list;
  for (const auto& name : heads) {
    if (!list.empty()) list += ", ";
    list.append("\"").append(name).append("\": self.").append(name).append(".forward(x, control)");
  }
  return "  return {" + list + "}\n";
}

}  // namespace

torch::jit::Module build_network(const Architecture& architecture, const NetworkShape& shape,
                                 util::Random& random) {
  const auto whole = architecture::complete_shape(architecture, shape);
  architecture::check_fits(architecture, whole);
  auto network = new_module("Network");
  architecture::LayerShape features{kBases, whole.length};
  const auto lines = add_layers(network, architecture.layers, features, "x", random);
  const auto outputs = architecture::head_outputs(architecture, whole.tasks);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < architecture.heads.size(); ++i) {
    const auto& head = architecture.heads[i];
    names.push_back(architecture::head_name(head));
    network.register_module(names.back(), make_head(head, outputs[i], whole, features, random));
  }
  if (architecture::has_profiles(architecture)) {
    network.define(
        "def forward(self, x: Tensor, control: Optional[Tensor]=None) -> Dict[str, Tensor]:\n" +
        lines + profile_source(names));
  } else {
    network.define("def forward(self, x: Tensor) -> Tensor:\n" + lines + label_source(names));
  }
  network.train();
  return network;
}

torch::jit::Module build_network(const Architecture& architecture, std::int64_t length,
                                 std::int64_t tasks, util::Random& random) {
  NetworkShape shape;
  shape.length = length;
  shape.tasks = tasks;
  return build_network(architecture, shape, random);
}

std::int64_t parameter_count(const torch::jit::Module& network) {
  std::int64_t count = 0;
  for (const auto& parameter : network.parameters()) count += parameter.numel();
  return count;
}

void save_network(const torch::jit::Module& network, const Metadata& metadata,
                  const std::string& path) {
  auto copy = network.deepcopy();
  copy.eval();
  copy.to(torch::kCPU);
  const torch::jit::ExtraFilesMap extra{{"siskin.json", to_json(metadata).dump(2) + "\n"}};
  util::TemporaryPath target(path);
  try {
    copy.save(target.path().string(), extra);
  } catch (const std::exception& error) {
    throw Error(path + ": cannot be written: " + torch_message(error));
  }
  target.commit();
}

}  // namespace siskin::model
