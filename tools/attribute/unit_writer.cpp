#include "attribute/unit_writer.hpp"

#include <algorithm>
#include <ostream>

#include "attribute/option_checks.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

bool is_npz(const std::string& path) { return util::ends_with(path, ".npz"); }

std::string text_of(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t size : shape) text += (text.empty() ? "" : ",") + std::to_string(size);
  return "(" + text + ")";
}

std::size_t product(const std::int64_t* begin, const std::int64_t* end) {
  std::size_t result = 1;
  for (; begin != end; ++begin) result *= static_cast<std::size_t>(*begin);
  return result;
}

}  // namespace

void check_unit_paths(const std::vector<std::string>& paths) {
  for (const auto& path : paths) {
    if (!is_device(path) && !is_npz(path) && !util::ends_with(path, ".tsv") &&
        !util::ends_with(path, ".tsv.gz")) {
      throw UsageError("option --output: found " + util::quoted(path) +
                       ", expected a name ending in .tsv, .tsv.gz or .npz");
    }
  }
}

UnitWriter::UnitWriter(const UnitFiles& files) : files_(files) {
  const std::string of_output = files_.outputs.empty() ? "" : "output\t";
  for (const auto& path : files_.paths) {
    if (is_npz(path)) continue;
    tables_.push_back(std::make_unique<io::Output>(path));
    auto& out = tables_.back()->stream();
    out << "# " << util::provenance() << '\n';
    out << (files_.top ? of_output + "channel\trank\tname\tposition\tvalue\n"
                       : "name\t" + of_output + "channel\tposition\tvalue\n");
  }
}

UnitWriter::Shape UnitWriter::shape_of(const LayerBatch& batch) const {
  const auto sizes = batch.values.sizes();
  Shape shape;
  std::size_t next = 1;
  if (!files_.outputs.empty()) shape.outputs = static_cast<std::size_t>(sizes.at(next++));
  if (sizes.size() > next) shape.channels = static_cast<std::size_t>(sizes[next++]);
  if (shape.channels == 0) shape.channels = 1;  // (N): one unit
  shape.has_positions = sizes.size() > next;
  shape.positions = product(sizes.begin() + next, sizes.end());
  return shape;
}

void UnitWriter::start(const LayerBatch& batch, const Shape& shape) {
  first_ = shape;
  row_shape_.assign(batch.values.sizes().begin() + 1, batch.values.sizes().end());
  for (const auto& path : files_.paths) {
    if (!is_npz(path)) continue;
    arrays_.push_back(std::make_unique<io::RowWriter>(
        path, std::vector<std::size_t>(row_shape_.begin(), row_shape_.end())));
  }
  if (files_.top) {
    top_.emplace(shape.outputs * shape.channels, static_cast<std::size_t>(*files_.top));
  }
}

// "output <tab> channel <tab>", or the channel alone.
std::string UnitWriter::channel_cells(std::size_t row) const {
  std::string channel = std::to_string(row % first_.channels) + '\t';
  if (files_.outputs.empty()) return channel;
  return files_.outputs.at(row / first_.channels) + '\t' + channel;
}

void UnitWriter::write_table(const LayerBatch& batch, const Shape& shape) {
  std::string text;
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const float* value = batch.row(i);
    text.clear();
    for (std::size_t row = 0; row < shape.outputs * shape.channels; ++row) {
      const std::string cells = batch.records[i].name + '\t' + channel_cells(row);
      for (std::size_t position = 0; position < shape.positions; ++position) {
        text += cells + (shape.has_positions ? std::to_string(position) : "NA") + '\t';
        util::append_float(text, *value++);
        text += '\n';
      }
    }
    for (const auto& table : tables_) table->stream() << text;
  }
}

void UnitWriter::add(const LayerBatch& batch) {
  const Shape shape = shape_of(batch);
  if (row_shape_.empty() && first_.channels == 0) start(batch, shape);
  const std::vector<std::int64_t> row_shape(batch.values.sizes().begin() + 1,
                                            batch.values.sizes().end());
  const bool same_channels = shape.channels == first_.channels && shape.outputs == first_.outputs;
  if (!same_channels || (!arrays_.empty() && row_shape != row_shape_)) {
    throw Error(batch.records[0].where + ": the layer has the shape " + text_of(row_shape) +
                " here and " + text_of(row_shape_) + " before");
  }
  if (!top_ && !tables_.empty()) write_table(batch, shape);
  for (std::size_t i = 0; i < batch.records.size(); ++i) {
    const auto& name = batch.records[i].name;
    if (top_) top_->add(name, batch.first + i, batch.row(i), shape.positions);
    for (const auto& array : arrays_) array->add(name, batch.row(i));
  }
}

void UnitWriter::write_top() {
  std::string text;
  for (std::size_t row = 0; row < top_->channels(); ++row) {
    std::size_t rank = 0;
    for (const auto& one : top_->ranked(row)) {
      text += channel_cells(row) + std::to_string(++rank) + '\t' + one.name + '\t' +
              (first_.has_positions ? std::to_string(one.position) : "NA") + '\t';
      util::append_float(text, one.value);
      text += '\n';
    }
  }
  for (const auto& table : tables_) table->stream() << text;
}

void UnitWriter::close() {
  if (top_) write_top();
  for (const auto& table : tables_) table->close();
  for (const auto& array : arrays_) array->close();
}

}  // namespace siskin::tools
