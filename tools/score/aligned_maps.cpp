#include "score/aligned_maps.hpp"

#include <algorithm>
#include <unordered_map>

#include "score/names.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

std::unordered_map<std::string, std::size_t> row_index(const std::vector<std::string>& names) {
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t row = 0; row < names.size(); ++row) index.emplace(names[row], row);
  return index;
}

}  // namespace

/// One file while it is read: a stream with the row it has come to, or all of its maps.
struct AlignedMaps::Lane {
  io::NpyRows* stream = nullptr;
  std::size_t next_row = 0;
  std::vector<float> map_cl;
  io::MapFile whole;
  std::size_t length = 0;

  const float* seek(std::size_t row) {
    if (stream == nullptr) return whole.map(row);
    for (; next_row <= row; ++next_row) stream->next(map_cl);
    return map_cl.data();
  }
};

AlignedMaps::AlignedMaps(const std::vector<std::string>& paths, bool allow_missing,
                         const std::string& remedy) {
  for (const auto& path : paths) readers_.emplace_back(path);
  std::vector<std::unordered_map<std::string, std::size_t>> index;
  for (const auto& reader : readers_) {
    if (reader.names().empty()) throw Error(reader.path() + ": no maps found");
  }
  const NameList first{readers_.front().path(), readers_.front().names()};
  for (const auto& reader : readers_) {
    const NameList list{reader.path(), reader.names()};
    require_unique(list);
    require_shared(list, first);
    if (!allow_missing) {
      require_known(list, first, remedy);
      require_known(first, list, remedy);
    }
    index.push_back(row_index(list.names));
  }
  for (const auto& name : first.names) {
    if (std::all_of(index.begin(), index.end(),
                    [&](const auto& rows) { return rows.count(name) != 0; }))
      names_.push_back(name);
  }
  if (names_.empty())
    throw Error(first.source + ": found no sequence that is in all " +
                std::to_string(paths.size()) + " files");
  for (const auto& rows : index) {
    rows_.emplace_back();
    for (const auto& name : names_) rows_.back().push_back(rows.at(name));
  }
}

void AlignedMaps::for_each(const Take& take) const {
  std::vector<Lane> lanes(readers_.size());
  open_from(0, lanes, take);
}

void AlignedMaps::open_from(std::size_t file, std::vector<Lane>& lanes, const Take& take) const {
  if (file == readers_.size()) {
    walk(lanes, take);
    return;
  }
  Lane& lane = lanes[file];
  if (std::is_sorted(rows_[file].begin(), rows_[file].end())) {
    readers_[file].open([&](io::NpyRows& maps) {
      lane.stream = &maps;
      lane.length = maps.shape()[2];
      open_from(file + 1, lanes, take);
    });
  } else {
    lane.whole = io::read_map_file(readers_[file].path());
    lane.length = lane.whole.length;
    open_from(file + 1, lanes, take);
  }
}

void AlignedMaps::walk(std::vector<Lane>& lanes, const Take& take) const {
  const std::size_t length = lanes.front().length;
  for (std::size_t file = 0; file < lanes.size(); ++file) {
    if (lanes[file].length == length) continue;
    throw Error(readers_[file].path() + ": found maps of " + std::to_string(lanes[file].length) +
                " bases, expected " + std::to_string(length) + " as in " + readers_.front().path());
  }
  std::vector<const float*> maps_cl(lanes.size());
  for (std::size_t i = 0; i < names_.size(); ++i) {
    for (std::size_t file = 0; file < lanes.size(); ++file) {
      maps_cl[file] = lanes[file].seek(rows_[file][i]);
      io::require_finite_map(maps_cl[file], length, readers_[file].path(), names_[i]);
    }
    take(names_[i], maps_cl, length);
  }
}

}  // namespace siskin::tools
