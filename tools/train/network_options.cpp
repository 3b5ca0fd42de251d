#include "train/network_options.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <iterator>
#include <vector>

#include "siskin/architecture/activation_names.hpp"
#include "siskin/architecture/architecture_json.hpp"
#include "siskin/architecture/initializer.hpp"
#include "siskin/architecture/modifiers.hpp"
#include "siskin/architecture/named.hpp"
#include "siskin/io/input.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

// What changes an architecture, and so says nothing to a network that is there already.
constexpr std::array<const char*, 7> kChanges = {
    "activation",    "activation-scale", "width-factor",     "dropout",
    "no-batch-norm", "initializer",      "first-initializer"};

constexpr std::int64_t kLongest = 1'000'000'000;
constexpr std::int64_t kMostTracks = 1'000'000;

bool is_file(const std::string& architecture) { return util::ends_with(architecture, ".json"); }

void check_architecture(const std::string& name) {
  const auto names = architecture::architecture_names();
  if (is_file(name) || std::find(names.begin(), names.end(), name) != names.end()) return;
  std::string known;
  for (const auto& one : names) known += one + ", ";
  throw UsageError("option --arch: found " + util::quoted(name) + ", expected one of " + known +
                   "or FILE.json");
}

void check_initializer(const std::string& option, const std::string& word) {
  if (word.empty()) return;
  try {
    architecture::parse_initializer(word);
  } catch (const Error& error) {
    throw UsageError("option --" + option + ": " + error.what());
  }
}

void check_init(const cli::Options& options, const NetworkOptions& network) {
  if (network.init.empty()) return;
  if (options.given("arch")) throw UsageError("--init brings its own network, without --arch");
  if (network.describe) throw UsageError("--describe is of --arch, not of --init");
  for (const auto* option : kChanges) {
    if (options.given(option)) {
      throw UsageError(std::string("--") + option + " changes --arch, not the network of --init");
    }
  }
}

std::string read_text(const std::string& path) {
  const auto in = io::open_input(path);
  return {std::istreambuf_iterator<char>(*in), {}};
}

}  // namespace

void add_network_options(cli::Options& options, NetworkOptions& network) {
  options.group("Network")
      .text("arch", &network.architecture, "NAME|FILE.json",
            "a network that comes with siskin, or a list of layers")
      .text("init", &network.init, "FILE.pt",
            "train this TorchScript network further, instead of a new one")
      .choice("activation", &network.activation, architecture::activation_names(),
              "activation of the first layer [as --arch says]")
      .real("activation-scale", &network.activation_scale, "s of --activation exponential, e^(s x)")
      .integer("width-factor", &network.width_factor, 1,
               "times so many filters and units as --arch says", 1000)
      .optional_real("dropout", &network.dropout,
                     "rate of dropout between convolutions; 0: no dropout at all")
      .flag("no-batch-norm", &network.no_batch_norm, "leave batch norm out")
      .text("initializer", &network.initializer, "NAME",
            "first weights: glorot-, he- or lecun-, then uniform or normal; normal:SD; pytorch "
            "[as --arch says]")
      .text("first-initializer", &network.first_initializer, "NAME",
            "likewise, of the first layer alone")
      .flag("describe", &network.describe,
            "print layers, shapes and numbers of parameters, and train nothing")
      .integer("length", &network.shape.length, 0,
               "--describe: bases of the input; 0: the usual length of --arch", kLongest)
      .integer("outputs", &network.shape.tasks, 1, "--describe: number of labels or profiles",
               kMostTracks)
      .integer("control-tracks", &network.shape.controls, 0, "--describe: tracks of controls",
               kMostTracks);
}

void check_network(const cli::Options& options, const NetworkOptions& network) {
  check_init(options, network);
  check_architecture(network.architecture);
  if (network.activation_scale <= 0) {
    throw UsageError("option --activation-scale: expected a number above 0");
  }
  if (options.given("activation-scale") && network.activation != "exponential") {
    throw UsageError("--activation-scale needs --activation exponential");
  }
  if (network.dropout && (*network.dropout < 0 || *network.dropout >= 1)) {
    throw UsageError("option --dropout: found " + util::format_double(*network.dropout) +
                     ", expected a number from 0 to below 1");
  }
  check_initializer("initializer", network.initializer);
  check_initializer("first-initializer", network.first_initializer);
}

architecture::Architecture read_architecture(const NetworkOptions& network) {
  const auto& name = network.architecture;
  auto net = is_file(name) ? architecture::parse_architecture(read_text(name), name)
                           : architecture::named_architecture(name);
  if (!network.activation.empty()) {
    architecture::set_first_activation(net, network.activation, network.activation_scale);
  }
  if (network.width_factor != 1) architecture::multiply_width(net, network.width_factor);
  if (network.dropout) architecture::set_dropout(net, *network.dropout);
  if (network.no_batch_norm) architecture::remove_batch_norm(net);
  if (!network.initializer.empty()) {
    architecture::set_initializer(net, architecture::parse_initializer(network.initializer));
  }
  if (!network.first_initializer.empty()) {
    architecture::set_first_initializer(net,
                                        architecture::parse_initializer(network.first_initializer));
  }
  return net;
}

}  // namespace siskin::tools
