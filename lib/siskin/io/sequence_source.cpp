#include "siskin/io/sequence_source.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "siskin/io/bed.hpp"
#include "siskin/io/chromosome_names.hpp"
#include "siskin/io/fasta_header.hpp"
#include "siskin/io/fasta_reader.hpp"
#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/input.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

struct Region {
  BedRecord bed;
  std::string where;
};

void check_windows(const SequenceQuery& query) {
  if (query.genome.empty() && (!query.regions.empty() || !query.region.empty())) {
    throw UsageError("options --regions and --region: need --genome");
  }
  if (query.genome.empty() && query.width) throw UsageError("option --width: needs --genome");
  if (!query.genome.empty() && query.regions.empty() && query.region.empty()) {
    throw UsageError("option --genome: needs --regions or --region");
  }
  if (!query.genome.empty() && !query.split.empty()) {
    throw UsageError("option --split: chooses FASTA records by their header, not regions");
  }
  if (query.width && *query.width < 1) {
    throw UsageError("option --width: found " + std::to_string(*query.width) +
                     ", expected a positive integer");
  }
  if (query.edge != "error" && query.edge != "skip" && query.edge != "pad") {
    throw UsageError("option --edge: found " + util::quoted(query.edge) +
                     ", expected error, skip or pad");
  }
}

void check_query(const SequenceQuery& query) {
  if (!query.fasta.empty() && !query.genome.empty()) {
    throw UsageError("sequences come from FASTA files or from --genome, found both");
  }
  if (query.fasta.empty() && query.genome.empty()) {
    throw UsageError("no sequences: expected FASTA files, or --genome with --regions");
  }
  if (std::count(query.fasta.begin(), query.fasta.end(), "-") > 1) {
    throw UsageError("standard input (-) is given twice, expected once");
  }
  if (query.limit && *query.limit < 0) {
    throw UsageError("option --limit: found " + std::to_string(*query.limit) +
                     ", expected 0 or more");
  }
  check_windows(query);
}

// A missing file should be told at once and not after hours of work on those before it. Opening it
// twice would lose data of a pipe.
void check_present(const std::vector<std::string>& paths) {
  for (const auto& path : paths) {
    if (path != "-" && !std::filesystem::exists(path)) {
      throw Error(path + ": cannot be opened: no such file");
    }
  }
}

std::vector<Region> read_regions(const SequenceQuery& query) {
  std::vector<Region> regions;
  if (!query.regions.empty()) {
    const std::string name = input_name(query.regions);
    for (auto& bed : read_bed_file(query.regions)) {
      const std::string where = name + ":" + std::to_string(bed.line);
      regions.push_back({std::move(bed), where});
    }
  }
  for (const auto& text : query.region) {
    BedRecord bed;
    bed.interval = seq::parse_interval(text);
    regions.push_back({bed, "option --region " + text});
  }
  return regions;
}

std::vector<float> bed_labels(const BedRecord& bed) {
  const auto score = util::parse_real(bed.score);
  if (!score) return {};
  return {static_cast<float>(*score)};
}

}  // namespace

struct SequenceSource::State {
  SequenceQuery query;
  std::int64_t handed_out = 0;
  std::int64_t skipped = 0;

  std::size_t next_file = 0;
  std::unique_ptr<FastaStream> stream;  // of the file before next_file
  bool stream_has_records = false;
  FastaRecord fasta;

  std::unique_ptr<FastaReader> genome;
  ChromosomeSizes sizes;
  std::vector<Region> regions;
  std::size_t next_region = 0;

  bool next_fasta(SequenceRecord& record);
  bool next_window(SequenceRecord& record);
  bool fetch_window(const Region& region, SequenceRecord& record);
  bool wanted(const SequenceRecord& record) const;
};

bool SequenceSource::State::wanted(const SequenceRecord& record) const {
  if (!query.split.empty() && record.split != query.split) return false;
  return !query.label ||
         (!record.labels.empty() && record.labels.front() == static_cast<float>(*query.label));
}

bool SequenceSource::State::next_fasta(SequenceRecord& record) {
  for (;;) {
    if (!stream) {
      if (next_file == query.fasta.size()) return false;
      stream = std::make_unique<FastaStream>(query.fasta[next_file++]);
      stream_has_records = false;
    }
    if (!stream->next(fasta)) {
      if (!stream_has_records) {
        throw Error(input_name(query.fasta[next_file - 1]) + ": empty, expected FASTA records");
      }
      stream.reset();
      continue;
    }
    stream_has_records = true;
    record.where = input_name(query.fasta[next_file - 1]) + ": record " + fasta.name;
    auto labels = parse_fasta_comment(fasta.comment, record.where);
    record.labels = std::move(labels.values);
    record.split = std::move(labels.split);
    if (!wanted(record)) continue;
    record.name = fasta.name;
    record.chrom = fasta.name;
    record.start = 0;
    record.sequence.swap(fasta.sequence);
    return true;
  }
}

// False when the window is left out under edge=skip.
bool SequenceSource::State::fetch_window(const Region& region, SequenceRecord& record) {
  const auto& bed = region.bed;
  if (!genome->contains(bed.interval.chrom)) {
    std::vector<std::string> names;
    for (const auto& entry : sizes) names.push_back(entry.first);
    const Error reason = unknown_chromosome(query.genome, bed.interval.chrom, names);
    throw Error(region.where + ": " + reason.what());
  }
  const seq::Interval window =
      query.width ? seq::window_around(bed.interval.chrom, bed.centre(), *query.width)
                  : bed.interval;
  const std::int64_t length = genome->length(window.chrom);
  const seq::Interval inside{window.chrom, std::max<std::int64_t>(0, window.start),
                             std::min(window.end, length)};
  if (!(inside == window)) {
    if (query.edge == "skip") {
      ++skipped;
      return false;
    }
    if (query.edge == "error" || inside.length() <= 0) {
      throw Error(region.where + ": window " + seq::to_string(window) + " leaves " + window.chrom +
                  ", which has " + std::to_string(length) + " bases (see --edge)");
    }
  }
  record.sequence.assign(static_cast<std::size_t>(inside.start - window.start), 'N');
  record.sequence += genome->fetch(inside);
  record.sequence.append(static_cast<std::size_t>(window.end - inside.end), 'N');
  const bool named = !bed.name.empty() && bed.name != ".";
  record.name = named ? bed.name : seq::to_string(window);
  record.chrom = window.chrom;
  record.start = window.start;
  return true;
}

bool SequenceSource::State::next_window(SequenceRecord& record) {
  while (next_region < regions.size()) {
    const Region& region = regions[next_region++];
    record.labels = bed_labels(region.bed);
    record.split.clear();
    record.where = region.where;
    if (wanted(record) && fetch_window(region, record)) return true;
  }
  return false;
}

SequenceSource::SequenceSource(const SequenceQuery& query) : state_(std::make_unique<State>()) {
  check_query(query);
  state_->query = query;
  check_present(query.fasta);
  if (query.genome.empty()) return;
  state_->regions = read_regions(query);
  if (state_->regions.empty()) throw Error(query.regions + ": empty, expected regions");
  state_->genome = std::make_unique<FastaReader>(query.genome);
  state_->sizes = state_->genome->chromosomes();
}

SequenceSource::~SequenceSource() = default;
SequenceSource::SequenceSource(SequenceSource&&) noexcept = default;

bool SequenceSource::next(SequenceRecord& record) {
  if (state_->query.limit && state_->handed_out >= *state_->query.limit) return false;
  const bool found = state_->genome ? state_->next_window(record) : state_->next_fasta(record);
  if (found) ++state_->handed_out;
  return found;
}

const ChromosomeSizes& SequenceSource::genome_sizes() const { return state_->sizes; }

std::int64_t SequenceSource::skipped() const { return state_->skipped; }

}  // namespace siskin::io
