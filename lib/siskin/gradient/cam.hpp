#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "siskin/gradient/explanation.hpp"
#include "siskin/model/function.hpp"

namespace siskin::gradient {

/// Which map of a layer A (N,C,L') is made. w and the gradient are those of one output f.
enum class CamKind {
  /// sum_k w_k A[k,l'] (Zhou, Khosla, Lapedriza, Oliva & Torralba 2016, "Learning deep features for
  /// discriminative localization"), for networks that end in f = sum_k w_k mean_l' A[k,l'] + b. The
  /// mean of the map plus b is f.
  kCam,
  /// sum_k alpha_k A[k,l'], alpha_k = mean_l' df/dA[k,l'] (Selvaraju et al. 2017, "Grad-CAM"), for
  /// any network. CAM / L' where CAM is defined.
  kGradCam,
  /// Guided back-propagation * up-sampled max(Grad-CAM, 0) (ibid.).
  kGuidedGradCam,
};

/// How the L' positions of a layer become the L bases of the sequence.
enum class Upsample {
  kNearest,         ///< base l takes position floor(l L' / L)
  kLinear,          ///< interpolates, the sequence and the layer having the same two ends
  kReceptiveField,  ///< the mean over the positions that see base l; 0 where none does
};

/// "nearest", "linear" or "receptive-field". Throws UsageError otherwise.
Upsample parse_upsample(const std::string& word);

struct CamOptions {
  CamKind kind = CamKind::kGradCam;
  /// A name of Program::layers(), whose output is (N,C,L') (or (N,L',C) after a transposition).
  /// Empty: what the network computes last before it pools the positions away or flattens them.
  std::string layer;
  Upsample upsample = Upsample::kNearest;
  bool rectify = false;  ///< max(map, 0) before it is up-sampled; always for guided Grad-CAM
  /// receptive_field() of this layer and length, (L',L), for those who explain many batches;
  /// without it the receptive-field up-sampling computes it anew for each.
  at::Tensor field_ul;
};

/// The map (N,K,4,L) holds the value of a position at its observed base, 0 at the others: the map
/// of the layer knows no bases. No sums. A layer of width W and no padding has L' = L - W + 1
/// positions, so that nearest up-sampling is up to W - 1 bases off; compare with motifs by
/// receptive-field.
/// Throws Error for a layer that does not exist or has no positions, and for CAM of a network that
/// has more than views and linear operations between the layer and the output (naming the first) or
/// does not weigh all positions equally.
Explanation class_activation_map(const model::Function& function, const Batch& batch,
                                 const CamOptions& options);

/// (N,K,L') -> (N,K,L). `field_ul` (L',L) is only read for kReceptiveField.
at::Tensor upsampled(const at::Tensor& map_nku, std::int64_t length, Upsample upsample,
                     const at::Tensor& field_ul);

}  // namespace siskin::gradient
