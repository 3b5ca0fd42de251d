#pragma once

#include <string>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {

/// What a profile is a distribution over.
enum class ProfileSoftmax {
  kStrand,  ///< positions, each strand for itself (Avsec et al. 2021; Tseng et al. 2020)
  kJoint,   ///< positions and strands together (bpnet-lite)
};

/// "strand" or "joint" as given to --profile-softmax. Throws UsageError otherwise.
inline ProfileSoftmax parse_profile_softmax(const std::string& word) {
  if (word == "strand") return ProfileSoftmax::kStrand;
  if (word == "joint") return ProfileSoftmax::kJoint;
  throw UsageError("option --profile-softmax: found " + util::quoted(word) +
                   ", expected strand or joint");
}

/// The loss of a profile network is its multinomial part plus count_weight times its count part.
/// The defaults are those of Tseng et al. 2020; bpnet-lite has a joint softmax, positives only, and
/// the mean count of a positive track as the weight.
struct ProfileSettings {
  ProfileSoftmax softmax = ProfileSoftmax::kStrand;
  bool positives_only = false;  ///< the multinomial part; counts are of all examples
  double count_weight = 20;
};

}  // namespace siskin::train
