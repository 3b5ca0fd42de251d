#include "siskin/attribute/journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"
#include "support/run_command.hpp"

namespace siskin {
namespace {

using attribute::Journal;
using attribute::JournalHead;
using test::error_message;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class JournalTest : public testing::Test {
 protected:
  const JournalHead head_{{"--method", "deeplift"}, {"--steps", "50"}};
  test::TemporaryFolder folder_;
  const std::string path_ = (folder_.path() / "x.bw.journal").string();

  // What a killed run leaves behind.
  void write(const std::vector<std::string>& entries) const {
    Journal journal(path_, head_, false);
    for (const auto& entry : entries) journal.append(entry);
  }
  static std::vector<std::string> replay_all(Journal& journal) {
    std::vector<std::string> entries;
    std::string entry;
    while (journal.replay(entry)) entries.push_back(entry);
    return entries;
  }
  std::vector<std::string> replayed() const {
    Journal journal(path_, head_, true);
    return replay_all(journal);
  }
};

TEST_F(JournalTest, GivesBackWhatAnEarlierRunAppended) {
  const std::string binary("\0\n\xff", 3);
  write({"one", "", binary});
  {
    Journal journal(path_, head_, true);
    EXPECT_EQ(journal.kept(), 3U);
    EXPECT_TRUE(journal.holds_something());
    EXPECT_THAT(replay_all(journal), ElementsAre("one", "", binary));
    journal.append("four");
  }
  EXPECT_THAT(replayed(), ElementsAre("one", "", binary, "four"));
}

TEST_F(JournalTest, AppendsWhileItReplays) {
  write({"one", "two"});
  {
    Journal journal(path_, head_, true);
    std::string entry;
    ASSERT_TRUE(journal.replay(entry));
    journal.append("three");
    ASSERT_TRUE(journal.replay(entry));
    EXPECT_EQ(entry, "two");
    EXPECT_FALSE(journal.replay(entry));
  }
  EXPECT_THAT(replayed(), ElementsAre("one", "two", "three"));
}

TEST_F(JournalTest, IsNotThereBeforeTheFirstEntryNorAfterRemoval) {
  Journal journal(path_, head_, false);
  EXPECT_FALSE(std::filesystem::exists(path_));
  journal.append("one");
  EXPECT_TRUE(std::filesystem::exists(path_));
  journal.remove();
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

// Wherever a run was killed while it wrote, the entries before are there and the next one fits.
TEST_F(JournalTest, DropsWhatIsTornAtAnyByte) {
  write({"first"});
  const auto one = folder_.read("x.bw.journal");
  std::filesystem::remove(path_);
  write({"first", "second"});
  const auto both = folder_.read("x.bw.journal");
  for (std::size_t size = 0; size < both.size(); ++size) {
    folder_.write("x.bw.journal", both.substr(0, size));
    {
      Journal journal(path_, head_, true);
      EXPECT_EQ(journal.kept(), size >= one.size() ? 1U : 0U) << size;
      replay_all(journal);
      journal.append("new");
    }
    EXPECT_THAT(replayed(), size >= one.size()
                                ? ElementsAre("first", "new")
                                : testing::Matcher<std::vector<std::string>>(ElementsAre("new")))
        << size;
  }
}

TEST_F(JournalTest, DropsAnEntryWithABitOff) {
  write({"first", "second"});
  auto bytes = folder_.read("x.bw.journal");
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  folder_.write("x.bw.journal", bytes);
  EXPECT_THAT(replayed(), ElementsAre("first"));
}

TEST_F(JournalTest, IsNotTakenUpUnasked) {
  write({"one"});
  EXPECT_THAT(error_message([&] { Journal(path_, head_, false); }), HasSubstr("--resume"));
  EXPECT_THAT(replayed(), ElementsAre("one"));  // nothing was lost by the refusal
}

TEST_F(JournalTest, NamesWhatAnotherCommandHasDifferent) {
  write({"one"});
  EXPECT_THAT(error_message([&] {
                Journal(path_, {{"--method", "deeplift"}, {"--steps", "100"}}, true);
              }),
              HasSubstr("--steps was '50' and is '100'"));
  EXPECT_THAT(error_message([&] {
                Journal(path_, {{"--method", "deeplift"}}, true);
              }),
              HasSubstr("--steps was '50' and is not given"));
  EXPECT_THAT(error_message([&] {
                auto more = head_;
                more.insert(more.begin(), {"--center", "yes"});
                Journal(path_, more, true);
              }),
              HasSubstr("--center was not given and is 'yes'"));
  EXPECT_THAT(error_message([&] { Journal(path_, head_, true, "siskin-sis"); }),
              HasSubstr("is no journal of siskin-sis"));
  EXPECT_THAT(replayed(), ElementsAre("one"));
}

TEST_F(JournalTest, LeavesFilesAloneThatAreNoJournals) {
  folder_.write("x.bw.journal", "my notes\n");
  for (const bool resume : {false, true}) {
    EXPECT_THAT(error_message([&] { Journal(path_, head_, resume); }),
                HasSubstr("x.bw.journal: is no journal"));
  }
  EXPECT_EQ(folder_.read("x.bw.journal"), "my notes\n");
}

TEST_F(JournalTest, BelongsToOneRunAtATime) {
  Journal journal(path_, head_, false);
  journal.append("one");
  EXPECT_THAT(error_message([&] { Journal(path_, head_, true); }), HasSubstr("is in use"));
}

TEST_F(JournalTest, SaysThatItCannotBeWritten) {
  Journal journal((folder_.path() / "none" / "x.journal").string(), head_, false);
  EXPECT_THAT(error_message([&] { journal.append("one"); }), HasSubstr("cannot be written"));
}

}  // namespace
}  // namespace siskin
