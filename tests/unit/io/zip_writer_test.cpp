#include "siskin/io/zip_writer.hpp"

#include <gmock/gmock.h>

#include <iterator>

#include "siskin/io/zip_reader.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using test::run_command;
using ::testing::HasSubstr;

std::string write_archive(const std::filesystem::path& path, bool compress, std::size_t entries,
                          const std::string& body) {
  ZipWriter writer(path.string(), compress);
  for (std::size_t i = 0; i < entries; ++i) {
    writer.begin("entry" + std::to_string(i), 5);
    writer.write(body.data(), body.size() / 2);
    writer.write(body.data() + body.size() / 2, body.size() - body.size() / 2);
    writer.end("head:");
  }
  writer.close();
  return path.string();
}

TEST(ZipWriter, PutsTheHeadInFrontOfTheBody) {
  const test::TemporaryFolder folder;
  for (const bool compress : {false, true}) {
    ZipReader reader(write_archive(folder.path() / "x.zip", compress, 2, "body"));
    ASSERT_EQ(reader.names().size(), 2U);
    std::string content;
    reader.read(1,
                [&](std::istream& in) { content.assign(std::istreambuf_iterator<char>(in), {}); });
    EXPECT_EQ(content, "head:body");
  }
}

TEST(ZipWriter, WritesArchivesThatPythonAccepts) {
  const test::TemporaryFolder folder;
  if (run_command("/usr/bin/python3 -c 'import zipfile'", folder.path()).status != 0) {
    GTEST_SKIP() << "no /usr/bin/python3";
  }
  for (const bool compress : {false, true}) {
    write_archive(folder.path() / "x.zip", compress, 3, std::string(500000, 'x'));
    const auto result = run_command(
        "/usr/bin/python3 -c \"import zipfile; z = zipfile.ZipFile('x.zip'); print(z.testzip(), "
        "len(z.read('entry2')), z.read('entry2')[:6], z.infolist()[0].date_time)\"",
        folder.path());
    EXPECT_EQ(result.out, "None 500005 b'head:x' (1980, 1, 1, 0, 0, 0)\n") << result.err;
  }
}

TEST(ZipWriter, CompressesRuns) {
  const test::TemporaryFolder folder;
  const std::string body(1 << 20, '\0');
  write_archive(folder.path() / "x.zip", true, 1, body);
  EXPECT_LT(std::filesystem::file_size(folder.path() / "x.zip"), body.size() / 100);
}

TEST(ZipWriter, CountsMoreEntriesThanTheOldFormatCan) {
  const test::TemporaryFolder folder;
  constexpr std::size_t kMany = 66000;
  ZipReader reader(write_archive(folder.path() / "x.zip", false, kMany, ""));
  const auto names = reader.names();
  ASSERT_EQ(names.size(), kMany);
  EXPECT_EQ(names.back(), "entry65999");
}

TEST(ZipWriter, NeedsAFileThatCanBeRewound) {
  const test::TemporaryFolder folder;
  EXPECT_THAT(
      test::error_message([] { write_archive("/dev/full", true, 1, std::string(99, 'x')); }),
      HasSubstr("/dev/full: write failed"));
}

}  // namespace
}  // namespace siskin::io
