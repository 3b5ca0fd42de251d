// The networks of the literature, written out operation by operation from their papers and code,
// against what siskin builds from its files: same weights, same numbers.
#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <cmath>
#include <stdexcept>

#include "siskin/architecture/named.hpp"
#include "siskin/model/build_network.hpp"

namespace siskin::model {
namespace {

using torch::Tensor;

/// A network in evaluation mode, with its parameters by their dotted names.
class Published {
 public:
  Published(const std::string& name, const NetworkShape& shape) {
    util::Random random(3);
    module_ = build_network(architecture::named_architecture(name), shape, random);
    module_.eval();
  }

  Tensor values(const Tensor& x) { return module_.forward({x}).toTensor(); }
  c10::Dict<c10::IValue, c10::IValue> heads(const Tensor& x, const Tensor& control) {
    return module_.forward({x, control}).toGenericDict();
  }
  Tensor operator[](const std::string& name) const {
    for (const auto& parameter : module_.named_parameters()) {
      if (parameter.name == name) return parameter.value;
    }
    for (const auto& buffer : module_.named_buffers()) {
      if (buffer.name == name) return buffer.value;
    }
    throw std::out_of_range(name);
  }

  Tensor convolved(const std::string& layer, const Tensor& x, std::int64_t padding = 0,
                   std::int64_t dilation = 1, std::int64_t groups = 1) const {
    return torch::conv1d(x, (*this)[layer + ".weight"], (*this)[layer + ".bias"], 1, padding,
                         dilation, groups);
  }
  Tensor dense(const std::string& layer, const Tensor& x) const {
    return torch::linear(x, (*this)[layer + ".weight"], (*this)[layer + ".bias"]);
  }

 private:
  torch::jit::Module module_;
};

Tensor published_input(torch::IntArrayRef shape) {
  torch::manual_seed(5);
  return torch::rand(shape);
}

void expect_close(const c10::IValue& found, const Tensor& expected) {
  const auto& tensor = found.toTensor();
  ASSERT_EQ(tensor.sizes(), expected.sizes());
  EXPECT_TRUE(torch::allclose(tensor, expected, 1e-4, 1e-5))
      << (tensor - expected).abs().max().item<float>();
}

// The trunk of Tseng, Shrikumar & Kundaje 2020: h_i = relu(conv_i(s_(i-1))), s_i = s_(i-1) + h_i
// for i < 6; h_6 alone goes on.
Tensor fourier_trunk(const Published& net, const Tensor& x) {
  auto h = torch::relu(net.convolved("conv1", x, 10));
  auto s = h;
  for (int i = 1; i <= 6; ++i) {
    const auto layer = i < 6 ? "residual" + std::to_string(i) + ".conv1" : "conv2";
    h = torch::relu(net.convolved(layer, s, 1 << i, 1 << i));
    if (i < 6) s = s + h;
  }
  return h.slice(2, 136, 136 + 1074);
}

void expect_fourier_profile(const std::string& name, std::int64_t controls, std::int64_t shown) {
  const torch::NoGradGuard no_grad;
  constexpr std::int64_t kTasks = 2;
  Published net(name, {1346, kTasks, 1000, 2, controls});
  const auto x = published_input({2, 4, 1346});
  const auto control = published_input({2, controls, 1346});
  const auto h = fourier_trunk(net, x);
  auto profile = net.convolved("profile.convolution", h).view({2, kTasks, 2, 1000});
  auto counts = net.dense("counts.dense", h.mean(2)).view({2, kTasks, 2, 1});
  if (controls > 0) {
    const auto window = control.slice(2, 173, 1173).view({2, shown, 2, 1000});
    profile = torch::cat({profile, window.expand({2, kTasks, 2, 1000})}, 2);
    counts = torch::cat({counts, window.sum(3, true).expand({2, kTasks, 2, 1})}, 2);
  }
  profile = net.convolved("profile.mixing", profile.flatten(1, 2), 0, 1, kTasks);
  counts = net.convolved("counts.mixing", counts.flatten(1, 2), 0, 1, kTasks);
  const auto found = net.heads(x, control);
  expect_close(found.at("profile"), profile.view({2, kTasks, 2, 1000}).transpose(2, 3));
  expect_close(found.at("counts"), counts.view({2, kTasks * 2}));
}

TEST(FourierProfile, IsThePublishedNetworkWithMatchedControls) {
  expect_fourier_profile("fourier-profile-matched", 4, 2);
}

TEST(FourierProfile, IsThePublishedNetworkWithASharedControl) {
  expect_fourier_profile("fourier-profile-shared", 2, 1);
}

TEST(FourierProfile, IsThePublishedNetworkWithoutControls) {
  expect_fourier_profile("fourier-profile", 0, 0);
}

// BPNet as bpnet-lite 1.0 writes it.
TEST(Bpnet, IsTheNetworkOfBpnetLite) {
  const torch::NoGradGuard no_grad;
  Published net("bpnet", {2114, 1, 1000, 2, 2});
  const auto x = published_input({2, 4, 2114});
  const auto control = published_input({2, 2, 2114});
  auto h = torch::relu(net.convolved("conv1", x, 10));
  for (int i = 1; i <= 8; ++i) {
    const auto layer = "residual" + std::to_string(i) + ".conv1";
    h = h + torch::relu(net.convolved(layer, h, 1 << i, 1 << i));
  }
  const auto profile =
      net.convolved("profile.convolution", torch::cat({h, control}, 1), 37).slice(2, 557, 1557);
  const auto sum = control.slice(2, 520, 1594).sum(torch::IntArrayRef({1, 2}));
  const auto features =
      torch::cat({h.slice(2, 520, 1594).mean(2), torch::log(sum + 1).unsqueeze(1)}, 1);
  const auto found = net.heads(x, control);
  expect_close(found.at("profile"), profile.unsqueeze(1).transpose(2, 3));
  expect_close(found.at("counts"), net.dense("counts.dense", features));
}

// The binary network of Tseng, Shrikumar & Kundaje 2020: batch norm behind the activation.
TEST(FourierBinary, IsThePublishedNetwork) {
  const torch::NoGradGuard no_grad;
  Published net("fourier-binary", {1000, 4});
  const auto normed = [&](int i, const Tensor& x) {
    const auto name = "batch_norm" + std::to_string(i);
    return torch::batch_norm(x, net[name + ".weight"], net[name + ".bias"],
                             net[name + ".running_mean"], net[name + ".running_var"], false, 0.1,
                             1e-5, false);
  };
  const auto x = published_input({3, 4, 1000});
  auto h = x;
  for (int i = 1; i <= 3; ++i) {
    h = normed(i, torch::relu(net.convolved("conv" + std::to_string(i), h)));
  }
  h = torch::max_pool1d(h, 40).flatten(1);
  h = normed(4, torch::relu(net.dense("dense1", h)));
  h = normed(5, torch::relu(net.dense("dense2", h)));
  expect_close(net.values(x), net.dense("output", h));
}

// Koo & Ploenzke 2021, tasks 5 and 6: the residual block of residualbind has a rectifier inside
// each convolution.
TEST(Residualbind, AddsItsBlockAsPublished) {
  const torch::NoGradGuard no_grad;
  util::Random random(3);
  auto module = build_network(architecture::named_architecture("residualbind"), 400, 1, random);
  module.eval();
  auto block = module.attr("residual1").toModule();
  const auto kernel = [&](const char* name) {
    return block.attr(name).toModule().attr("weight").toTensor();
  };
  const double scale = 1 / std::sqrt(1 + 1e-3);  // of a batch norm that has seen nothing yet
  const auto x = published_input({2, 24, 50});
  auto h = torch::relu(torch::conv1d(x, kernel("conv1"), {}, 1, 2)) * scale;
  h = torch::relu(torch::conv1d(torch::relu(h), kernel("conv2"), {}, 1, 2)) * scale;
  expect_close(block.forward({x}), x + h);
}

}  // namespace
}  // namespace siskin::model
