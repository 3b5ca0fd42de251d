#include "siskin/io/output.hpp"

#include <htslib/bgzf.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ostream>
#include <streambuf>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/output_file.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

// Gathers bytes and hands them to write_block(); a failure makes the stream bad and is told at
// close().
class BlockBuffer : public std::streambuf {
 public:
  BlockBuffer() { setp(block_.data(), block_.data() + block_.size()); }
  // errno of the first failure.
  int failure() const { return failure_; }

 protected:
  virtual bool write_block(const char* bytes, std::size_t count) = 0;

  int_type overflow(int_type letter) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(letter, traits_type::eof())) {
      *pptr() = traits_type::to_char_type(letter);
      pbump(1);
    }
    return traits_type::not_eof(letter);
  }

  int sync() override {
    const auto count = static_cast<std::size_t>(pptr() - pbase());
    const bool good = count == 0 || write_block(pbase(), count);
    if (!good) note_failure();
    setp(block_.data(), block_.data() + block_.size());
    return good ? 0 : -1;
  }

  void note_failure() {
    if (failure_ == 0) failure_ = errno != 0 ? errno : EIO;
  }

 private:
  int failure_ = 0;
  std::array<char, std::size_t{1} << 16> block_;
};

class StandardOutputBuffer : public BlockBuffer {
 protected:
  bool write_block(const char* bytes, std::size_t count) override {
    while (count > 0) {
      const ssize_t written = ::write(STDOUT_FILENO, bytes, count);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      bytes += written;
      count -= static_cast<std::size_t>(written);
    }
    return true;
  }
};

struct BgzfClose {
  void operator()(BGZF* file) const { bgzf_close(file); }
};

class BgzipBuffer : public BlockBuffer {
 public:
  explicit BgzipBuffer(const std::string& path) : path_(path) {
    file_.reset(bgzf_open(path_.path().c_str(), "w"));
    if (!file_) throw system_error(path, "cannot be written");
  }
  // False when bytes were lost; else the file stands under its name.
  bool finish() {
    if (bgzf_close(file_.release()) == 0) {
      path_.commit();
      return true;
    }
    note_failure();
    return false;
  }

 protected:
  bool write_block(const char* bytes, std::size_t count) override {
    return bgzf_write(file_.get(), bytes, count) == static_cast<ssize_t>(count);
  }

 private:
  util::TemporaryPath path_;
  std::unique_ptr<BGZF, BgzfClose> file_;
};

}  // namespace

struct Output::State {
  std::string name;
  std::unique_ptr<util::OutputFile> plain;
  std::unique_ptr<BlockBuffer> block;  // standard output or bgzip
  BgzipBuffer* bgzip = nullptr;        // `block` when it is one
  std::unique_ptr<std::ostream> stream;
  bool closed = false;
};

Output::Output(const std::string& path) : state_(std::make_unique<State>()) {
  state_->name = path;
  if (path.empty() || path == "-") {
    state_->name = "standard output";
    state_->block = std::make_unique<StandardOutputBuffer>();
  } else if (util::ends_with(path, ".gz")) {
    auto bgzip = std::make_unique<BgzipBuffer>(path);
    state_->bgzip = bgzip.get();
    state_->block = std::move(bgzip);
  } else {
    state_->plain = std::make_unique<util::OutputFile>(path);
    return;
  }
  state_->stream = std::make_unique<std::ostream>(state_->block.get());
}

Output::~Output() = default;

std::ostream& Output::stream() { return state_->plain ? state_->plain->stream() : *state_->stream; }

void Output::close() {
  if (state_->closed) return;
  state_->closed = true;
  if (state_->plain) {
    state_->plain->close();
    return;
  }
  const bool written = static_cast<bool>(state_->stream->flush());
  if (written && (state_->bgzip == nullptr || state_->bgzip->finish())) return;
  errno = state_->block->failure();
  throw system_error(state_->name, "write failed");
}

}  // namespace siskin::io
