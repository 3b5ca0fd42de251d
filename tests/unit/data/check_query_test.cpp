#include "siskin/data/check_query.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "siskin/util/error.hpp"
#include "support/error_message.hpp"

namespace siskin::data {
namespace {

Query fasta() {
  Query query;
  query.sequences.fasta = {"a.fa"};
  return query;
}

Query regions() {
  Query query;
  query.sequences.genome = "g.fa";
  query.sequences.regions = "r.bed";
  return query;
}

Query peaks() {
  Query query;
  query.sequences.genome = "g.fa";
  query.sequences.width = 1000;
  query.peaks.peaks = {"p.bed"};
  query.valid_chroms = {"chr1"};
  return query;
}

Query profiles() {
  Query query = regions();
  query.signals.tracks = {"plus.bw", "minus.bw"};
  query.signals.strands = 2;
  query.signals.output_length = 1000;
  return query;
}

void expect_refused(Query query, const std::function<void(Query&)>& change,
                    const std::string& word) {
  change(query);
  EXPECT_THAT(test::error_message<UsageError>([&] { check_query(query); }),
              testing::HasSubstr(word));
}

TEST(CheckQuery, AcceptsWhatGoesTogether) {
  for (const auto& query : {fasta(), regions(), peaks(), profiles()}) {
    EXPECT_NO_THROW(check_query(query));
  }
  auto query = profiles();
  query.drawn_negatives = Negatives::kGcMatched;
  query.negative_ratio = 0.1;
  query.jitter = 128;
  EXPECT_NO_THROW(check_query(query));
}

TEST(CheckQuery, RefusesMixedInputs) {
  expect_refused(
      fasta(), [](Query& q) { q.sequences.genome = "g.fa"; }, "expected one of the two");
  expect_refused(
      fasta(), [](Query& q) { q.positives = {"p.fa"}; }, "--positives");
  expect_refused(
      Query(), [](Query& q) { q.positives = {"p.fa"}; }, "go together");
  expect_refused(
      Query(), [](Query& q) { q.negatives = {"p.fa"}; }, "go together");
  expect_refused(
      Query(), [](Query& q) { q.sequences.regions = "r.bed"; }, "--regions needs");
  expect_refused(
      fasta(), [](Query& q) { q.jitter = 3; }, "need --genome");
  expect_refused(
      fasta(), [](Query& q) { q.blacklist = "b.bed"; }, "need --genome");
  expect_refused(
      fasta(), [](Query& q) { q.test_fraction = 0.95; }, "nothing to train on");
}

TEST(CheckQuery, RefusesWhatIsNotReadFromTheSequenceQuery) {
  expect_refused(
      fasta(), [](Query& q) { q.sequences.limit = 3; }, "--limit");
  expect_refused(
      regions(), [](Query& q) { q.sequences.split = "train"; }, "--split");
}

TEST(CheckQuery, RefusesAChromosomeInTwoSplits) {
  expect_refused(
      peaks(),
      [](Query& q) {
        q.test_chroms = {"chr2", "chr1"};
      },
      "'chr1' in both");
}

TEST(CheckQuery, RefusesIncompletePeaks) {
  expect_refused(
      peaks(), [](Query& q) { q.sequences.width.reset(); }, "--peaks needs --width");
  expect_refused(
      peaks(), [](Query& q) { q.valid_chroms.clear(); }, "--valid-chroms");
  expect_refused(
      peaks(),
      [](Query& q) {
        q.peaks.ambiguous = {"a", "b"};
      },
      "--ambiguous-peaks");
  expect_refused(
      peaks(), [](Query& q) { q.jitter = 1; }, "--jitter");
  expect_refused(
      peaks(), [](Query& q) { q.sequences.regions = "r.bed"; }, "--peaks labels");
  expect_refused(
      regions(), [](Query& q) { q.peaks.ambiguous = {"a"}; }, "needs --peaks");
}

TEST(CheckQuery, RefusesIncompleteSignals) {
  expect_refused(
      profiles(), [](Query& q) { q.signals.tracks.pop_back(); }, "in pairs");
  expect_refused(
      profiles(), [](Query& q) { q.signals.controls = {"c.bw"}; }, "in pairs");
  expect_refused(
      profiles(), [](Query& q) { q.signals.output_length.reset(); }, "--strands 2");
  expect_refused(
      profiles(), [](Query& q) { q.sequences.width = 500; }, "at most --width");
  expect_refused(
      regions(), [](Query& q) { q.signals.output_length = 5; }, "need --signal");
  expect_refused(
      regions(), [](Query& q) { q.signals.min_counts = 5; }, "need --output-length");
  expect_refused(
      profiles(), [](Query& q) { q.labels.path = "t.tsv"; }, "--labels");
  expect_refused(
      profiles(), [](Query& q) { q.augmentation.kinds = {Augmentation::Kind::kInsertion}; },
      "only mutation");
}

TEST(CheckQuery, RefusesNegativesThatCannotBe) {
  expect_refused(
      fasta(), [](Query& q) { q.drawn_negatives = Negatives::kUniform; }, "--genome");
  expect_refused(
      profiles(), [](Query& q) { q.drawn_negatives = Negatives::kDinucleotide; }, "no --signal");
  expect_refused(
      fasta(), [](Query& q) { q.negative_ratio = 1; }, "needs negatives");
  expect_refused(
      regions(),
      [](Query& q) {
        q.negatives = {"n.bed"};
        q.drawn_negatives = Negatives::kUniform;
      },
      "found both");
  expect_refused(
      peaks(), [](Query& q) { q.negative_ratio = 0; }, "above 0");
}

}  // namespace
}  // namespace siskin::data
