#include "siskin/util/output_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <system_error>

#include "siskin/util/error.hpp"

namespace siskin::util {
namespace {

namespace fs = std::filesystem;

// Fixed slots and no allocation, because a signal handler reads them.
constexpr int kSlots = 64;
constexpr std::size_t kLongestPath = 4096;
char temporary_names[kSlots][kLongestPath];
std::mutex slots_mutex;

void remember(const fs::path& path) {
  const std::lock_guard<std::mutex> lock(slots_mutex);
  const std::string& name = path.native();
  if (name.size() >= kLongestPath) return;
  for (auto& slot : temporary_names) {
    if (slot[0] != '\0') continue;
    std::copy(name.begin() + 1, name.end() + 1, slot + 1);
    slot[0] = name[0];
    return;
  }
}

void forget(const fs::path& path) {
  const std::lock_guard<std::mutex> lock(slots_mutex);
  for (auto& slot : temporary_names) {
    if (path.native() == slot) slot[0] = '\0';
  }
}

// What stands in /dev is written to and never replaced, even /dev/stdout that leads to a file.
bool is_device(const fs::path& path) {
  if (path.native().rfind("/dev/", 0) == 0) return true;
  std::error_code ignored;
  const auto status = fs::status(path, ignored);
  return fs::exists(status) && !fs::is_regular_file(status);
}

fs::path temporary_name(const fs::path& target) {
  fs::path name = target;
  name += ".tmp." + std::to_string(::getpid());
  return name;
}

void refuse_directory(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored))
    throw Error(path.string() + ": is a folder, expected a file");
}

void rename_into_place(const fs::path& from, const fs::path& to) {
  std::error_code code;
  fs::rename(from, to, code);
  if (code) throw Error(to.string() + ": cannot be written: " + code.message());
}

}  // namespace

OutputFile::OutputFile(const fs::path& path) : path_(path), temporary_(path) {
  refuse_directory(path);
  if (!is_device(path)) {
    temporary_ = temporary_name(path);
    remember(temporary_);
  }
  // /dev/stdout may be a file with something in it already.
  stream_.open(temporary_,
               std::ios::binary | (temporary_ == path_ ? std::ios::app : std::ios::trunc));
  if (!stream_) {
    forget(temporary_);
    throw system_error(path.string(), "cannot be written");
  }
}

OutputFile::~OutputFile() {
  if (!open_) return;
  stream_.close();
  if (temporary_ == path_) return;
  std::error_code ignored;
  fs::remove(temporary_, ignored);
  forget(temporary_);
}

void OutputFile::close() {
  if (!open_) return;
  errno = 0;
  stream_.flush();
  stream_.close();
  if (!stream_) throw system_error(path_.string(), "write failed");
  if (temporary_ != path_) {
    rename_into_place(temporary_, path_);
    forget(temporary_);
  }
  open_ = false;
}

TemporaryPath::TemporaryPath(const fs::path& target) : target_(target), temporary_(target) {
  refuse_directory(target);
  if (is_device(target)) return;
  temporary_ = temporary_name(target);
  remember(temporary_);
}

TemporaryPath::~TemporaryPath() {
  if (done_ || temporary_ == target_) return;
  std::error_code ignored;
  fs::remove(temporary_, ignored);
  forget(temporary_);
}

void TemporaryPath::commit() {
  if (temporary_ != target_) {
    rename_into_place(temporary_, target_);
    forget(temporary_);
  }
  done_ = true;
}

void remove_temporary_files() noexcept {
  for (const auto& slot : temporary_names) {
    if (slot[0] != '\0') ::unlink(slot);
  }
}

}  // namespace siskin::util
