#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "siskin/attribute/record_batches.hpp"
#include "siskin/blackbox/kernel_shap.hpp"
#include "siskin/blackbox/lime.hpp"
#include "siskin/blackbox/masks.hpp"
#include "siskin/blackbox/pairwise.hpp"
#include "siskin/blackbox/windows.hpp"
#include "siskin/gradient/explanation.hpp"
#include "siskin/io/base_groups.hpp"
#include "siskin/model/function.hpp"
#include "siskin/model/incremental.hpp"

namespace siskin::attribute {

/// How methods that know of a model only its scores are run.
struct BlackboxSettings {
  std::int64_t batch_size = 256;
  model::Engine engine = model::Engine::kAutomatic;  ///< of mutagenesis, occlusion and pairs
  blackbox::MaskSource mask;
  /// What is masked together; without, each position by itself. Positions outside all groups stay
  /// visible; letters other than ACGT belong to none.
  std::shared_ptr<const io::BaseGroups> groups;
  blackbox::WindowOptions window;
  std::size_t shuffles = 0;  ///< of each window in place of the mask; 0: the mask
  blackbox::LimeOptions lime;
  std::size_t kernel_shap_samples = 0;  ///< 0: as blackbox::KernelShapOptions
  std::size_t permutations = 26;
  /// Positions for pairwise mutagenesis, ascending.
  std::vector<std::size_t> positions;
  std::uint64_t seed = 1;
};

/// Maps of f(mutant) - f(x) at each base (MapKind::kDifference), all outputs from the forward
/// passes of the first.
gradient::Explanation mutagenesis(const model::Function& function, const RecordBatch& batch,
                                  const BlackboxSettings& settings);

/// Maps of one value a position, in the channel of its base (MapKind::kPosition); of a group, the
/// same value at each of its positions. N gets 0. All throw Error, beginning with the record, for
/// what the functions of blackbox refuse.
gradient::Explanation occlusion(const model::Function& function, const RecordBatch& batch,
                                const BlackboxSettings& settings);
gradient::Explanation deletion(const model::Function& function, const RecordBatch& batch,
                               const BlackboxSettings& settings);
/// Sums of coefficients, held against f(x) - the intercept.
gradient::Explanation lime(const model::Function& function, const RecordBatch& batch,
                           const BlackboxSettings& settings);
/// Sums of values, held against f(x) - f(all features masked).
gradient::Explanation kernel_shap(const model::Function& function, const RecordBatch& batch,
                                  const BlackboxSettings& settings);
gradient::Explanation shapley_sampling(const model::Function& function, const RecordBatch& batch,
                                       const BlackboxSettings& settings);
gradient::Explanation shapley_exact(const model::Function& function, const RecordBatch& batch,
                                    const BlackboxSettings& settings);

/// Pairwise mutagenesis of settings.positions, or of the positions of the groups, of one sequence
/// of a batch, for every output. Says how the mutants were evaluated: FunctionScorer::remark().
/// Throws Error, beginning with the record, for a position behind its end.
std::string pairwise(
    const model::Function& function, const RecordBatch& batch, std::size_t row,
    const BlackboxSettings& settings,
    const std::function<void(std::int64_t output, const blackbox::PairEffect&)>& take);

}  // namespace siskin::attribute
