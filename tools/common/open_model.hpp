#pragma once

#include "common/model_options.hpp"
#include "siskin/model/model.hpp"

namespace siskin::tools {

/// How the engines of siskin-predict, -attribute and -sis open their model.
inline model::ModelOptions model_options(const ModelSettings& settings) {
  return {settings.device, settings.output_kind, settings.head, settings.precision};
}

}  // namespace siskin::tools
