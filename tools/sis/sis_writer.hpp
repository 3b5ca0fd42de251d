#pragma once

#include <memory>
#include <string>

#include "sis/explained.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/sequence_source.hpp"

namespace siskin::tools {

/// What the table calls it; the other side of the threshold has other words.
std::string status_word(blackbox::SisStatus status, blackbox::Decision decision);

/// Where subsets are written and in which words.
struct SisWriterSettings {
  std::string bed;    ///< empty or "-": standard output
  std::string table;  ///< empty: none, as the next
  std::string order;
  bool groups = false;
  bool perturbation = false;
};

/// Writes subsets as BED12, as a table and with their whole back-selections;
/// tools/sis/sis.md tells the columns.
class SisWriter {
 public:
  explicit SisWriter(const SisWriterSettings& settings);
  void add(const io::SequenceRecord& record, const Subject& subject, const Explained& explained,
           blackbox::Decision decision);
  void close();

 private:
  void add_to_bed(const io::SequenceRecord& record, std::size_t index,
                  const blackbox::SufficientSubset& subset);
  void add_to_table(const io::SequenceRecord& record, const Subject& subject,
                    const Explained& explained, blackbox::Decision decision, std::size_t index);
  void add_without_subset(const io::SequenceRecord& record, const Explained& explained,
                          blackbox::Decision decision);

  SisWriterSettings settings_;
  io::Output bed_;
  std::unique_ptr<io::Output> table_;
  std::unique_ptr<io::Output> order_;
};

}  // namespace siskin::tools
