#include "siskin/data/tracks.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::data {

Tracks::Tracks(const std::vector<std::string>& paths) : paths_(paths) {
  for (const auto& path : paths) readers_.emplace_back(path);
}

void Tracks::check_chromosome(const GenomeCodes& genome, std::uint32_t chrom) const {
  const std::string& name = genome.name(chrom);
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    if (!readers_[i].contains(name)) readers_[i].values({name, 0, 1});  // throws with a hint
    const auto& sizes = readers_[i].chromosomes();
    const auto found = std::find_if(sizes.begin(), sizes.end(),
                                    [&](const auto& entry) { return entry.first == name; });
    if (found != sizes.end() && found->second != genome.length(chrom)) {
      throw Error(paths_[i] + ": found " + std::to_string(found->second) + " bases of " + name +
                  ", expected " + std::to_string(genome.length(chrom)) + " as in " + genome.path());
    }
  }
}

void Tracks::read(std::size_t track, const GenomeCodes& genome, const Window& window, float* values,
                  std::size_t step) const {
  const std::int64_t length = genome.length(window.chrom);
  const auto count = static_cast<std::int64_t>(window.length);
  const std::int64_t first = std::clamp<std::int64_t>(window.start, 0, length);
  const std::int64_t last = std::clamp<std::int64_t>(window.start + count, first, length);
  for (std::size_t i = 0; i < window.length; ++i) values[i * step] = 0;
  if (first == last) return;
  const auto found = readers_[track].values({genome.name(window.chrom), first, last});
  float* to = values + static_cast<std::size_t>(first - window.start) * step;
  for (const float value : found) {
    *to = std::isnan(value) ? 0 : value;
    to += step;
  }
}

std::string task_name(const std::string& path) {
  auto name = std::filesystem::path(path).filename();
  if (name.extension() == ".gz") name = name.stem();
  return name.stem().string();
}

}  // namespace siskin::data
