#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attribute/layer_pass.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/io/output.hpp"
#include "siskin/motif/top_activations.hpp"

namespace siskin::tools {

/// Where the values of units go.
struct UnitFiles {
  /// "-", x.tsv[.gz]: a table, of all values or of the strongest; x.npz: all values, arr_0
  /// (N, channels, positions) and names.
  std::vector<std::string> paths;
  std::optional<std::int64_t> top;  ///< tables of that many sequences a channel instead of all
  /// Names of the outputs that the values belong to, (N, outputs, channels, positions); empty for
  /// values of the layer alone.
  std::vector<std::string> outputs;
};

/// Throws UsageError for a name that says no format.
void check_unit_paths(const std::vector<std::string>& paths);

/// Writes the values of a layer's units, batch after batch. Memory does not grow with the number of
/// sequences.
class UnitWriter {
 public:
  explicit UnitWriter(const UnitFiles& files);

  /// Throws Error, naming the record, when the layer has another shape than before and a file holds
  /// one array.
  void add(const LayerBatch& batch);
  /// Completes all files.
  void close();

 private:
  struct Shape {
    std::size_t outputs = 1;
    std::size_t channels = 0;
    std::size_t positions = 1;
    bool has_positions = false;
  };

  Shape shape_of(const LayerBatch& batch) const;
  void start(const LayerBatch& batch, const Shape& shape);
  void write_table(const LayerBatch& batch, const Shape& shape);
  void write_top();
  std::string channel_cells(std::size_t row) const;

  UnitFiles files_;
  std::vector<std::unique_ptr<io::Output>> tables_;
  std::vector<std::unique_ptr<io::RowWriter>> arrays_;
  std::optional<motif::TopActivations> top_;
  std::vector<std::int64_t> row_shape_;  // of the first batch
  Shape first_;
};

}  // namespace siskin::tools
