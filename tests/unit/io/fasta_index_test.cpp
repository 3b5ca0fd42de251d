#include "siskin/io/fasta_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>

#include "siskin/io/output.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr const char* kIndexedFasta = ">a first\nACGTA\nCGTAC\nGT\n>b\nTTT\n";
// By hand: name, bases, offset of the first base, bases a line, bytes a line.
constexpr const char* kIndex = "a\t12\t9\t5\t6\nb\t3\t27\t3\t4\n";

std::vector<FastaIndexEntry> read_index(const std::string& text) {
  std::istringstream in(text);
  return read_fasta_index(in, "x.fa.fai");
}

void write_bgzip(const fs::path& path, const std::string& text) {
  Output output(path.string());
  output.stream() << text;
  output.close();
}

TEST(ReadFastaIndex, ReadsFiveColumns) {
  const auto entries = read_index(kIndex);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].name, "a");
  EXPECT_EQ(entries[0].length, 12);
  EXPECT_EQ(entries[0].offset, 9);
  EXPECT_EQ(entries[0].line_bases, 5);
  EXPECT_EQ(entries[0].line_bytes, 6);
  EXPECT_EQ(entries[1].name, "b");
}

TEST(ReadFastaIndex, RefusesOtherText) {
  EXPECT_THAT([] { read_index(""); }, ThrowsMessage<Error>(HasSubstr("x.fa.fai: is empty")));
  EXPECT_THAT([] { read_index("a\t12\t9\t5\n"); },
              ThrowsMessage<Error>(HasSubstr("x.fa.fai:1: found 'a\\x0912")));
  EXPECT_THAT([] { read_index("a\t12\t9\t5\t6\nb\tx\t9\t5\t6\n"); },
              ThrowsMessage<Error>(HasSubstr("x.fa.fai:2: found 'x'")));
  EXPECT_THAT([] { read_index("a\t12\t9\t0\t6\n"); },
              ThrowsMessage<Error>(HasSubstr("x.fa.fai:1: found '0'")));
  EXPECT_THAT([] { read_index("a\t99999999999999999999\t9\t5\t6\n"); },
              ThrowsMessage<Error>(HasSubstr("x.fa.fai:1: found '99999999999999999999'")));
}

TEST(FastaIndexEntry, SkipsLineEnds) {
  const std::string text = kIndexedFasta;
  const FastaIndexEntry entry = read_index(kIndex)[0];
  const std::string bases = "ACGTACGTACGT";
  for (std::size_t i = 0; i < bases.size(); ++i) {
    EXPECT_EQ(text[static_cast<std::size_t>(entry.offset_of(static_cast<std::int64_t>(i)))],
              bases[i]);
  }
  EXPECT_EQ(entry.offset_of(11), 22);
}

// Eight bytes a number, lowest first.
std::string numbers(const std::vector<int>& values) {
  std::string bytes;
  for (const int value : values) {
    bytes += static_cast<char>(value & 255);
    bytes += static_cast<char>(value >> 8);
    bytes.append(6, '\0');
  }
  return bytes;
}

TEST(ReadBgzipIndex, PutsTheFirstBlockBeforeThoseOfTheFile) {
  std::istringstream in(numbers({2, 300, 1000, 601, 2000}));
  const auto blocks = read_bgzip_index(in, "x.gzi");
  ASSERT_EQ(blocks.size(), 3U);
  EXPECT_EQ(blocks[0].packed_offset, 0);
  EXPECT_EQ(blocks[0].plain_offset, 0);
  EXPECT_EQ(blocks[2].packed_offset, 601);
  EXPECT_EQ(blocks[2].plain_offset, 2000);
}

TEST(ReadBgzipIndex, RefusesWhatIsTruncatedTooLongOrUnsorted) {
  const std::string good = numbers({2, 300, 1000, 601, 2000});
  const auto refused = [](const std::string& bytes) {
    std::istringstream in(bytes);
    EXPECT_THAT([&] { read_bgzip_index(in, "x.gzi"); },
                ThrowsMessage<Error>(HasSubstr("x.gzi: is no index of a bgzip file")));
  };
  for (std::size_t length = 0; length < good.size(); ++length) refused(good.substr(0, length));
  refused(good + "x");
  refused(numbers({2, 601, 2000, 300, 1000}));
  refused(std::string(8, '\xff'));
  refused(std::string(7, '\xff') + '\x7f');  // huge count
}

TEST(FastaStorage, TellsPlainFromBgzipAndRefusesGzip) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(fasta_storage(folder.write("x.fa", kIndexedFasta).string()), FastaStorage::kPlain);
  write_bgzip(folder.path() / "x.fa.gz", kIndexedFasta);
  EXPECT_EQ(fasta_storage((folder.path() / "x.fa.gz").string()), FastaStorage::kBgzip);
  ASSERT_EQ(test::run_command("gzip -c x.fa > y.fa.gz", folder.path()).status, 0);
  EXPECT_THAT([&] { fasta_storage((folder.path() / "y.fa.gz").string()); },
              ThrowsMessage<Error>(HasSubstr("y.fa.gz: is plain gzip, which cannot be read at "
                                             "random; pack it by bgzip instead")));
}

TEST(FastaStorage, RefusesWhatIsNoFile) {
  const test::TemporaryFolder folder;
  EXPECT_THAT([&] { fasta_storage(folder.path().string()); },
              ThrowsMessage<Error>(HasSubstr("is a folder")));
  EXPECT_THAT([] { fasta_storage("/none/x.fa"); },
              ThrowsMessage<Error>(HasSubstr("/none/x.fa: cannot be opened: No such file")));
  EXPECT_THAT([] { fasta_storage("-"); }, ThrowsMessage<Error>(HasSubstr("standard input: ")));
}

TEST(RequireFastaIndex, MakesAMissingIndex) {
  const test::TemporaryFolder folder;
  require_fasta_index(folder.write("x.fa", kIndexedFasta).string(), FastaStorage::kPlain);
  EXPECT_EQ(folder.read("x.fa.fai"), kIndex);
}

TEST(RequireFastaIndex, MakesBothIndicesOfBgzip) {
  const test::TemporaryFolder folder;
  write_bgzip(folder.path() / "x.fa.gz", kIndexedFasta);
  require_fasta_index((folder.path() / "x.fa.gz").string(), FastaStorage::kBgzip);
  EXPECT_EQ(folder.read("x.fa.gz.fai"), kIndex);
  EXPECT_TRUE(fs::exists(folder.path() / "x.fa.gz.gzi"));
}

TEST(RequireFastaIndex, LeavesAnExistingIndexAlone) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("x.fa", kIndexedFasta);
  folder.write("x.fa.fai", "kept");
  require_fasta_index(path.string(), FastaStorage::kPlain);
  EXPECT_EQ(folder.read("x.fa.fai"), "kept");
}

TEST(RequireFastaIndex, TellsTheLineOfAMalformedFile) {
  const test::TemporaryFolder folder;
  const auto message = [&](const std::string& text) -> std::string {
    try {
      require_fasta_index(folder.write("x.fa", text).string(), FastaStorage::kPlain);
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_THAT(message("ACGT\n>a\nA\n"), HasSubstr("x.fa:1: found 'ACGT', expected a FASTA header"));
  EXPECT_THAT(message(">a\nACGT\nA\nACGT\n"),
              HasSubstr("x.fa: cannot be indexed: expected lines of"));
  EXPECT_THAT(message(""), HasSubstr("x.fa: no FASTA record found"));
  EXPECT_FALSE(fs::exists(folder.path() / "x.fa.fai"));
}

TEST(RequireFastaIndex, SaysHowToMakeItWhereItCannotWrite) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("x.fa", kIndexedFasta);
  // A folder in place of the temporary file stops every user, root too.
  fs::create_directory(folder.path() / ("x.fa.fai.tmp." + std::to_string(::getpid())));
  EXPECT_THAT([&] { require_fasta_index(path.string(), FastaStorage::kPlain); },
              ThrowsMessage<Error>(AllOf(HasSubstr("x.fa.fai: the index is missing"),
                                         HasSubstr("make it by 'samtools faidx "))));
}

}  // namespace
}  // namespace siskin::io
