#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "sis/explained.hpp"
#include "sis/mask_columns.hpp"
#include "sis/options.hpp"
#include "siskin/attribute/record_batches.hpp"
#include "siskin/io/base_groups.hpp"

namespace siskin::tools {

/// Makes of a record what is searched: its bases or groups, and what masks them.
class Subjects {
 public:
  /// Throws Error as io::BaseGroups does.
  Subjects(const MaskSettings& settings, std::uint64_t seed);

  MaskColumns& columns() { return columns_; }
  const MaskColumns& columns() const { return columns_; }
  /// Of a row of an encoded batch.
  Subject of(const attribute::RecordBatch& batch, std::size_t row) const;

 private:
  void add_groups(const io::SequenceRecord& record, Subject& subject) const;

  MaskColumns columns_;
  std::optional<io::BaseGroups> groups_;
  bool single_rest_;
};

}  // namespace siskin::tools
