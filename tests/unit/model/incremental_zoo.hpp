#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "siskin/blackbox/scorer.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/model.hpp"

namespace siskin::test {

/// A network written out, and how it is to be evaluated.
struct ZooNetwork {
  std::string name;
  std::string body;        ///< of forward(self, x: Tensor), lines indented by two blanks
  std::string whole_from;  ///< part of the operation from where on positions are whole; or empty
};

std::ostream& operator<<(std::ostream& out, const ZooNetwork& network);

/// Networks for sequences of kZooLength bases over the tensors of zoo_tensors().
std::vector<ZooNetwork> zoo_networks();
constexpr std::int64_t kZooLength = 48;

/// Opens a network with random weights of this seed.
model::Model open_zoo_network(const std::string& body, const std::string& precision = "float64",
                              std::uint64_t seed = 1);

/// (4, length) of random bases.
std::vector<float> random_bases(std::int64_t length, std::uint64_t seed);

/// Every substitution by C and by 0.25 each, and the empty edit.
std::vector<blackbox::Edit> single_edits(std::int64_t length);
/// Windows and scattered groups of 2 to 20 positions.
std::vector<blackbox::Edit> group_edits(std::int64_t length, std::uint64_t seed);

/// Every edited sequence through Function::forward: (edits, K).
at::Tensor plain_outputs(const model::Function& function, const std::vector<float>& base_cl,
                         const std::vector<blackbox::Edit>& edits);

/// Largest absolute difference.
double worst_difference(const at::Tensor& one, const at::Tensor& other);

}  // namespace siskin::test
