#pragma once

#include <string>
#include <vector>

#include "siskin/blackbox/maskable_sequence.hpp"
#include "siskin/blackbox/sis.hpp"
#include "siskin/blackbox/subset_selectors.hpp"

namespace siskin::tools {

/// A sequence as it is searched.
struct Subject {
  blackbox::MaskableSequence sequence;
  std::vector<std::string> unit_names;  ///< with --groups, one a unit: the group's or "."
};

/// What was found of it.
struct Explained {
  double threshold = 0;
  blackbox::SisResult result;
  std::vector<blackbox::Perturbation> perturbations;  ///< one a subset, or none
};

}  // namespace siskin::tools
