#include "siskin/io/map_reader.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <istream>
#include <utility>

#include "siskin/io/zip_reader.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr const char* kMaps = "arr_0.npy";
constexpr const char* kNames = "names.npy";
constexpr std::size_t kBases = 4;

std::ptrdiff_t find_entry(const ZipReader& zip, const std::string& name) {
  const auto entries = zip.names();
  const auto found = std::find(entries.begin(), entries.end(), name);
  return found == entries.end() ? -1 : found - entries.begin();
}

void check_shape(const std::vector<std::size_t>& shape, const std::string& path) {
  if (shape.size() == 3 && shape[1] == kBases && shape[2] > 0) return;
  std::string text;
  for (const std::size_t size : shape) text += (text.empty() ? "" : ",") + std::to_string(size);
  throw Error(path + ": arr_0 has shape (" + text + "), expected (N,4,L)");
}

}  // namespace

void require_finite_map(const float* map_cl, std::size_t length, const std::string& path,
                        const std::string& name) {
  constexpr const char* kLetters[] = {"A", "C", "G", "T"};
  const auto is_bad = [](float value) { return !std::isfinite(value); };
  const float* const end = map_cl + kBases * length;
  const float* const bad = std::find_if(map_cl, end, is_bad);
  if (bad == end) return;
  const auto at = static_cast<std::size_t>(bad - map_cl);
  throw Error(path + ": the map of " + util::quoted(name) + " has " +
              (std::isnan(*bad) ? "NaN" : "an infinite value") + " for " + kLetters[at / length] +
              " at position " + std::to_string(at % length) + ", expected finite numbers");
}

MapReader::MapReader(std::string path) : path_(std::move(path)) {
  ZipReader zip(path_);
  const auto entry = find_entry(zip, kNames);
  if (entry >= 0) {
    zip.read(static_cast<std::size_t>(entry),
             [&](std::istream& in) { names_ = read_npy(in, path_ + ": " + kNames).strings; });
    return;
  }
  // One for each map that is there, whatever number the header promises.
  open([&](NpyRows& maps) {
    std::vector<float> map_cl;
    while (maps.next(map_cl)) names_.push_back(std::to_string(names_.size()));
  });
}

void MapReader::open(const std::function<void(NpyRows& maps)>& take) const {
  ZipReader zip(path_);
  const auto entry = find_entry(zip, kMaps);
  if (entry < 0) throw Error(path_ + ": no array arr_0, expected maps of shape (N,4,L)");
  zip.read(static_cast<std::size_t>(entry), [&](std::istream& in) {
    NpyRows maps(in, path_ + ": " + kMaps);
    check_shape(maps.shape(), path_);
    if (!names_.empty() && names_.size() != maps.shape()[0]) {
      throw Error(path_ + ": " + std::to_string(names_.size()) + " names for " +
                  std::to_string(maps.shape()[0]) + " maps");
    }
    take(maps);
  });
}

}  // namespace siskin::io
