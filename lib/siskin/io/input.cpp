#include "siskin/io/input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <istream>
#include <streambuf>
#include <vector>

#include "siskin/util/error.hpp"

namespace siskin::io {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18;
constexpr unsigned char kGzipMagic[] = {0x1f, 0x8b};

// An open file that is read in order; standard input is left open.
class File {
 public:
  explicit File(const std::string& path) : name_(input_name(path)) {
    if (path == "-") return;
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) throw system_error(name_, "cannot be opened");
    struct stat status {};
    if (::fstat(descriptor_, &status) == 0 && S_ISDIR(status.st_mode)) {
      ::close(descriptor_);
      throw Error(name_ + ": is a folder, expected a file");
    }
  }
  ~File() {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  const std::string& name() const { return name_; }

  // Number of bytes read; 0 at the end.
  std::size_t read(char* to, std::size_t count) const {
    for (;;) {
      const ssize_t got = ::read(descriptor_, to, count);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw system_error(name_, "cannot be read");
    }
  }

 private:
  std::string name_;
  int descriptor_ = STDIN_FILENO;
};

// bgzip marks each of its blocks by an extra field "BC" of two bytes, which stands first.
bool is_bgzip(const char* bytes, std::size_t count) {
  constexpr char kExtraFlag = 4;
  return count >= 16 && (bytes[3] & kExtraFlag) != 0 && std::memcmp(bytes + 12, "BC\2\0", 4) == 0;
}

// Bytes of a file, unpacked when it begins as gzip does.
class InputBuffer : public std::streambuf {
 public:
  explicit InputBuffer(const std::string& path) : file_(path), packed_(kBlock) {
    while (packed_end_ < kMagicLength) {
      const auto got = file_.read(packed_.data() + packed_end_, packed_.size() - packed_end_);
      if (got == 0) break;
      packed_end_ += got;
    }
    gzip_ = packed_end_ >= sizeof(kGzipMagic) &&
            std::memcmp(packed_.data(), kGzipMagic, sizeof(kGzipMagic)) == 0;
    if (!gzip_) return;
    bgzip_ = is_bgzip(packed_.data(), packed_end_);
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (inflateInit2(&zlib_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~InputBuffer() override {
    if (gzip_) inflateEnd(&zlib_);
  }
  InputBuffer(const InputBuffer&) = delete;
  InputBuffer& operator=(const InputBuffer&) = delete;

 protected:
  int_type underflow() override {
    if (gptr() != egptr()) return traits_type::to_int_type(*gptr());
    plain_.resize(kBlock);
    const std::size_t got = produce(plain_.data(), plain_.size());
    if (got == 0) return traits_type::eof();
    setg(plain_.data(), plain_.data(), plain_.data() + got);
    return traits_type::to_int_type(*gptr());
  }

  // Large reads go straight to their place.
  std::streamsize xsgetn(char* to, std::streamsize count) override {
    const std::streamsize ready = std::min<std::streamsize>(egptr() - gptr(), count);
    std::copy_n(gptr(), ready, to);
    setg(eback(), gptr() + ready, egptr());
    std::streamsize done = ready;
    while (done < count) {
      const auto got =
          static_cast<std::streamsize>(produce(to + done, static_cast<std::size_t>(count - done)));
      if (got == 0) break;
      done += got;
    }
    return done;
  }

 private:
  static constexpr std::size_t kMagicLength = 18;

  std::size_t produce(char* to, std::size_t count) {
    if (gzip_) return inflate_some(to, count);
    if (packed_begin_ == packed_end_) return file_.read(to, count);
    const std::size_t taken = std::min(count, packed_end_ - packed_begin_);
    std::copy_n(packed_.data() + packed_begin_, taken, to);
    packed_begin_ += taken;
    return taken;
  }

  bool refill() {
    if (packed_begin_ != packed_end_) return true;
    packed_begin_ = 0;
    packed_end_ = file_.read(packed_.data(), packed_.size());
    return packed_end_ != 0;
  }

  // A gzip file is a row of members, each complete in itself; bgzip ends with an empty one.
  std::size_t inflate_some(char* to, std::size_t count) {
    count = std::min(count, std::size_t{1} << 30);  // zlib counts in unsigned int
    for (;;) {
      if (!refill()) {
        check_end();
        return 0;
      }
      if (!in_member_) begin_member();
      zlib_.next_in = reinterpret_cast<Bytef*>(packed_.data() + packed_begin_);
      zlib_.avail_in = static_cast<uInt>(packed_end_ - packed_begin_);
      zlib_.next_out = reinterpret_cast<Bytef*>(to);
      zlib_.avail_out = static_cast<uInt>(count);
      const int status = inflate(&zlib_, Z_NO_FLUSH);
      packed_begin_ = packed_end_ - zlib_.avail_in;
      const std::size_t made = count - zlib_.avail_out;
      if (made > 0) member_is_empty_ = false;
      if (status == Z_STREAM_END) {
        in_member_ = false;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        throw corrupt(zlib_.msg != nullptr ? zlib_.msg : "no reason given by zlib");
      }
      if (made > 0) return made;
    }
  }

  void begin_member() {
    if (static_cast<unsigned char>(packed_[packed_begin_]) != kGzipMagic[0]) {
      throw corrupt("other data behind the gzip data");
    }
    inflateReset(&zlib_);
    in_member_ = true;
    member_is_empty_ = true;
  }

  void check_end() const {
    if (in_member_) {
      throw Error(file_.name() + ": truncated gzip file: it ends in the middle of its data");
    }
    if (bgzip_ && !member_is_empty_) {
      throw Error(file_.name() + ": truncated gzip file: the end marker of bgzip is missing");
    }
  }

  Error corrupt(const std::string& reason) const {
    return Error(file_.name() + ": corrupt gzip file: " + reason);
  }

  File file_;
  std::vector<char> packed_;  // as in the file
  std::size_t packed_begin_ = 0;
  std::size_t packed_end_ = 0;
  std::vector<char> plain_;  // what the get area points into
  z_stream zlib_{};
  bool gzip_ = false;
  bool bgzip_ = false;
  bool in_member_ = false;
  bool member_is_empty_ = false;
};

class InputStream : public std::istream {
 public:
  explicit InputStream(const std::string& path) : std::istream(nullptr), buffer_(path) {
    rdbuf(&buffer_);
    exceptions(std::ios::badbit);  // hands on the Error that the buffer throws
  }

 private:
  InputBuffer buffer_;
};

}  // namespace

std::unique_ptr<std::istream> open_input(const std::string& path) {
  return std::make_unique<InputStream>(path);
}

std::string input_name(const std::string& path) { return path == "-" ? "standard input" : path; }

}  // namespace siskin::io
