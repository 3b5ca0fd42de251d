#include "siskin/architecture/activation_names.hpp"

#include <algorithm>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::architecture {

const std::vector<std::string>& activation_names() {
  static const std::vector<std::string> names = {"relu",
                                                 "exponential",
                                                 "sigmoid",
                                                 "tanh",
                                                 "softplus",
                                                 "linear",
                                                 "elu",
                                                 "shift-relu",
                                                 "scale-relu",
                                                 "shift-scale-relu",
                                                 "shift-sigmoid",
                                                 "scale-sigmoid",
                                                 "shift-scale-sigmoid",
                                                 "shift-tanh",
                                                 "scale-tanh",
                                                 "shift-scale-tanh",
                                                 "exp-relu",
                                                 "log",
                                                 "log-relu"};
  return names;
}

void check_activation(const std::string& name) {
  const auto& names = activation_names();
  if (std::find(names.begin(), names.end(), name) != names.end()) return;
  std::string known;
  for (const auto& one : names) known += (known.empty() ? "" : ", ") + one;
  throw Error("activation: found " + util::quoted(name) + ", expected one of " + known);
}

}  // namespace siskin::architecture
