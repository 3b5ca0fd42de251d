#include "siskin/attribute/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>

#include "siskin/util/checksum.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::attribute {
namespace {

constexpr const char* kMark = " journal 1\n";                    // behind the tool's name
constexpr std::size_t kHeadOfEntry = 2 * sizeof(std::uint64_t);  // size, checksum

std::string to_text(const JournalHead& head) {
  std::string text;
  for (const auto& [name, value] : head) text.append(name).append("\t").append(value).append("\n");
  return text;
}

JournalHead from_text(const std::string& text) {
  JournalHead head;
  for (const auto line : util::split(text, '\n')) {
    const auto tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    head.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return head;
}

const std::string* value_of(const JournalHead& head, const std::string& name) {
  const auto found = std::find_if(head.begin(), head.end(),
                                  [&name](const auto& entry) { return entry.first == name; });
  return found == head.end() ? nullptr : &found->second;
}

// "--steps was '50' and is '100'".
std::string difference(const JournalHead& old_head, const JournalHead& head) {
  for (const auto& [name, old_value] : old_head) {
    const auto* const value = value_of(head, name);
    if (value == nullptr) return name + " was " + util::quoted(old_value) + " and is not given";
    if (*value != old_value) {
      return name + " was " + util::quoted(old_value) + " and is " + util::quoted(*value);
    }
  }
  for (const auto& [name, value] : head) {
    if (value_of(old_head, name) == nullptr) {
      return name + " was not given and is " + util::quoted(value);
    }
  }
  return "siskin has changed";
}

}  // namespace

struct Journal::State {
  std::string path;
  JournalHead head;
  std::string tool;
  int file = -1;
  std::uint64_t kept = 0;
  std::uint64_t replayed = 0;
  bool has_entries = false;
  off_t read_from = 0;

  ~State() {
    if (file >= 0) ::close(file);
  }

  Error failure(const std::string& action) const { return system_error(path, action); }

  void open(int flags) {
    file = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
    if (file < 0) throw failure("cannot be written");
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
      throw Error(path + ": is in use by another run of " + tool);
    }
  }

  // False where the file ends first.
  bool read(void* into, std::size_t size) {
    auto* bytes = static_cast<char*>(into);
    while (size > 0) {
      const auto count = ::pread(file, bytes, size, read_from);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw failure("cannot be read");
      if (count == 0) return false;
      bytes += count;
      size -= static_cast<std::size_t>(count);
      read_from += count;
    }
    return true;
  }

  // False for an entry that is not all there; then nothing was read.
  bool read_entry(std::string& entry) {
    const off_t start = read_from;
    std::array<std::uint64_t, 2> size_and_sum{};
    const bool whole = read(size_and_sum.data(), kHeadOfEntry) && fits(size_and_sum[0]);
    if (whole) {
      entry.resize(size_and_sum[0]);
      if (read(entry.data(), entry.size()) && util::checksum(entry) == size_and_sum[1]) return true;
    }
    read_from = start;
    return false;
  }

  // A torn size must not be allocated.
  bool fits(std::uint64_t size) const {
    const off_t end = ::lseek(file, 0, SEEK_END);
    return end >= read_from && size <= static_cast<std::uint64_t>(end - read_from);
  }

  void write(const std::string& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto count = ::write(file, bytes.data() + done, bytes.size() - done);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) throw failure("write failed");
      done += static_cast<std::size_t>(count);
    }
  }

  void write_entry(const std::string& entry, const std::string& before = "") {
    const std::array<std::uint64_t, 2> size_and_sum{entry.size(), util::checksum(entry)};
    std::string bytes = before;
    bytes.append(reinterpret_cast<const char*>(size_and_sum.data()), kHeadOfEntry);
    write(bytes + entry);
  }

  // The head of an old journal, or nothing when not even that was written.
  std::optional<JournalHead> read_head() {
    const std::string mark = tool + kMark;
    std::string found(mark.size(), '\0');
    const bool whole = read(found.data(), found.size());
    if (!whole) found.resize(static_cast<std::size_t>(read_from));
    if (mark.compare(0, found.size(), found) != 0) {
      throw Error(path + ": is no journal of " + tool + ", expected none or one there");
    }
    std::string text;
    if (!whole || !read_entry(text)) return std::nullopt;
    return from_text(text);
  }

  void take_up(bool resume) {
    open(O_RDWR);
    const auto old_head = read_head();
    const off_t first_entry = read_from;
    std::string entry;
    while (old_head && read_entry(entry)) ++kept;
    if (kept == 0) {
      ::close(file);
      file = -1;
      return;
    }
    if (!resume) {
      throw Error(path +
                  ": is left from an interrupted run, expected --resume to go on, or that it "
                  "is removed to begin again");
    }
    if (*old_head != head) {
      throw Error(path + ": is left from another command: " + difference(*old_head, head) +
                  "; expected the same, or that the file is removed to begin again");
    }
    if (::ftruncate(file, read_from) != 0) throw failure("cannot be written");
    if (::lseek(file, 0, SEEK_END) < 0) throw failure("cannot be written");
    read_from = first_entry;
    has_entries = true;
  }
};

Journal::Journal(const std::string& path, const JournalHead& head, bool resume,
                 const std::string& tool)
    : state_(std::make_unique<State>()) {
  state_->path = path;
  state_->head = head;
  state_->tool = tool;
  if (std::filesystem::exists(path)) state_->take_up(resume);
}

Journal::~Journal() = default;

bool Journal::replay(std::string& entry) {
  if (state_->replayed == state_->kept) return false;
  if (!state_->read_entry(entry)) throw Error(state_->path + ": has changed while it was read");
  ++state_->replayed;
  return true;
}

std::uint64_t Journal::kept() const { return state_->kept; }

void Journal::append(const std::string& entry) {
  if (!state_->has_entries) {
    state_->open(O_RDWR | O_CREAT);  // emptied only once it is locked
    if (::ftruncate(state_->file, 0) != 0) throw state_->failure("cannot be written");
    state_->write_entry(to_text(state_->head), state_->tool + kMark);
    state_->has_entries = true;
  }
  state_->write_entry(entry);
}

bool Journal::holds_something() const { return state_->has_entries; }

void Journal::remove() {
  if (state_->has_entries) std::filesystem::remove(state_->path);
  state_->has_entries = false;
}

const std::string& Journal::path() const { return state_->path; }

}  // namespace siskin::attribute
