#include "siskin/attribute/attribution_writer.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <ostream>
#include <set>
#include <unordered_map>
#include <utility>

#include "siskin/io/npz.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::attribute {
namespace {

// An .npz file that is created with the first map, when the length is known.
class LazyMapFile {
 public:
  explicit LazyMapFile(std::string path) : path_(std::move(path)) {}

  void add(const io::SequenceRecord& record, const float* map_cl) {
    const std::size_t length = record.sequence.size();
    if (!writer_) {
      writer_ = std::make_unique<io::MapWriter>(path_, length);
      length_ = length;
    }
    if (length != length_) {
      throw Error(record.where + ": found " + std::to_string(length) + " bases, expected the " +
                  std::to_string(length_) + " of the first sequence, because " + path_ +
                  " is one array (N,4,L)");
    }
    writer_->add(record.name, map_cl);
  }

  void close() {
    if (!writer_) throw Error(path_ + ": there are no sequences to write");
    writer_->close();
  }

 private:
  std::string path_;
  std::unique_ptr<io::MapWriter> writer_;
  std::size_t length_ = 0;
};

std::string cell(const std::optional<double>& value) {
  return value ? util::format_double(*value) : "NA";
}

bool is_map(const std::string& path) { return util::ends_with(path, ".npz"); }

// Names of outputs are free text, names of files are not.
std::string file_part(const std::string& name) {
  std::string part = name;
  for (char& letter : part) {
    const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0;
    if (!plain && std::string("._+-").find(letter) == std::string::npos) letter = '_';
  }
  return part;
}

// One path for each output.
std::vector<std::string> paths_of(const std::string& pattern,
                                  const std::vector<std::string>& output_names) {
  const std::string mark = "{target}";
  const auto position = pattern.find(mark);
  if (position == std::string::npos) {
    if (output_names.size() > 1) {
      throw UsageError("option --output: " + pattern + " takes one output and there are " +
                       std::to_string(output_names.size()) + ", expected {target} in the name");
    }
    return {pattern};
  }
  std::vector<std::string> paths;
  std::set<std::string> seen;
  for (const auto& name : output_names) {
    auto path = pattern;
    paths.push_back(path.replace(position, mark.size(), file_part(name)));
    if (!seen.insert(paths.back()).second) {
      throw Error(paths.back() + ": two outputs of the model would have this name");
    }
  }
  return paths;
}

// The k-th of equal parts of `values`.
const float* part(const std::vector<float>& values, std::size_t k, std::size_t size) {
  return values.data() + k * size;
}

}  // namespace

struct AttributionWriter::State {
  struct TrackFile {
    std::unique_ptr<io::TrackWriter> writer;
    std::size_t output;
    bool spread;
  };
  struct MapFile {
    std::unique_ptr<LazyMapFile> writer;
    std::size_t output;
    bool spread;
  };

  std::vector<TrackFile> tracks;
  std::vector<MapFile> maps;
  std::unique_ptr<LazyMapFile> onehot;
  std::unique_ptr<io::Output> report;
  std::unordered_map<std::string, std::int64_t> chromosome_length;

  // A padded window (--edge pad) hangs over the ends of its chromosome; a track does not.
  void add_track(io::TrackWriter& track, const io::SequenceRecord& record,
                 std::vector<float> values) const {
    std::int64_t start = record.start;
    const auto known = chromosome_length.find(record.chrom);
    if (known != chromosome_length.end()) {
      const auto inside = std::max<std::int64_t>(0, known->second - start);
      values.resize(std::min(values.size(), static_cast<std::size_t>(inside)));
    }
    if (start < 0) {
      const auto cut = std::min(values.size(), static_cast<std::size_t>(-start));
      values.erase(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(cut));
      start = 0;
    }
    track.add(record.chrom, start, values);
  }

  void add_rows(const std::vector<CompletenessRow>& rows) const {
    for (const auto& row : rows) {
      io::write_row(report->stream(),
                    {row.sequence, row.reference, row.output, util::format_double(row.prediction),
                     cell(row.reference_prediction), cell(row.sum), cell(row.residual),
                     cell(row.relative_residual), cell(row.r_squared),
                     row.engine.empty() ? "NA" : row.engine});
    }
  }
};

ResultParts parts_of(const AttributionPaths& paths, const std::string& reduction) {
  ResultParts parts;
  parts.reduction = parse_reduction(reduction);
  for (const auto& path : paths.outputs) (is_map(path) ? parts.maps : parts.tracks) = true;
  if (!paths.spread.empty()) {
    (is_map(paths.spread) ? parts.spread_maps : parts.spread_tracks) = true;
  }
  return parts;
}

AttributionWriter::AttributionWriter(const AttributionPaths& paths,
                                     const std::vector<std::string>& output_names,
                                     const io::ChromosomeSizes& genome, io::Overlap overlap)
    : state_(std::make_unique<State>()) {
  const auto open = [&](const std::string& pattern, bool spread) {
    const auto files = paths_of(pattern, output_names);
    for (std::size_t k = 0; k < files.size(); ++k) {
      if (is_map(pattern)) {
        state_->maps.push_back({std::make_unique<LazyMapFile>(files[k]), k, spread});
      } else {
        auto writer = std::make_unique<io::TrackWriter>(files[k], genome, overlap);
        state_->tracks.push_back({std::move(writer), k, spread});
      }
    }
  };
  for (const auto& pattern : paths.outputs) open(pattern, /*spread=*/false);
  if (!paths.spread.empty()) open(paths.spread, /*spread=*/true);
  if (!paths.onehot.empty()) state_->onehot = std::make_unique<LazyMapFile>(paths.onehot);
  if (!paths.report.empty()) {
    state_->report = std::make_unique<io::Output>(paths.report);
    state_->report->stream() << "# " << util::provenance() << '\n';
    io::write_row(state_->report->stream(),
                  {"sequence", "reference", "output", "prediction", "reference_prediction", "sum",
                   "residual", "relative_residual", "r_squared", "engine"});
  }
  state_->chromosome_length.insert(genome.begin(), genome.end());
}

AttributionWriter::~AttributionWriter() = default;

void AttributionWriter::add(const io::SequenceRecord& record, const float* onehot_cl,
                            const RecordResult& result, const std::vector<CompletenessRow>& rows) {
  const std::size_t length = record.sequence.size();
  for (auto& file : state_->maps) {
    const auto& maps = file.spread ? result.spread_maps_kcl : result.maps_kcl;
    file.writer->add(record, part(maps, file.output, 4 * length));
  }
  if (state_->onehot) state_->onehot->add(record, onehot_cl);
  for (auto& file : state_->tracks) {
    const auto& tracks = file.spread ? result.spread_tracks_kl : result.tracks_kl;
    const float* const first = part(tracks, file.output, length);
    state_->add_track(*file.writer, record, {first, first + length});
  }
  if (state_->report) state_->add_rows(rows);
}

void AttributionWriter::close_report() {
  if (state_->report) state_->report->close();
}

void AttributionWriter::close() {
  for (auto& file : state_->tracks) file.writer->close();
  for (auto& file : state_->maps) file.writer->close();
  if (state_->onehot) state_->onehot->close();
  close_report();
}

}  // namespace siskin::attribute
