#include "unit/model/incremental_zoo.hpp"

#include <torch/script.h>
#include <torch/torch.h>

#include <map>
#include <ostream>

#include "siskin/util/random.hpp"
#include "support/run_command.hpp"

namespace siskin::test {
namespace {

std::map<std::string, torch::Tensor> zoo_tensors() {
  const auto small = [](torch::IntArrayRef shape) { return torch::randn(shape) * 0.4; };
  return {{"a", small({6, 4, 7})},         {"ab", small({6})},
          {"b", small({8, 6, 3})},         {"bb", small({8})},
          {"c", small({6, 6, 3})},         {"depth", small({6, 1, 5})},
          {"d", small({5, 96})},           {"db", small({5})},
          {"h6", small({3, 6})},           {"h8", small({3, 8})},
          {"even", small({6, 6, 4})},      {"mean", small({6})},
          {"var", torch::rand({6}) + 0.5}, {"one", small({6, 6, 1})},
          {"profile", small({1, 6, 9})},   {"places", small({6, kZooLength})},
          {"tall", small({6, 1, 4, 7})},   {"wide", small({6, 1, 7, 4})},
          {"flat", small({6, 4, 1, 7})},   {"slope", torch::rand({6})},
          {"nlc", small({6, 4})},          {"dl", small({5, 6 * kZooLength})}};
}

const char* const kFirst = "  x = torch.relu(torch.conv1d(x, self.a, self.ab, [1], [3]))\n";

ZooNetwork after_first(const std::string& name, const std::string& body,
                       const std::string& whole_from = "") {
  return {name, kFirst + body, whole_from};
}

std::vector<ZooNetwork> heads() {
  const std::string head = "  return torch.linear(x, self.h6)\n";
  return {
      after_first("global maximum", "  x, _ = torch.max(x, 2)\n" + head),
      after_first("global amax", "  x = torch.amax(x, [-1])\n" + head),
      after_first("global mean", "  x = x.mean(2)\n" + head),
      after_first("global sum", "  x = torch.sum(x, 2)\n" + head),
      after_first("adaptive maximum",
                  "  x = torch.adaptive_max_pool1d(x, [1])[0].squeeze(2)\n" + head),
      after_first("adaptive mean", "  x = torch.adaptive_avg_pool1d(x, [1]).flatten(1)\n" + head),
      after_first("adaptive bins",
                  "  x = torch.adaptive_avg_pool1d(x, [12])\n  return x.exp().sum(2)\n"),
      after_first("uneven bins",
                  "  x = torch.adaptive_avg_pool1d(x, [7])\n  return x.exp().sum(2)\n",
                  "adaptive_avg_pool1d"),
      after_first("flatten and dense",
                  "  return torch.sigmoid(torch.linear(torch.dropout(torch.flatten(x, 1), 0.5, "
                  "False), self.dl, self.db))\n"),
      after_first("view and addmm",
                  "  x = x.view([x.size(0), -1])\n"
                  "  return torch.addmm(self.db, x, self.dl.t())\n"),
      after_first("channels-last flatten",
                  "  x = x.transpose(1, 2).reshape([x.size(0), -1])\n"
                  "  return torch.matmul(x, self.dl.t())\n"),
      after_first("flat and not linear",
                  "  x = x.flatten(1).tanh()\n  return torch.linear(x, self.dl)\n", "flatten"),
      after_first("softmax over positions", "  return (torch.softmax(x, 2) * x).sum(2)\n",
                  "softmax"),
      after_first("attention",
                  "  y = x.transpose(1, 2)\n  z = torch.softmax(torch.matmul(y, x) * 0.1, -1)\n"
                  "  return torch.matmul(z, y).mean(1)\n",
                  "matmul"),
      after_first("gated by its mean", "  return (x * x.mean([2], True)).amax([2])\n", "mul"),
      after_first("profile",
                  "  x = torch.conv1d(x, self.profile, None, [1], [4])\n"
                  "  return x[:, 0, 5:-5]\n"),
      after_first("several read-outs",
                  "  return torch.cat([x.mean(2), torch.amax(x, [2]), x[:, :, 24]], 1)\n",
                  "select")};
}

std::vector<ZooNetwork> convolutions() {
  const auto net = [](const std::string& name, const std::string& body) {
    return after_first(name, body + "  return torch.tanh(x).sum(2)\n");
  };
  return {net("two", "  x = torch.conv1d(x, self.b, self.bb)\n"),
          net("same by word", "  x = torch.conv1d(x, self.even, self.ab, 1, 'same')\n"),
          net("dilated", "  x = torch.conv1d(x, self.c, self.ab, [1], [4], [4])\n"),
          net("strided",
              "  x = torch.conv1d(x, self.c, self.ab, [2], [1])\n"
              "  x = torch.conv1d(x.exp(), self.b, self.bb, [3], [2])\n"),
          net("depthwise", "  x = torch.conv1d(x, self.depth, self.ab, [1], [2], [1], 6)\n"),
          net("one by one", "  x = torch.conv1d(x, self.one, self.ab)\n"),
          net("residual",
              "  for d in [1, 2, 4, 8]:\n"
              "    x = x + torch.relu(torch.conv1d(x, self.c, self.ab, [1], [d], [d]))\n"),
          net("cropped residual", "  x = x[:, :, 1:-1] + torch.conv1d(x, self.c, self.ab)\n"),
          net("batch norm",
              "  x = torch.batch_norm(x, self.ab, self.slope, self.mean, self.var, False, 0.1, "
              "1e-5, False)\n  x = torch.conv1d(x.exp(), self.b, self.bb)\n"),
          net("normed convolution",
              "  x = torch.batch_norm(torch.conv1d(x, self.c, self.ab), self.ab, self.slope, "
              "self.mean, self.var, False, 0.1, 1e-5, False)\n"),
          net("wide padding", "  x = torch.conv1d(x, self.c, self.ab, [1], [9])\n")};
}

std::vector<ZooNetwork> pools() {
  const auto net = [](const std::string& name, const std::string& body) {
    return after_first(name, body +
                                 "  return torch.linear(torch.conv1d(x, self.b).tanh().mean(2), "
                                 "self.h8)\n");
  };
  return {net("max-pool", "  x = torch.max_pool1d(x, [4])\n"),
          net("overlapping", "  x = torch.max_pool1d(x, [5], [2], [2], [1], True)\n"),
          net("dilated pool", "  x = torch.max_pool1d(x, [3], [2], [1], [3])\n"),
          net("mean-pool", "  x = torch.avg_pool1d(x, [4], [3])\n"),
          net("padded mean", "  x = torch.avg_pool1d(x, [5], [2], [2], True, True)\n"),
          net("mean of the real", "  x = torch.avg_pool1d(x, [5], [3], [2], True, False)\n"),
          {"pooled and dense",
           std::string(kFirst) +
               "  x = torch.max_pool1d(torch.conv1d(x, self.b, self.bb, [1], [1]), [4])\n"
               "  return torch.linear(x.flatten(1), self.d, self.db)\n",
           ""}};
}

std::vector<ZooNetwork> layouts() {
  return {{"NLC dense",
           "  x = torch.linear(x.transpose(1, 2), self.nlc).exp()\n"
           "  x = torch.layer_norm(x, [6])\n  return x.mean(1)\n",
           ""},
          {"NLC convolution",
           "  x = x.permute([0, 2, 1])\n"
           "  x = torch.conv1d(x.transpose(1, 2), self.a).transpose(1, 2)\n"
           "  return torch.linear(torch.amax(x, [1]), self.h6)\n",
           ""},
          {"channels as height",
           "  x = torch.conv2d(x.unsqueeze(1), self.tall, self.ab, [1, 1], [0, 3])\n"
           "  x = torch.max_pool2d(torch.relu(x), [1, 4])\n"
           "  return x.squeeze(2).exp().mean(2)\n",
           ""},
          {"channels as width",
           "  x = x.transpose(1, 2).unsqueeze(1)\n"
           "  x = torch.conv2d(x, self.wide, self.ab).squeeze(3)\n"
           "  return x.tanh().sum(2)\n",
           ""},
          {"height one",
           "  x = torch.conv2d(x.unsqueeze(2), self.flat, self.ab, [1, 1], [0, 3])\n"
           "  return x.squeeze(2).sigmoid().sum(2)\n",
           ""},
          after_first("by position",
                      "  x = (x * self.places + self.places[0]).tanh()\n"
                      "  return torch.conv1d(x, self.b).amax([2])\n"),
          after_first("with a control",
                      "  y = torch.zeros([x.size(0), 2, x.size(2)])\n"
                      "  y = y + torch.arange(x.size(2)) * 0.01\n"
                      "  x = torch.cat([y.to(x.dtype), x[:, 2:]], 1)\n"
                      "  return torch.conv1d(x, self.b).exp().mean(2)\n"),
          after_first("gated",
                      "  y, z = x.chunk(2, 1)\n  x = y * torch.sigmoid(z)\n"
                      "  return torch.gelu(x - x.mean([1], True)).sum(2)\n"),
          after_first("padded and prelu",
                      "  x = torch.constant_pad_nd(x, [3, -2], 0.5)\n"
                      "  x = torch.prelu(x - 0.3, self.slope)\n"
                      "  return torch.conv1d(x, self.b).exp().mean(2)\n"),
          after_first("stepped",
                      "  x = x[:, :, 1::3]\n  return torch.conv1d(x, self.b).exp().mean(2)\n"),
          {"both strands",
           "  y = x.flip([1, 2])\n  a = torch.amax(torch.conv1d(x, self.a), [2])\n"
           "  b = torch.amax(torch.conv1d(y, self.a), [2])\n"
           "  return torch.maximum(a, b)\n",
           "flip"},
          {"bag of bases",
           "  return torch.linear(torch.cat([x.mean(2), x[:, 0:2, 3]], 1), self.h6)\n", "select"}};
}

}  // namespace

std::vector<ZooNetwork> zoo_networks() {
  std::vector<ZooNetwork> all;
  for (const auto& family : {heads(), convolutions(), pools(), layouts()}) {
    all.insert(all.end(), family.begin(), family.end());
  }
  return all;
}

model::Model open_zoo_network(const std::string& body, const std::string& precision,
                              std::uint64_t seed) {
  const TemporaryFolder folder;
  torch::manual_seed(seed);
  torch::jit::Module module("Model");
  for (const auto& [name, tensor] : zoo_tensors()) module.register_parameter(name, tensor, false);
  module.define("def forward(self, x: Tensor):\n" + body);
  const auto path = (folder.path() / "model.pt").string();
  module.save(path);
  model::ModelOptions options;
  options.precision = precision;
  return model::Model(path, options);
}

std::vector<float> random_bases(std::int64_t length, std::uint64_t seed) {
  util::Random random(seed);
  const auto positions = static_cast<std::size_t>(length);
  std::vector<float> map_cl(4 * positions, 0.F);
  for (std::size_t i = 0; i < positions; ++i) map_cl[random.below(4) * positions + i] = 1;
  return map_cl;
}

std::vector<blackbox::Edit> single_edits(std::int64_t length) {
  std::vector<blackbox::Edit> edits;
  for (std::size_t i = 0; i < static_cast<std::size_t>(length); ++i) {
    edits.push_back({{i, {0, 1, 0, 0}}});
    edits.push_back({{i, {0.25F, 0.25F, 0.25F, 0.25F}}});
  }
  edits.emplace_back();
  return edits;
}

std::vector<blackbox::Edit> group_edits(std::int64_t length, std::uint64_t seed) {
  util::Random random(seed);
  const auto positions = static_cast<std::size_t>(length);
  std::vector<blackbox::Edit> edits;
  for (std::size_t width = 2; width <= 20; width += 3) {
    blackbox::Edit window;
    const auto begin = random.below(positions - width + 1);
    for (std::size_t i = 0; i < width; ++i) window.push_back({begin + i, {0, 0, 0, 1}});
    edits.push_back(window);
    const auto one = random.below(positions / 2);
    edits.push_back(
        {{one, {0, 0, 0, 0}}, {one + 1 + random.below(positions / 2 - 1), {1, 0, 0, 0}}});
  }
  return edits;
}

at::Tensor plain_outputs(const model::Function& function, const std::vector<float>& base_cl,
                         const std::vector<blackbox::Edit>& edits) {
  const torch::NoGradGuard no_grad;
  const auto length = static_cast<std::int64_t>(base_cl.size() / 4);
  std::vector<at::Tensor> edited;
  for (const auto& edit : edits) {
    auto map_cl = base_cl;
    blackbox::apply(edit, map_cl.data(), map_cl.size() / 4);
    edited.push_back(torch::tensor(map_cl).view({4, length}));
  }
  return function.forward(torch::stack(edited));
}

std::ostream& operator<<(std::ostream& out, const ZooNetwork& network) {
  return out << network.name;
}

double worst_difference(const at::Tensor& one, const at::Tensor& other) {
  return one.sizes() == other.sizes() ? (one - other).abs().max().item<double>() : 1e30;
}

}  // namespace siskin::test
