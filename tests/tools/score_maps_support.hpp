#pragma once

#include <string>
#include <vector>

#include "siskin/io/npz.hpp"
#include "support/run_command.hpp"

namespace siskin::test {

/// A map and the name of its sequence.
struct NamedMap {
  std::string name;
  std::vector<float> map_cl;
};

inline void write_maps(const TemporaryFolder& folder, const std::string& file,
                       const std::vector<NamedMap>& maps) {
  io::MapWriter writer((folder.path() / file).string(), maps.front().map_cl.size() / 4);
  for (const auto& one : maps) writer.add(one.name, one.map_cl.data());
  writer.close();
}

}  // namespace siskin::test
