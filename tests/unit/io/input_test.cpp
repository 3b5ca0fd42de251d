#include "siskin/io/input.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <htslib/bgzf.h>
#include <unistd.h>
#include <zlib.h>

#include <istream>
#include <iterator>
#include <random>

#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::string read_all(const std::filesystem::path& path) {
  const auto in = open_input(path.string());
  std::string text;
  std::vector<char> block(1000);  // small and odd, to cross the reader's own blocks
  while (in->read(block.data(), static_cast<std::streamsize>(block.size())) || in->gcount() > 0) {
    text.append(block.data(), static_cast<std::size_t>(in->gcount()));
  }
  return text;
}

std::string long_text() {
  std::string text;
  std::mt19937_64 engine(1);
  while (text.size() < 1'500'000) text += std::to_string(engine()) + '\n';
  return text;
}

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 32, '\0');
  std::string input = text;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

class OpenInput : public ::testing::Test {
 protected:
  std::string bgzip(const std::string& text) const {
    const std::string path = (folder_.path() / "packed.gz").string();
    BGZF* file = bgzf_open(path.c_str(), "w");
    EXPECT_EQ(bgzf_write(file, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    EXPECT_EQ(bgzf_close(file), 0);
    return folder_.read("packed.gz");
  }
  test::TemporaryFolder folder_;
};

TEST_F(OpenInput, ReadsPlainText) {
  const std::string text = long_text();
  EXPECT_EQ(read_all(folder_.write("a.txt", text)), text);
}

TEST_F(OpenInput, ReadsFilesOfZeroAndOneByte) {
  EXPECT_EQ(read_all(folder_.write("empty", "")), "");
  EXPECT_EQ(read_all(folder_.write("one", "\x1f")), "\x1f");
}

TEST_F(OpenInput, UnpacksGzipWhateverItsName) {
  const std::string text = long_text();
  EXPECT_EQ(read_all(folder_.write("a.txt", gzip(text))), text);
}

TEST_F(OpenInput, UnpacksBgzip) {
  const std::string text = long_text();
  EXPECT_EQ(read_all(folder_.write("a.gz", bgzip(text))), text);
}

TEST_F(OpenInput, JoinsTheMembersOfConcatenatedGzipFiles) {
  const std::string text = long_text();
  const auto path = folder_.write("a.gz", gzip(text) + gzip("") + gzip("end\n"));
  EXPECT_EQ(read_all(path), text + "end\n");
}

TEST_F(OpenInput, LetterByLetterGivesTheSameAsBlocks) {
  const std::string text = long_text();
  const auto in = open_input(folder_.write("a.gz", gzip(text)).string());
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(*in), {}), text);
}

TEST_F(OpenInput, ReadsStandardInputAndLeavesItOpen) {
  const auto path = folder_.write("a.gz", gzip("from a pipe\n"));
  const int saved = ::dup(STDIN_FILENO);
  const int file = ::open(path.c_str(), O_RDONLY);
  ASSERT_EQ(::dup2(file, STDIN_FILENO), STDIN_FILENO);
  EXPECT_EQ(read_all("-"), "from a pipe\n");
  EXPECT_NE(::fcntl(STDIN_FILENO, F_GETFD), -1);
  ::dup2(saved, STDIN_FILENO);
  ::close(file);
  ::close(saved);
}

TEST_F(OpenInput, RefusesGzipCutAtAnyPlace) {
  const std::string packed = gzip("some text that is packed\n");
  for (std::size_t length = 2; length < packed.size(); ++length) {
    const auto path = folder_.write("cut.gz", packed.substr(0, length));
    EXPECT_THAT([&] { read_all(path); },
                ThrowsMessage<Error>(HasSubstr("cut.gz: truncated gzip file")))
        << length;
  }
}

TEST_F(OpenInput, RefusesBgzipWithoutItsEndMarker) {
  constexpr std::size_t kEndMarker = 28;
  const std::string packed = bgzip(long_text());
  const auto path = folder_.write("cut.gz", packed.substr(0, packed.size() - kEndMarker));
  EXPECT_THAT([&] { read_all(path); },
              ThrowsMessage<Error>(HasSubstr("cut.gz: truncated gzip file: the end marker")));
}

TEST_F(OpenInput, RefusesDamagedGzip) {
  std::string packed = gzip(long_text());
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
  const auto path = folder_.write("bad.gz", packed);
  EXPECT_THAT([&] { read_all(path); },
              ThrowsMessage<Error>(HasSubstr("bad.gz: corrupt gzip file: ")));
}

TEST_F(OpenInput, RefusesOtherDataBehindGzip) {
  const auto path = folder_.write("bad.gz", gzip("text\n") + "plain\n");
  EXPECT_THAT([&] { read_all(path); },
              ThrowsMessage<Error>(HasSubstr("bad.gz: corrupt gzip file: other data")));
}

TEST_F(OpenInput, RefusesMissingFilesAndFolders) {
  const std::string folder = folder_.path().string();
  EXPECT_THAT([&] { open_input(folder + "/none.fa"); },
              ThrowsMessage<Error>(HasSubstr("none.fa: cannot be opened: No such file")));
  EXPECT_THAT([&] { open_input(folder); },
              ThrowsMessage<Error>(HasSubstr(folder + ": is a folder, expected a file")));
}

TEST(InputName, CallsTheDashStandardInput) {
  EXPECT_EQ(input_name("-"), "standard input");
  EXPECT_EQ(input_name("a.fa"), "a.fa");
}

}  // namespace
}  // namespace siskin::io
