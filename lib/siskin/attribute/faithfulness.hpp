#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "siskin/attribute/attribute.hpp"
#include "siskin/attribute/functions.hpp"
#include "siskin/attribute/record_result.hpp"
#include "siskin/blackbox/faithfulness.hpp"

namespace siskin::attribute {

/// Whether a map says what the model does: which tests are made, and how.
struct FaithfulnessSettings {
  bool infidelity = true;
  bool sensitivity = true;
  bool completeness = true;  ///< of methods with sums; others have no line
  bool randomisation = true;
  /// seed and number of these are taken from elsewhere.
  blackbox::FaithfulnessOptions curves;
  /// How a position's score comes from its four channels, as in the tracks.
  Reduction reduction = Reduction::kObserved;
};

/// A line of the table that `siskin-score faithfulness` reads.
struct FaithfulnessRow {
  std::string test;
  std::optional<double> fraction;
  double value = 0;
  std::optional<double> expected;
};

/// What a map says that f(x) - f(x changed by `edit`) is, each position at its word: for maps that
/// tell of each base (gradients, hypothetical contributions, differences) the sum of map times
/// (x - changed x); for those of one value a position (contributions, masking) the sum of these
/// values, read as what the positions add. `map_cl` and `onehot_cl` are (4, length).
double predicted_effect(const std::vector<float>& map_cl, const std::vector<float>& onehot_cl,
                        MapKind kind, const blackbox::Edit& edit);

/// The tests of one output, explained by one or more models. Several threads may use one at once.
class Faithfulness {
 public:
  /// `method` and `attribution` as for Attributor; mask, engine, batch size and seed are those of
  /// `attribution`.
  Faithfulness(const std::string& method, const AttributeSettings& attribution,
               const FaithfulnessSettings& settings);

  /// Makes the models with random layers, at most ten by number of layers, evenly spaced. `paths`
  /// are those of the functions. False when one of them has no parameters that could be made random
  /// (it is frozen): then there is no randomisation. Throws Error as Functions::open.
  bool open(const std::vector<std::string>& paths, const model::ModelOptions& options,
            const gradient::Target& target, std::size_t length, const std::string& where);

  /// Rows for each sequence of a batch, `results` being its maps and tracks (both) by
  /// `functions`. The random numbers of a sequence depend on the seed and its number alone.
  std::vector<std::vector<FaithfulnessRow>> rows(const std::vector<model::Function>& functions,
                                                 const RecordBatch& batch,
                                                 const std::vector<RecordResult>& results) const;

 private:
  using Rows = std::vector<std::vector<FaithfulnessRow>>;
  using Changes = std::vector<std::vector<blackbox::Edit>>;  // by sequence

  struct Level {
    double share;  // of the layers that are random
    std::unique_ptr<Functions> functions;
  };

  std::vector<std::vector<float>> tracks(const std::vector<model::Function>& functions,
                                         const RecordBatch& batch) const;
  blackbox::FaithfulnessOptions options_for(const RecordBatch& batch, std::size_t row) const;
  void ask(const std::vector<model::Function>& functions, const RecordBatch& batch,
           const std::vector<RecordResult>& results, const Changes& changes, Rows& rows) const;
  void add_sensitivity(const std::vector<model::Function>& functions, const RecordBatch& batch,
                       const std::vector<RecordResult>& results, const Changes& changes,
                       Rows& rows) const;
  void add_randomisation(const RecordBatch& batch, const std::vector<RecordResult>& results,
                         Rows& rows) const;

  FaithfulnessSettings settings_;
  BlackboxSettings blackbox_;
  std::uint64_t seed_;
  Attributor attributor_;
  std::vector<Level> levels_;
};

}  // namespace siskin::attribute
