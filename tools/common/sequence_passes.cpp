#include "common/sequence_passes.hpp"

#include <algorithm>
#include <filesystem>

namespace siskin::tools {
namespace {

bool can_be_read_once_only(const std::string& path) {
  return path == "-" || (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path));
}

}  // namespace

SequencePasses::SequencePasses(const io::SequenceQuery& query)
    : query_(query),
      keep_(can_be_read_once_only(query.regions) ||
            std::any_of(query.fasta.begin(), query.fasta.end(), can_be_read_once_only)) {}

std::function<bool(io::SequenceRecord&)> SequencePasses::start() {
  if (!has_kept_) source_.emplace(query_);
  if (!keep_) return [this](io::SequenceRecord& record) { return source_->next(record); };
  if (!has_kept_) {
    io::SequenceRecord record;
    while (source_->next(record)) kept_.push_back(record);
    has_kept_ = true;
  }
  return [this, next = std::size_t{0}](io::SequenceRecord& record) mutable {
    if (next == kept_.size()) return false;
    record = kept_[next++];
    return true;
  };
}

std::int64_t SequencePasses::skipped() const { return source_ ? source_->skipped() : 0; }

}  // namespace siskin::tools
