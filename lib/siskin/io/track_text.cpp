#include "siskin/io/track_text.hpp"

#include <htslib/bgzf.h>
#include <htslib/hts.h>
#include <htslib/tbx.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <ostream>

#include "siskin/io/input.hpp"
#include "siskin/io/output.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/output_file.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr std::size_t kBuffer = 1 << 16;
constexpr std::int64_t kTabixEnd = std::int64_t{1} << 29;
constexpr int kCsiShift = 14;  // as tabix --csi

struct CloseBgzf {
  void operator()(BGZF* file) const noexcept { ::bgzf_close(file); }
};

/// A bgzip file and its index, which appear together.
class IndexedFile {
 public:
  explicit IndexedFile(const std::string& name)
      : name_(name), path_(name), file_(::bgzf_open(path_.path().c_str(), "w")) {
    if (!file_) throw system_error(name_, "cannot be written");
  }

  void write(const std::string& text) {
    if (::bgzf_write(file_.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
      throw system_error(name_, "write failed");
    }
  }

  void close(std::int64_t longest) {
    if (::bgzf_close(file_.release()) != 0) throw system_error(name_, "write failed");
    const bool csi = longest > kTabixEnd;
    util::TemporaryPath index(name_ + (csi ? ".csi" : ".tbi"));
    ::hts_set_log_level(HTS_LOG_OFF);  // it speaks once, through the Error
    if (::tbx_index_build3(path_.path().c_str(), index.path().c_str(), csi ? kCsiShift : 0, 1,
                           &tbx_conf_bed) != 0) {
      throw Error(name_ + ": the tabix index cannot be written");
    }
    index.commit();
    path_.commit();
  }

 private:
  std::string name_;
  util::TemporaryPath path_;
  std::unique_ptr<BGZF, CloseBgzf> file_;
};

void append_integer(std::string& text, std::int64_t value) {
  std::array<char, 20> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  text.append(digits.data(), result.ptr);
}

}  // namespace

struct BedGraphWriter::State {
  std::string name;
  std::optional<IndexedFile> indexed;
  std::optional<Output> plain;
  std::string text;
  std::int64_t longest = 0;

  explicit State(const std::string& path) : name(input_name(path.empty() ? "-" : path)) {
    if (util::ends_with(path, ".gz")) {
      indexed.emplace(path);
    } else {
      plain.emplace(path);
    }
    text = "# " + util::provenance() + "\n";
  }

  void append_line(const std::string& chrom, std::int64_t start, std::int64_t end, float value) {
    text += chrom;
    text += '\t';
    append_integer(text, start);
    text += '\t';
    append_integer(text, end);
    text += '\t';
    util::append_float(text, value);
    text += '\n';
    if (text.size() > kBuffer) flush();
  }

  void flush() {
    if (indexed) {
      indexed->write(text);
    } else if (!plain->stream().write(text.data(), static_cast<std::streamsize>(text.size()))) {
      throw system_error(name, "write failed");
    }
    text.clear();
  }
};

BedGraphWriter::BedGraphWriter(const std::string& path) : state_(std::make_unique<State>(path)) {}

BedGraphWriter::~BedGraphWriter() = default;

void BedGraphWriter::add(const std::string& chrom, std::int64_t start, const float* values,
                         std::size_t count) {
  State& state = *state_;
  for (std::size_t i = 0; i < count;) {
    const float value = values[i];
    std::size_t end = i + 1;
    if (std::isinf(value)) {
      throw Error(state.name + ": " + chrom + " at " +
                  std::to_string(start + static_cast<std::int64_t>(i)) + ": the value is infinite");
    }
    while (end < count && values[end] == value) ++end;
    if (!std::isnan(value)) {
      state.append_line(chrom, start + static_cast<std::int64_t>(i),
                        start + static_cast<std::int64_t>(end), value);
    }
    i = end;
  }
  state.longest = std::max(state.longest, start + static_cast<std::int64_t>(count));
}

void BedGraphWriter::close() {
  State& state = *state_;
  state.flush();
  if (state.indexed) {
    state.indexed->close(state.longest);
  } else {
    state.plain->close();
  }
}

}  // namespace siskin::io
