#include "sis/sis_writer.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

#include "sis/join.hpp"
#include "sis/missing.hpp"
#include "sis/order_file.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

constexpr std::size_t kLargestBedScore = 1000;

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

std::string pattern_of(const std::string& sequence, const std::vector<std::size_t>& positions) {
  std::string pattern(sequence.size(), 'N');
  for (const auto position : positions) {
    const char letter = sequence[position];
    pattern[position] =
        letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  return pattern;
}

std::string cell(const std::optional<double>& value) {
  return value ? util::format_double(*value) : kMissing;
}

std::string positions_cell(const std::vector<std::size_t>& positions) {
  return join(positions, ',', [](std::size_t position) { return std::to_string(position); });
}

std::string names_of(const Subject& subject, const std::vector<std::size_t>& units) {
  return join(units, ',', [&subject](std::size_t unit) { return subject.unit_names[unit]; });
}

std::unique_ptr<io::Output> open_table(const std::string& path) {
  if (path.empty()) return nullptr;
  auto output = std::make_unique<io::Output>(path);
  output->stream() << "# " << util::provenance() << '\n';
  return output;
}

}  // namespace

std::string status_word(blackbox::SisStatus status, blackbox::Decision decision) {
  const bool large = decision == blackbox::Decision::kMaximise;
  switch (status) {
    case blackbox::SisStatus::kOk:
      return "ok";
    case blackbox::SisStatus::kBelowThreshold:
      return large ? "below_threshold" : "above_threshold";
    case blackbox::SisStatus::kMaskedAboveThreshold:
      return large ? "masked_above_threshold" : "masked_below_threshold";
  }
  return {};
}

SisWriter::SisWriter(const SisWriterSettings& settings)
    : settings_(settings),
      bed_(settings.bed),
      table_(open_table(settings.table)),
      order_(open_table(settings.order)) {
  bed_.stream() << "# " << util::provenance() << '\n';
  if (table_) {
    std::vector<std::string> header{"name",      "index",        "length",     "threshold",
                                    "score",     "subset_score", "rest_score", "masked_score",
                                    "positions", "pattern",      "status"};
    if (settings.groups) header.emplace_back("groups");
    if (settings.perturbation) header.insert(header.end(), {"delta_inside", "delta_outside"});
    io::write_row(table_->stream(), header);
  }
  if (order_) write_order_header(order_->stream(), settings.groups);
}

void SisWriter::add(const io::SequenceRecord& record, const Subject& subject,
                    const Explained& explained, blackbox::Decision decision) {
  const auto& result = explained.result;
  for (std::size_t i = 0; i < result.subsets.size(); ++i) {
    add_to_bed(record, i, result.subsets[i]);
    if (table_) add_to_table(record, subject, explained, decision, i);
  }
  if (table_ && result.subsets.empty()) add_without_subset(record, explained, decision);
  if (order_) write_orders(order_->stream(), record, subject, result, decision);
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

void SisWriter::add_to_table(const io::SequenceRecord& record, const Subject& subject,
                             const Explained& explained, blackbox::Decision decision,
                             std::size_t index) {
  const auto& result = explained.result;
  const auto& subset = result.subsets[index];
  std::vector<std::string> row{record.name,
                               std::to_string(index),
                               std::to_string(subset.positions.size()),
                               util::format_double(explained.threshold),
                               util::format_double(result.score),
                               util::format_double(subset.score),
                               cell(subset.rest_score),
                               cell(result.masked_score),
                               positions_cell(subset.positions),
                               pattern_of(record.sequence, subset.positions),
                               status_word(result.status, decision)};
  if (settings_.groups) row.push_back(names_of(subject, subset.units));
  if (settings_.perturbation) {
    const auto& perturbation = explained.perturbations[index];
    row.insert(row.end(), {cell(perturbation.inside), cell(perturbation.outside)});
  }
  io::write_row(table_->stream(), row);
}

void SisWriter::add_without_subset(const io::SequenceRecord& record, const Explained& explained,
                                   blackbox::Decision decision) {
  const auto& result = explained.result;
  std::vector<std::string> row{record.name,
                               kMissing,
                               "0",
                               util::format_double(explained.threshold),
                               util::format_double(result.score),
                               kMissing,
                               kMissing,
                               cell(result.masked_score),
                               kMissing,
                               kMissing,
                               status_word(result.status, decision)};
  if (settings_.groups) row.emplace_back(kMissing);
  if (settings_.perturbation) row.insert(row.end(), {kMissing, kMissing});
  io::write_row(table_->stream(), row);
}

void SisWriter::close() {
  if (order_) order_->close();
  if (table_) table_->close();
  bed_.close();  // last, because the run is known by it
}

}  // namespace siskin::tools
