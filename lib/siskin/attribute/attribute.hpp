#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "siskin/attribute/blackbox_methods.hpp"
#include "siskin/attribute/record_batches.hpp"
#include "siskin/attribute/reduction.hpp"
#include "siskin/gradient/cam.hpp"
#include "siskin/gradient/deeplift.hpp"
#include "siskin/gradient/expected_gradients.hpp"
#include "siskin/gradient/explanation.hpp"
#include "siskin/gradient/integrated_gradients.hpp"
#include "siskin/gradient/lrp.hpp"
#include "siskin/gradient/noise.hpp"
#include "siskin/gradient/references.hpp"
#include "siskin/model/function.hpp"

namespace siskin::attribute {

/// How a method is run; each reads what concerns it.
struct AttributeSettings {
  /// Subtract the mean over the four bases: from the map of gradients and differences; from the
  /// multipliers of contributions before they are multiplied.
  bool center = false;
  bool hypothetical = false;  ///< contributions only: what each base would contribute
  std::int64_t batch_size = 256;
  std::uint64_t seed = 1;
  gradient::ReferenceOptions references;
  /// center, hypothetical, batch_size and seed of these are taken from above.
  BlackboxSettings blackbox;
  gradient::PathOptions path;
  gradient::SampleOptions samples;
  gradient::NoiseOptions noise;
  gradient::DeepLiftOptions deeplift;
  gradient::LrpOptions lrp;
  gradient::CamOptions cam;
};

/// A method by its name on the command line. Several threads may use one at once.
class Attributor {
 public:
  /// Throws UsageError for an unknown method, Error for references that cannot be read.
  Attributor(const std::string& method, const AttributeSettings& settings);
  ~Attributor();
  Attributor(Attributor&&) noexcept;

  /// What the maps hold.
  MapKind map_kind() const;
  /// How many sequences give the model a full batch.
  std::size_t sequences_per_batch() const;
  /// One for each pair of sums: "0", "1", ... or the names of FASTA records; "NA" for a method
  /// without references, "mean" for one that draws from them, "mask" for one that masks. `pairs` is
  /// R of Explanation.
  std::vector<std::string> reference_names(std::size_t pairs) const;
  /// Throws Error when the model does not take this length, naming the first record.
  gradient::Explanation attribute(const model::Function& function, const RecordBatch& batch) const;
  /// Operations without a rule that were integrated numerically, so far.
  std::vector<gradient::FallbackUse> fallbacks() const;
  /// See io::BaseGroups::complaint(); empty without groups.
  std::string groups_complaint() const;

 private:
  class FieldCache;
  struct Tools;
  struct Entry;
  static const std::vector<Entry>& registry();

  gradient::Batch to_batch(const RecordBatch& batch) const;

  AttributeSettings settings_;
  const Entry* entry_ = nullptr;
  std::optional<gradient::References> references_;
  std::unique_ptr<gradient::DeepLift> deeplift_;
  std::unique_ptr<FieldCache> fields_;
};

}  // namespace siskin::attribute
