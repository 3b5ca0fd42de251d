#include "siskin/data/temporary_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "siskin/util/error.hpp"

namespace siskin::data {

TemporaryFile::TemporaryFile() {
  std::error_code code;
  const auto folder = std::filesystem::temp_directory_path(code);
  if (code) throw Error("folder for temporary files (TMPDIR): " + code.message());
  folder_ = folder.string();
  std::string name = (folder / "siskin-XXXXXX").string();
  descriptor_ = ::mkstemp(name.data());
  if (descriptor_ < 0) throw system_error(folder_, "cannot hold a temporary file (TMPDIR)");
  ::unlink(name.c_str());
}

TemporaryFile::~TemporaryFile() { ::close(descriptor_); }

void TemporaryFile::write(std::int64_t offset, const void* bytes, std::size_t count) {
  const auto* from = static_cast<const char*>(bytes);
  while (count > 0) {
    const ssize_t done = ::pwrite(descriptor_, from, count, offset);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) throw system_error(folder_, "cannot write a temporary file (TMPDIR)");
    from += done;
    offset += done;
    count -= static_cast<std::size_t>(done);
  }
}

void TemporaryFile::read(std::int64_t offset, void* bytes, std::size_t count) const {
  auto* to = static_cast<char*>(bytes);
  while (count > 0) {
    const ssize_t done = ::pread(descriptor_, to, count, offset);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) throw system_error(folder_, "cannot read a temporary file (TMPDIR)");
    if (done == 0) throw Error(folder_ + ": a temporary file is shorter than what was written");
    to += done;
    offset += done;
    count -= static_cast<std::size_t>(done);
  }
}

}  // namespace siskin::data
