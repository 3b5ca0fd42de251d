#include "sis/sis_writer.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

#include "siskin/io/bed.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kMissing = "NA";
constexpr std::size_t kLargestBedScore = 1000;

std::string number(double value) { return util::format_double(value); }

// Runs of neighbouring positions, (start, end), relative to the first.
std::vector<std::pair<std::int64_t, std::int64_t>> runs_of(std::vector<std::size_t> positions) {
  std::sort(positions.begin(), positions.end());
  const auto first = static_cast<std::int64_t>(positions.front());
  std::vector<std::pair<std::int64_t, std::int64_t>> runs;
  for (const auto position : positions) {
    const auto start = static_cast<std::int64_t>(position) - first;
    if (runs.empty() || runs.back().second != start) runs.emplace_back(start, start);
    ++runs.back().second;
  }
  return runs;
}

std::string join(const std::vector<std::size_t>& positions) {
  std::string text;
  for (const auto position : positions) {
    text += (text.empty() ? "" : ",") + std::to_string(position);
  }
  return text;
}

std::string pattern_of(const std::string& sequence, const std::vector<std::size_t>& positions) {
  std::string pattern(sequence.size(), 'N');
  for (const auto position : positions) {
    const char letter = sequence[position];
    pattern[position] =
        letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return pattern;
}

std::string cell(const std::optional<double>& value) { return value ? number(*value) : kMissing; }

}  // namespace

SisWriter::SisWriter(const std::string& bed, const std::string& table, double threshold)
    : bed_(bed), threshold_(number(threshold)) {
  bed_.stream() << "# " << util::provenance() << '\n';
  if (table.empty()) return;
  table_ = std::make_unique<io::Output>(table);
  table_->stream() << "# " << util::provenance() << '\n';
  io::write_row(table_->stream(), {"name", "index", "length", "threshold", "score", "subset_score",
                                   "rest_score", "masked_score", "positions", "pattern", "status"});
}

void SisWriter::add(const io::SequenceRecord& record, const blackbox::SisResult& result) {
  for (std::size_t i = 0; i < result.subsets.size(); ++i) {
    add_to_bed(record, i, result.subsets[i]);
    if (table_) add_to_table(record, i, result);
  }
  if (table_ && result.subsets.empty()) add_without_subset(record, result);
}

void SisWriter::add_to_bed(const io::SequenceRecord& record, std::size_t index,
                           const blackbox::SufficientSubset& subset) {
  const auto& positions = subset.positions;
  const auto first = *std::min_element(positions.begin(), positions.end());
  io::BedRecord line;
  line.blocks = runs_of(positions);
  line.interval.chrom = record.chrom;
  line.interval.start = record.start + static_cast<std::int64_t>(first);
  line.interval.end = line.interval.start + line.blocks.back().second;
  line.name = record.name + "/sis" + std::to_string(index);
  line.score = std::to_string(std::min(positions.size(), kLargestBedScore));
  io::write_bed(bed_.stream(), line);
}

void SisWriter::add_to_table(const io::SequenceRecord& record, std::size_t index,
                             const blackbox::SisResult& result) {
  const auto& subset = result.subsets[index];
  io::write_row(table_->stream(),
                {record.name, std::to_string(index), std::to_string(subset.positions.size()),
                 threshold_, number(result.score), number(subset.score), number(subset.rest_score),
                 cell(result.masked_score), join(subset.positions),
                 pattern_of(record.sequence, subset.positions), "ok"});
}

void SisWriter::add_without_subset(const io::SequenceRecord& record,
                                   const blackbox::SisResult& result) {
  const bool below = result.status == blackbox::SisStatus::kBelowThreshold;
  io::write_row(table_->stream(), {record.name, kMissing, "0", threshold_, number(result.score),
                                   kMissing, kMissing, cell(result.masked_score), kMissing,
                                   kMissing, below ? "below_threshold" : "masked_above_threshold"});
}

void SisWriter::close() {
  bed_.close();
  if (table_) table_->close();
}

}  // namespace siskin::tools
