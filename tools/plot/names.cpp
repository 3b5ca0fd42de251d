#include "plot/names.hpp"

#include <algorithm>
#include <filesystem>

namespace siskin::tools {
namespace {

constexpr std::size_t kShown = 5;

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::string suggest(const std::vector<std::string>& names, const std::string& wanted) {
  std::vector<std::string> similar;
  std::copy_if(names.begin(), names.end(), std::back_inserter(similar), [&](const auto& name) {
    return !wanted.empty() && lower(name).find(lower(wanted)) != std::string::npos;
  });
  const auto& shown = similar.empty() ? names : similar;
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, shown.size()); ++i) {
    text += (i == 0 ? "" : ", ") + shown[i];
  }
  return shown.size() > kShown ? text + ", ..." : text;
}

std::string stem(const std::string& path) {
  return path == "-" ? "standard input" : std::filesystem::path(path).stem().string();
}

}  // namespace siskin::tools
