#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "siskin/blackbox/design.hpp"
#include "siskin/model/function.hpp"

// Gradient ascent over sequences (Simonyan et al. 2013: activation maximisation). Four logits a
// position stand for a distribution over the bases, p = softmax(l), and Adam (Kingma & Ba 2015)
// moves them.
//
// What differs from the published code: the sequence that is handed back is the best one-hot
// sequence that was met on the way, sampled or most likely, and its score is that of this sequence.

namespace siskin::gradient {

enum class Parametrisation {
  kSoftmax,          ///< the network sees p itself (Lanchantin et al. 2017)
  kStraightThrough,  ///< it sees a sequence drawn from p; the derivative passes as if it were p
                     ///< (SeqProp, Bogard et al. 2019)
  kFastSeqProp,      ///< the same with logits normalised along the positions (Linder & Seelig 2021)
};

/// softmax, straight-through or fast-seqprop. Throws UsageError otherwise.
Parametrisation parse_parametrisation(std::string_view word);

/// Logits (n,4,L) and, of kFastSeqProp, what scales them.
struct DesignLogits {
  Parametrisation parametrisation = Parametrisation::kStraightThrough;
  at::Tensor logit_ncl;
  at::Tensor scale_nc1;   ///< gamma; undefined otherwise
  at::Tensor offset_nc1;  ///< beta

  /// p (n,4,L). Of kFastSeqProp the softmax of gamma (l - mean) / (sd + 1e-3) + beta, mean and
  /// standard deviation (of all L) along the positions of each base.
  at::Tensor probability_ncl() const;
  /// What Adam moves.
  std::vector<at::Tensor> parameters() const;
};

/// Logits of 1 at each base of one-hot sequences and 0 elsewhere, with scale 1 and offset 0; they
/// require derivatives.
DesignLogits start_logits(Parametrisation parametrisation, const at::Tensor& onehot_ncl);

/// Writes into each parameter the derivative of sum(p * gradient_ncl), which for logits alone is
/// p (g - <p, g>) at each position.
void backpropagate(const DesignLogits& logits, const at::Tensor& gradient_ncl);

struct LogitDesignOptions {
  Parametrisation parametrisation = Parametrisation::kFastSeqProp;
  blackbox::DesignGoal goal;
  std::int64_t steps = 200;
  double learning_rate = 0.1;
  std::uint64_t seed = 1;
  std::int64_t batch_size = 256;
};

/// The sequences to begin with.
struct DesignStarts {
  at::Tensor onehot_ncl;               ///< float32 on the CPU
  std::vector<std::uint64_t> numbers;  ///< in the input: a stream of chance for each
  /// By sequence and position: stays as it is. Columns without one base of 1 (N) always stay.
  std::vector<std::vector<bool>> fixed;
};

/// Improves all sequences together, each on its own: one forward and backward pass a step, and a
/// forward pass that scores the likeliest sequences. Throws Error when the function has another
/// number of outputs than one or no derivative.
std::vector<blackbox::Design> design_by_logits(const model::Function& function,
                                               const DesignStarts& starts,
                                               const LogitDesignOptions& options);

}  // namespace siskin::gradient
