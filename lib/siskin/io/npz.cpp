#include "siskin/io/npz.hpp"

#include <algorithm>
#include <istream>
#include <limits>

#include "siskin/io/map_reader.hpp"
#include "siskin/io/zip_reader.hpp"
#include "siskin/io/zip_writer.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr const char* kFloat = "<f4";
constexpr const char* kExtension = ".npy";

// npy_header with blanks added, so that the head has the size that begin() promised.
std::string padded_header(const std::vector<std::size_t>& shape, std::size_t size) {
  std::string header = npy_header(kFloat, shape);
  header.insert(header.size() - 1, size - header.size(), ' ');
  const std::size_t length = size - 10;
  header[8] = static_cast<char>(length & 0xff);
  header[9] = static_cast<char>(length >> 8);
  return header;
}

std::size_t product(const std::vector<std::size_t>& shape) {
  std::size_t result = 1;
  for (const std::size_t size : shape) result *= size;
  return result;
}

}  // namespace

struct NpzWriter::State {
  std::string path;
  ZipWriter zip;
  std::vector<std::string> names;
  bool open = false;
  std::vector<std::size_t> row_shape;
  std::size_t row_size = 1;
  std::size_t rows = 0;
  std::size_t head_size = 0;

  State(const std::string& name, bool compress) : path(name), zip(name, compress) {}

  std::vector<std::size_t> shape(std::size_t count) const {
    std::vector<std::size_t> result{count};
    result.insert(result.end(), row_shape.begin(), row_shape.end());
    return result;
  }

  void start_entry(const std::string& name, std::size_t size) {
    finish();
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      throw Error(path + ": array " + util::quoted(name) + " is written twice");
    }
    names.push_back(name);
    head_size = size;
    zip.begin(name + kExtension, size);
  }

  void finish() {
    if (!open) return;
    open = false;
    zip.end(padded_header(shape(rows), head_size));
  }
};

NpzWriter::NpzWriter(const std::string& path, bool compress)
    : state_(std::make_unique<State>(path, compress)) {}

NpzWriter::~NpzWriter() = default;

void NpzWriter::begin(const std::string& name, const std::vector<std::size_t>& row_shape) {
  State& state = *state_;
  state.finish();
  state.row_shape = row_shape;
  state.row_size = product(row_shape);
  state.rows = 0;
  const auto largest = state.shape(std::numeric_limits<std::size_t>::max());
  state.start_entry(name, npy_header(kFloat, largest).size());
  state.open = true;
}

void NpzWriter::append(const float* values, std::size_t count) {
  State& state = *state_;
  if (!state.open || state.row_size == 0 || count % state.row_size != 0) {
    throw Error(state.path + ": " + std::to_string(count) + " values are no whole rows of " +
                std::to_string(state.row_size));
  }
  state.zip.write(values, count * sizeof(float));
  state.rows += count / state.row_size;
}

void NpzWriter::add(const std::string& name, const std::vector<std::size_t>& shape,
                    const float* values) {
  State& state = *state_;
  const std::string header = npy_header(kFloat, shape);
  state.start_entry(name, header.size());
  state.zip.write(values, product(shape) * sizeof(float));
  state.zip.end(header);
}

void NpzWriter::add(const std::string& name, const std::vector<std::string>& strings) {
  State& state = *state_;
  std::size_t width = 1;
  for (const auto& text : strings) width = std::max(width, text.size());
  const std::string header = npy_header("|S" + std::to_string(width), {strings.size()});
  state.start_entry(name, header.size());
  std::string padded;
  for (const auto& text : strings) {
    padded += text;
    padded.append(width - text.size(), '\0');
    if (padded.size() < (1 << 16)) continue;
    state.zip.write(padded.data(), padded.size());
    padded.clear();
  }
  state.zip.write(padded.data(), padded.size());
  state.zip.end(header);
}

void NpzWriter::close() {
  state_->finish();
  state_->zip.close();
}

std::map<std::string, NpyArray> read_npz(const std::string& path) {
  ZipReader zip(path);
  std::map<std::string, NpyArray> arrays;
  const auto names = zip.names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!util::ends_with(names[i], kExtension)) continue;
    const std::string name = names[i].substr(0, names[i].size() - 4);
    zip.read(i, [&](std::istream& in) { arrays[name] = read_npy(in, path + ": " + names[i]); });
  }
  return arrays;
}

MapFile read_map_file(const std::string& path) {
  auto arrays = read_npz(path);
  const auto found = arrays.find("arr_0");
  if (found == arrays.end()) throw Error(path + ": no array arr_0, expected maps of shape (N,4,L)");
  NpyArray& array = found->second;
  if (array.shape.size() != 3 || array.shape[1] != 4 || !array.strings.empty()) {
    std::string shape;
    for (const std::size_t size : array.shape) {
      shape += (shape.empty() ? "" : ",") + std::to_string(size);
    }
    throw Error(path + ": arr_0 has shape (" + shape + "), expected (N,4,L)");
  }
  MapFile file;
  const std::size_t count = array.shape[0];
  file.length = array.shape[2];
  file.values_ncl = std::move(array.values);
  const auto names = arrays.find("names");
  if (names == arrays.end()) {
    for (std::size_t i = 0; i < count; ++i) file.names.push_back(std::to_string(i));
  } else {
    file.names = std::move(names->second.strings);
  }
  if (file.names.size() != count) {
    throw Error(path + ": " + std::to_string(file.names.size()) + " names for " +
                std::to_string(count) + " maps");
  }
  for (std::size_t i = 0; i < count; ++i)
    require_finite_map(file.map(i), file.length, path, file.names[i]);
  return file;
}

RowWriter::RowWriter(const std::string& path, const std::vector<std::size_t>& row_shape,
                     bool compress)
    : file_(path, compress), row_size_(product(row_shape)) {
  file_.begin("arr_0", row_shape);
}

void RowWriter::add(const std::string& name, const float* row) {
  file_.append(row, row_size_);
  names_.push_back(name);
}

void RowWriter::close() {
  file_.add("names", names_);
  file_.close();
}

MapWriter::MapWriter(const std::string& path, std::size_t length, bool compress)
    : rows_(path, {4, length}, compress) {}

}  // namespace siskin::io
