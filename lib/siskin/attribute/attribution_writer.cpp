#include "siskin/attribute/attribution_writer.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
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

template <typename Number>
std::string cell(const std::optional<Number>& value) {
  return value ? util::format_double(static_cast<double>(*value)) : "NA";
}

}  // namespace

struct AttributionWriter::State {
  std::vector<std::unique_ptr<io::TrackWriter>> tracks;
  std::vector<LazyMapFile> maps;
  std::vector<LazyMapFile> onehots;
  std::unique_ptr<io::Output> report;
  std::unordered_map<std::string, std::int64_t> chromosome_length;

  // A padded window (--edge pad) hangs over the ends of its chromosome; a track does not.
  void add_track(const io::SequenceRecord& record, std::vector<float> values) {
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
    for (auto& track : tracks) track->add(record.chrom, start, values);
  }
};

AttributionWriter::AttributionWriter(const AttributionPaths& paths,
                                     const io::ChromosomeSizes& genome, io::Overlap overlap)
    : state_(std::make_unique<State>()) {
  for (const auto& path : paths.outputs) {
    if (util::ends_with(path, ".npz")) {
      state_->maps.emplace_back(path);
    } else {
      state_->tracks.push_back(std::make_unique<io::TrackWriter>(path, genome, overlap));
    }
  }
  if (!paths.onehot.empty()) state_->onehots.emplace_back(paths.onehot);
  if (!paths.report.empty()) {
    state_->report = std::make_unique<io::Output>(paths.report);
    state_->report->stream() << "# " << util::provenance() << '\n';
    io::write_row(state_->report->stream(), {"name", "score", "residual", "steps"});
  }
  state_->chromosome_length.insert(genome.begin(), genome.end());
}

AttributionWriter::~AttributionWriter() = default;

void AttributionWriter::add(const RecordBatch& batch, const Attributions& found, MapKind kind,
                            Reduction track) {
  const std::size_t map_size = 4 * batch.length;
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const auto& record = batch.records[i];
    const float* const map_cl = found.maps_ncl.data() + i * map_size;
    const float* const onehot_cl = batch.onehot_ncl.data() + i * map_size;
    for (auto& file : state_->maps) file.add(record, map_cl);
    for (auto& file : state_->onehots) file.add(record, onehot_cl);
    if (!state_->tracks.empty()) {
      state_->add_track(record, reduce(map_cl, onehot_cl, batch.length, kind, track));
    }
    if (state_->report) {
      io::write_row(state_->report->stream(), {record.name, util::format_double(found.scores[i]),
                                               cell(found.residuals[i]), cell(found.steps[i])});
    }
  }
}

void AttributionWriter::close() {
  for (auto& track : state_->tracks) track->close();
  for (auto& file : state_->maps) file.close();
  for (auto& file : state_->onehots) file.close();
  if (state_->report) state_->report->close();
}

}  // namespace siskin::attribute
