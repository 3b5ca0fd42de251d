#include "simulate/data_set_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ostream>

#include "siskin/io/bed.hpp"
#include "siskin/io/fasta_writer.hpp"
#include "siskin/simulate/truth.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

std::string two_decimals(double value) {
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 2);
  return {text.data(), end.ptr};
}

std::string header_comment(const simulate::SimulatedSequence& sequence, const std::string& split) {
  std::string comment = "label=";
  for (const float label : sequence.labels) {
    if (comment.back() != '=') comment += ',';
    util::append_float(comment, label);
  }
  return split.empty() ? comment : comment + " split=" + split;
}

}  // namespace

std::string sequence_name(std::int64_t index, int digits) {
  const std::string number = std::to_string(index + 1);
  const auto zeros = static_cast<std::size_t>(digits) -
                     std::min<std::size_t>(static_cast<std::size_t>(digits), number.size());
  return "seq" + std::string(zeros, '0') + number;
}

DataSetWriter::DataSetWriter(const SimulateOptions& options, const simulate::Simulator& simulator)
    : simulator_(simulator),
      fasta_(options.output),
      digits_(std::max(6, static_cast<int>(std::to_string(simulator.size()).size()))) {
  const auto length = static_cast<std::size_t>(simulator.length());
  if (!options.truth.empty()) {
    sites_ = std::make_unique<io::Output>(options.truth);
    sites_->stream() << "# " << util::provenance() << '\n';
  }
  if (!options.truth_track.empty()) {
    track_ = std::make_unique<io::TrackWriter>(options.truth_track, io::ChromosomeSizes{},
                                               io::Overlap::kError);
  }
  if (!options.model_npz.empty()) {
    // Stored: packing would take most of the time of a run.
    model_ = std::make_unique<io::MapWriter>(options.model_npz, length, false);
    model_cl_.resize(4 * length);
  }
}

void DataSetWriter::add(std::int64_t index, const simulate::SimulatedSequence& sequence) {
  const std::string name = sequence_name(index, digits_);
  io::write_fasta(fasta_.stream(), name, header_comment(sequence, simulator_.split_of(index)),
                  sequence.letters);
  if (sites_) {
    for (const simulate::Site& site : sequence.sites) {
      io::BedRecord record;
      record.interval = {name, site.start, site.start + site.motif->width()};
      record.name = site.motif->name;
      record.score = two_decimals(site.motif->bits);
      record.strand = site.motif->reverse ? '-' : '+';
      io::write_bed(sites_->stream(), record);
    }
  }
  if (track_) track_->add(name, 0, simulate::information_track(sequence));
  if (model_) {
    simulate::write_model(sequence, simulator_.background(), model_cl_.data());
    model_->add(name, model_cl_.data());
  }
}

void DataSetWriter::close() {
  fasta_.close();
  if (sites_) sites_->close();
  if (track_) track_->close();
  if (model_) model_->close();
}

}  // namespace siskin::tools
