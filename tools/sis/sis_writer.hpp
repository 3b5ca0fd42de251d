#pragma once

#include <memory>
#include <string>

#include "siskin/blackbox/sis.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// Writes subsets as BED12 and, when it has a name, as a table; tools/sis/sis.md tells the columns.
class SisWriter {
 public:
  SisWriter(const std::string& bed, const std::string& table, double threshold);
  void add(const io::SequenceRecord& record, const blackbox::SisResult& result);
  void close();

 private:
  void add_to_bed(const io::SequenceRecord& record, std::size_t index,
                  const blackbox::SufficientSubset& subset);
  void add_to_table(const io::SequenceRecord& record, std::size_t index,
                    const blackbox::SisResult& result);
  void add_without_subset(const io::SequenceRecord& record, const blackbox::SisResult& result);

  io::Output bed_;
  std::unique_ptr<io::Output> table_;
  std::string threshold_;
};

}  // namespace siskin::tools
