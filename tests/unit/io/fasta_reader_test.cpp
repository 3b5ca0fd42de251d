#include "siskin/io/fasta_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "siskin/io/output.hpp"
#include "siskin/util/error.hpp"
#include "support/run_command.hpp"

namespace siskin::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::ThrowsMessage;

constexpr const char* kFasta = ">chrI first\nACGTA\ncgtac\nGT\n>chrII\nTTN\n";
const std::string kFirst = "ACGTAcgtacGT";

class FastaReaderTest : public ::testing::Test {
 protected:
  std::string plain(const std::string& text = kFasta) const {
    return folder_.write("x.fa", text).string();
  }
  std::string packed(const std::string& text = kFasta) const {
    std::string path = (folder_.path() / "x.fa.gz").string();
    Output output(path);
    output.stream() << text;
    output.close();
    return path;
  }
  test::TemporaryFolder folder_;
};

TEST_F(FastaReaderTest, FetchesEveryIntervalOfPlainAndBgzipFiles) {
  for (const auto& path : {plain(), packed()}) {
    const FastaReader reader(path);
    for (std::int64_t start = 0; start <= 12; ++start) {
      for (std::int64_t end = start; end <= 12; ++end) {
        EXPECT_EQ(
            reader.fetch({"chrI", start, end}),
            kFirst.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start)));
      }
    }
    EXPECT_EQ(reader.fetch({"chrII", 0, 3}), "TTN");
  }
}

TEST_F(FastaReaderTest, ListsChromosomesInFileOrder) {
  const FastaReader reader(plain());
  EXPECT_THAT(reader.chromosomes(), ElementsAre(Pair("chrI", 12), Pair("chrII", 3)));
  EXPECT_EQ(reader.length("chrII"), 3);
  EXPECT_TRUE(reader.contains("chrI"));
  EXPECT_FALSE(reader.contains("chrIII"));
}

TEST_F(FastaReaderTest, ReadsLinesEndedByCrLf) {
  const FastaReader reader(plain(">a x\r\nACG\r\nTTT\r\nG\r\n>b\r\nCC\r\n"));
  EXPECT_EQ(reader.fetch({"a", 2, 7}), "GTTTG");
  EXPECT_EQ(reader.fetch({"b", 0, 2}), "CC");
}

TEST_F(FastaReaderTest, RefusesIntervalsThatLeaveTheChromosome) {
  const FastaReader reader(plain());
  EXPECT_THAT(
      [&] {
        reader.fetch({"chrI", 5, 13});
      },
      ThrowsMessage<Error>(HasSubstr("x.fa: chrI:5-13 leaves chrI, which has 12 bases")));
  EXPECT_THAT(
      [&] {
        reader.fetch({"chrI", -1, 3});
      },
      ThrowsMessage<Error>(HasSubstr("x.fa: chrI:-1-3 leaves chrI")));
}

TEST_F(FastaReaderTest, RefusesUnknownChromosomesWithTheLikelyName) {
  const FastaReader reader(plain());
  EXPECT_THAT(
      [&] {
        reader.fetch({"chr2", 0, 1});
      },
      ThrowsMessage<Error>(HasSubstr("x.fa: has no sequence 'chr2', perhaps 'chrII'")));
  EXPECT_THAT([&] { reader.length("scaffold9"); },
              ThrowsMessage<Error>(HasSubstr("it has chrI, chrII")));
}

// Each change leaves the old index readable and the old coordinates inside the file.
TEST_F(FastaReaderTest, RefusesAnIndexOlderThanItsFile) {
  const auto changed = [&](const std::string& text, const seq::Interval& where) {
    FastaReader(plain()).fetch({"chrI", 0, 1});  // makes the index
    const FastaReader reader(folder_.write("x.fa", text).string());
    EXPECT_THAT([&] { reader.fetch(where); },
                ThrowsMessage<Error>(HasSubstr("x.fa.fai: does not fit ")))
        << text;
  };
  changed(">chrI firs\nACGTA\ncgtac\nGTA\n>chrII\nTTN\n", {"chrI", 0, 3});
  changed(">chrI first\nACGTA\ncgtac\nGTA\n>chrII\nTN\n", {"chrI", 0, 3});
  changed(">chrX first\nACGTA\ncgtac\nGT\n>chrII\nTTN\n", {"chrI", 0, 3});
  changed(">chrI first\nACGTA\n", {"chrII", 0, 3});
  changed(">chrI first\nACGTA\ncg", {"chrI", 0, 12});
}

std::string long_fasta(int lines) {
  std::string text = ">a\n";
  for (int i = 0; i < lines; ++i) text += i % 7 < 3 ? "ACGTTGCAGT\n" : "TTGACCAGTA\n";
  return text;
}

TEST_F(FastaReaderTest, RefusesATruncatedBgzipFile) {
  const std::string path = packed(long_fasta(50'000));
  EXPECT_EQ(FastaReader(path).fetch({"a", 499'990, 500'000}).size(), 10U);
  const std::string bytes = folder_.read("x.fa.gz");
  folder_.write("x.fa.gz", bytes.substr(0, bytes.size() / 2));
  EXPECT_THAT([&] { FastaReader{path}; },
              ThrowsMessage<Error>(HasSubstr("x.fa.gz: truncated bgzip file")));
}

TEST_F(FastaReaderTest, RefusesBgzipPackedAnewWithTheOldIndex) {
  FastaReader(packed(long_fasta(50'000))).fetch({"a", 0, 1});
  for (const int lines : {1, 20'000, 49'999, 50'001}) {
    const FastaReader reader(packed(long_fasta(lines)));
    EXPECT_THROW(reader.fetch({"a", 0, 10}), Error) << lines;
    EXPECT_THROW(reader.fetch({"a", 400'000, 400'010}), Error) << lines;
  }
}

TEST_F(FastaReaderTest, RefusesAnIndexThatIsNone) {
  folder_.write("x.fa.fai", "not an index\n");
  EXPECT_THAT([&] { FastaReader{plain()}; }, ThrowsMessage<Error>(HasSubstr("x.fa.fai:1: found")));
}

TEST_F(FastaReaderTest, AgreesWithTheUnpackedTextOfARealGenome) {
  const std::string path = SISKIN_SOURCE_DIR "/../shared/real-data/yeast/sacCer3.fa.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
  const FastaReader reader(path);
  EXPECT_EQ(reader.length("chrI"), 230218);  // S. cerevisiae R64
  const auto whole = test::run_command("gunzip -c '" + path + "'", ".").out;
  const auto begin = whole.find(">chrXVI");
  ASSERT_NE(begin, std::string::npos);
  std::string sequence;
  for (auto at = whole.find('\n', begin); at < whole.size() && whole[at + 1] != '>'; ++at) {
    if (whole[at] != '\n') sequence += whole[at];
  }
  EXPECT_EQ(reader.fetch({"chrXVI", 500'123, 511'456}), sequence.substr(500'123, 11'333));
  EXPECT_EQ(reader.length("chrXVI"), static_cast<std::int64_t>(sequence.size()));
}

}  // namespace
}  // namespace siskin::io
