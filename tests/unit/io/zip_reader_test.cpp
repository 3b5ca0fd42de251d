#include "siskin/io/zip_reader.hpp"

#include <gmock/gmock.h>

#include <iterator>

#include "siskin/io/zip_writer.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::error_message;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class ZipReaderTest : public ::testing::Test {
 protected:
  std::string archive(bool compress) {
    const std::string path = (folder_.path() / "x.zip").string();
    ZipWriter writer(path, compress);
    writer.begin("a", 4);
    const std::string body = "some words and some more words";
    writer.write(body.data(), body.size());
    writer.end("head");
    writer.close();
    return folder_.read("x.zip");
  }
  std::string read_all(const std::string& content) {
    path_ = folder_.write("y.zip", content).string();
    ZipReader reader(path_);
    std::string text;
    for (std::size_t i = 0; i < reader.names().size(); ++i) {
      reader.read(i,
                  [&](std::istream& in) { text.append(std::istreambuf_iterator<char>(in), {}); });
    }
    return text;
  }

  test::TemporaryFolder folder_;
  std::string path_;
};

TEST_F(ZipReaderTest, ReadsAnEmptyArchive) {
  const std::string end = "PK\x05\x06" + std::string(18, '\0');
  EXPECT_EQ(read_all(end), "");
  EXPECT_THAT(ZipReader(path_).names(), IsEmpty());
}

TEST_F(ZipReaderTest, FindsTheDirectoryInFrontOfAComment) {
  std::string content = archive(true);
  content[content.size() - 2] = 7;
  EXPECT_EQ(read_all(content + "comment"), "headsome words and some more words");
}

TEST_F(ZipReaderTest, RefusesAnArchiveCutAnywhere) {
  for (const bool compress : {false, true}) {
    const std::string whole = archive(compress);
    for (std::size_t length = 0; length < whole.size(); ++length) {
      EXPECT_THAT(error_message([&] { read_all(whole.substr(0, length)); }), StartsWith(path_))
          << length;
    }
  }
}

TEST_F(ZipReaderTest, SurvivesEveryDamagedByte) {
  // A changed byte is noticed or lies in a field that does not matter (time, version, rights).
  for (const bool compress : {false, true}) {
    const std::string whole = archive(compress);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x5a);
      try {
        EXPECT_THAT(read_all(damaged), AnyOf("headsome words and some more words", "")) << at;
      } catch (const Error& error) {
        EXPECT_THAT(error.what(), StartsWith(path_)) << at;
      }
    }
  }
}

TEST_F(ZipReaderTest, NoticesAChangedLetter) {
  std::string content = archive(false);
  content[content.find("words")] = 'W';
  EXPECT_THAT(error_message([&] { read_all(content); }),
              HasSubstr("y.zip: a: damaged, the checksum does not match"));
}

TEST_F(ZipReaderTest, ChecksWhatTheCallerDidNotRead) {
  std::string content = archive(false);
  content[content.find("words")] = 'W';
  const auto path = folder_.write("z.zip", content).string();
  ZipReader reader(path);
  EXPECT_THAT(error_message([&] { reader.read(0, [](std::istream&) {}); }), HasSubstr("damaged"));
}

TEST_F(ZipReaderTest, RefusesTextAndFolders) {
  EXPECT_THAT(error_message([&] { read_all("no archive"); }), HasSubstr("not a zip archive"));
  const std::string folder = folder_.path().string();
  EXPECT_THAT(error_message([&] { ZipReader reader(folder); }), StartsWith(folder));
  EXPECT_THAT(error_message([&] { ZipReader reader(folder + "/none"); }),
              HasSubstr("none: cannot be opened: No such file"));
}

}  // namespace
}  // namespace siskin::io
