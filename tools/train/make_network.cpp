#include "train/make_network.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include "siskin/model/build_network.hpp"
#include "siskin/model/torch_error.hpp"
#include "siskin/train/fused_trunk.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"

namespace siskin::tools {
namespace {

architecture::NetworkShape network_shape(const data::Shape& shape) {
  architecture::NetworkShape network;
  network.length = static_cast<std::int64_t>(shape.length);
  network.tasks = static_cast<std::int64_t>(shape.tasks);
  network.output_length = static_cast<std::int64_t>(shape.profile_length);
  network.strands = static_cast<std::int64_t>(shape.strands);
  network.controls = static_cast<std::int64_t>(shape.controls);
  return network;
}

model::Network build(const NetworkOptions& options, const data::Shape& shape, std::uint64_t seed) {
  const auto architecture = read_architecture(options);
  if (architecture::has_profiles(architecture) && !shape.has_profiles()) {
    throw Error(architecture.name +
                ": predicts profiles, but the data have none (--signal with --output-length)");
  }
  util::Random random(seed);
  return {architecture, model::build_network(architecture, network_shape(shape), random)};
}

// A network of another origin may want anything; better to know before the first epoch.
void require_outputs(const model::Network& network, const data::Shape& shape,
                     const std::string& path) {
  const torch::NoGradGuard no_grad;
  const auto length = static_cast<std::int64_t>(shape.length);
  const auto input = torch::zeros({2, 4, length});
  model::Outputs outputs;
  try {
    outputs = network.forward(input, {});
  } catch (const std::exception& error) {
    throw Error(path + ": fails on sequences of " + std::to_string(length) +
                " bases: " + model::torch_message(error));
  }
  const bool profiles = outputs.profile_ntos.defined();
  const auto found = profiles ? outputs.profile_ntos.size(1) : outputs.values_nt.size(1);
  if (profiles == shape.has_profiles() && found == static_cast<std::int64_t>(shape.tasks)) return;
  const auto kind = [](bool of_profiles) { return of_profiles ? " profiles" : " outputs"; };
  throw Error(path + ": gives " + std::to_string(found) + kind(profiles) + ", expected the " +
              std::to_string(shape.tasks) + kind(shape.has_profiles()) + " of the data");
}

}  // namespace

model::Network make_network(const NetworkOptions& options, const data::Shape& shape,
                            std::uint64_t seed, const std::string& device) {
  auto network =
      options.init.empty() ? build(options, shape, seed) : model::open_network(options.init);
  if (!options.init.empty()) require_outputs(network, shape, options.init);
  auto module = network.module();
  module.to(torch::Device(device));
  network.set_trunk_runner(train::fused_trunk(network));
  network.set_profile_runner(train::fused_profile(network));
  return network;
}

}  // namespace siskin::tools
