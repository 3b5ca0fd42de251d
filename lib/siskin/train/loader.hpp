#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "siskin/data/example_set.hpp"
#include "siskin/train/batch.hpp"

namespace siskin::train {

/// Reads one epoch of a set on a thread of its own, a few batches ahead, so that the network does
/// not wait for the disk. Nobody else may use the set meanwhile.
class Loader {
 public:
  /// Starts `epoch` of the set (0: as it stands).
  Loader(data::ExampleSet& set, std::int64_t epoch, std::size_t batch_size,
         seq::Ambiguous ambiguous);
  /// Stops reading; the rest of the epoch is left.
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  /// The next batch, in order; nothing at the end. Rethrows what the set throws.
  std::optional<Batch> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::train
