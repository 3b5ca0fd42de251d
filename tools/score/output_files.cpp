#include "score/output_files.hpp"

namespace siskin::tools {

OutputFiles::OutputFiles(const std::string& result) : result_(result) {}

std::ostream* OutputFiles::side(const std::string& path) {
  if (path.empty()) return nullptr;
  sides_.push_back(std::make_unique<io::Output>(path));
  return &sides_.back()->stream();
}

void OutputFiles::close() {
  for (const auto& side : sides_) side->close();
  result_.close();
}

}  // namespace siskin::tools
