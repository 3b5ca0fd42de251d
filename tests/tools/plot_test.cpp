#include <gmock/gmock.h>

#include <algorithm>

#include "siskin/figure/palette.hpp"
#include "siskin/io/npz.hpp"
#include "support/run_command.hpp"
#include "unit/figure/svg_reader.hpp"

namespace siskin {
namespace {

using test::run_command;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::string kData = std::string(SISKIN_SOURCE_DIR) + "/test-data/plot";
const std::string kSeq1 = "siskin-plot attribution --name seq1 --sequences " + kData + "/seqs.fa ";

/// The elements of the figure that `command` prints.
std::vector<test::Element> figure_of(const std::string& command) {
  const test::TemporaryFolder folder;
  const auto result = run_command(command, folder.path());
  EXPECT_EQ(result.status, 0) << result.err;
  EXPECT_EQ(result.err, "");
  return result.status == 0 ? test::read_svg(result.out) : std::vector<test::Element>{};
}

/// Status 1 (or `status`) and this on one line of standard error.
void expect_failure(const std::string& command, const std::string& message, int status = 1) {
  const test::TemporaryFolder folder;
  const auto result = run_command(command, folder.path());
  EXPECT_EQ(result.status, status) << command;
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr(message));
  EXPECT_THAT(result.err, HasSubstr("siskin-plot: "));
  if (status == 1) {
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1);
  }
}

std::vector<test::Element> letters_of(const std::vector<test::Element>& all) {
  std::vector<test::Element> letters;
  for (const auto& path : test::elements(all, "path")) {
    if (path.groups == "/map") letters.push_back(path);
  }
  return letters;
}

/// A map of one sequence "s" of four bases whose observed values are 1, 2, -1, 4, with the one-hot
/// of ACGT; channels that are not observed hold a value that must not be drawn.
void write_example(const test::TemporaryFolder& folder, const std::string& name) {
  const std::vector<float> map = {1, 9, 9, 9, 9, 2, 9, 9, 9, 9, -1, 9, 9, 9, 9, 4};
  const std::vector<float> onehot = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
  for (const auto& [file, values] : {std::pair("map.npz", map), std::pair("onehot.npz", onehot)}) {
    io::MapWriter writer((folder.path() / file).string(), 4);
    writer.add(name, values.data());
    writer.close();
  }
}

TEST(Plot, WritesTheSameBytesToAFileAndToStandardOutput) {
  const test::TemporaryFolder folder;
  const std::string command = "siskin-plot motif " + kData + "/motifs.meme";
  ASSERT_EQ(run_command(command + " -o a.svg", folder.path()).status, 0);
  const auto printed = run_command(command, folder.path());
  const auto body = [](const std::string& svg) { return svg.substr(svg.find("</desc>")); };
  EXPECT_EQ(body(folder.read("a.svg")), body(printed.out));
  EXPECT_EQ(printed.out, run_command(command, folder.path()).out);
}

TEST(Plot, NamesItsCommandInTheDescription) {
  const auto all = figure_of("siskin-plot motif " + kData + "/motifs.meme --columns 2");
  EXPECT_THAT(test::elements(all, "desc").front().text, HasSubstr("--columns 2"));
}

TEST(PlotMotif, DrawsTheChosenMotifsInTheirOrder) {
  const auto texts =
      test::texts(figure_of("siskin-plot motif " + kData + "/motifs.meme --name E-box"));
  EXPECT_THAT(texts, Contains("EX2"));
  EXPECT_THAT(texts, Not(Contains("EX1")));
}

TEST(PlotMotif, TurnsMotifsToTheOtherStrand) {
  const test::TemporaryFolder folder;
  folder.write("m.txt", ">M1 m\nA [ 8 0 ]\nC [ 0 8 ]\nG [ 0 0 ]\nT [ 0 0 ]\n");
  const auto run = run_command("siskin-plot motif m.txt --reverse-complement", folder.path());
  ASSERT_EQ(run.status, 0) << run.err;
  const auto paths = test::elements(test::read_svg(run.out), "path");
  ASSERT_EQ(paths.size(), 2U);
  EXPECT_EQ(paths[0].attributes.at("fill"), figure::base_colour(2));
  EXPECT_EQ(paths[1].attributes.at("fill"), figure::base_colour(3));
}

TEST(PlotMotif, SuggestsNamesForAnUnknownOne) {
  expect_failure("siskin-plot motif " + kData + "/motifs.meme --name box",
                 "no motif 'box', there are EX2 E-box");
  expect_failure("siskin-plot motif " + kData + "/motifs.meme --name CTCF",
                 "there are EX1 ETS-like, EX2 E-box");
}

TEST(PlotMotif, RefusesAnEmptyFile) { expect_failure("siskin-plot motif /dev/null", "/dev/null"); }

TEST(PlotAttribution, DrawsTheValueOfTheBaseThatIsThere) {
  const test::TemporaryFolder folder;
  write_example(folder, "s");
  const auto run =
      run_command("siskin-plot attribution map.npz --onehot onehot.npz", folder.path());
  ASSERT_EQ(run.status, 0) << run.err;
  const auto letters = letters_of(test::read_svg(run.out));
  ASSERT_EQ(letters.size(), 4U);
  std::vector<figure::Box> boxes;
  boxes.reserve(letters.size());
  for (const auto& letter : letters) boxes.push_back(test::bounds(letter.attributes.at("d")));
  EXPECT_NEAR(boxes[1].height, 2 * boxes[0].height, 0.05);
  EXPECT_NEAR(boxes[3].height, 4 * boxes[0].height, 0.05);
  EXPECT_NEAR(boxes[2].height, boxes[0].height, 0.05);
  EXPECT_NEAR(boxes[2].y, boxes[0].bottom(), 0.05);
}

TEST(PlotAttribution, GivesTheSameFigureForOneHotAndFasta) {
  const test::TemporaryFolder folder;
  write_example(folder, "s");
  folder.write("s.fa", ">s label=1\nACGT\n");
  const auto body = [&](const std::string& letters) {
    const auto out = run_command("siskin-plot attribution map.npz " + letters, folder.path()).out;
    return out.substr(out.find("</desc>"));
  };
  EXPECT_EQ(body("--onehot onehot.npz"), body("--sequences s.fa"));
}

TEST(PlotAttribution, PlacesWindowsOnTheirChromosome) {
  const test::TemporaryFolder folder;
  write_example(folder, "chr1:102-106");
  folder.write("g.fa", ">chr0\nAAAA\n>chr1\n" + std::string(102, 'A') + "ACGTAAA\n");
  folder.write("t.bed", "chr1\t103\t105\tsite\t0\t+\nchr2\t103\t105\tother\t0\t+\n");
  folder.write("v.bedgraph", "chr1\t104\t105\t3\n");
  const auto run = run_command(
      "siskin-plot attribution map.npz --track v.bedgraph --sequences g.fa --truth t.bed",
      folder.path());
  ASSERT_EQ(run.status, 0) << run.err;
  const auto all = test::read_svg(run.out);
  EXPECT_EQ(letters_of(all).size(), 5U);
  EXPECT_EQ(letters_of(all).back().attributes.at("fill"), figure::base_colour(2));
  EXPECT_THAT(test::texts(all), Contains("site"));
  EXPECT_THAT(test::texts(all), Not(Contains("other")));
  EXPECT_THAT(test::texts(all), Contains("104"));
}

TEST(PlotAttribution, StacksMapsAndTracksWithTitlesSitesAndSubsets) {
  const auto all = figure_of(kSeq1 + kData + "/map.npz --track " + kData +
                             "/occlusion.bedgraph --title one --title two --truth " + kData +
                             "/sites.bed --subsets " + kData + "/subsets.bed");
  const auto texts = test::texts(all);
  for (const auto* expected : {"one", "two", "ETS-like", "E-box", "SIS 1", "SIS 2"}) {
    EXPECT_THAT(texts, Contains(expected));
  }
}

TEST(PlotAttribution, CutsTheRegion) {
  const auto all = figure_of(kSeq1 + kData + "/map.npz --start 10 --end 18");
  EXPECT_EQ(letters_of(all).size(), 8U);
  EXPECT_THAT(test::texts(all), Contains("12"));
  EXPECT_THAT(test::texts(all), Not(Contains("20")));
}

TEST(PlotAttribution, RefusesWhatDoesNotFit) {
  const std::string seqs = " --sequences " + kData + "/seqs.fa";
  const std::string map = kData + "/map.npz";
  expect_failure("siskin-plot attribution " + map + seqs, "2 sequences, choose one with --name");
  expect_failure("siskin-plot attribution --name seq " + map + seqs, "there are seq1, seq2");
  expect_failure(kSeq1 + map + " --end 61", "region 0-61 leaves seq1, which is 0-60");
  expect_failure(kSeq1 + "nowhere.npz", "nowhere.npz");
  expect_failure(kSeq1 + "--track " + kData + "/sites.bed", "sites.bed");
  expect_failure("siskin-plot attribution " + map, "letters are needed", 2);
}

TEST(PlotAttribution, RefusesMapsOfAnotherLengthAndBrokenOneHots) {
  const test::TemporaryFolder folder;
  write_example(folder, "s");
  folder.write("s.fa", ">s\nACGTA\n");
  auto run = run_command("siskin-plot attribution map.npz --sequences s.fa", folder.path());
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.err, HasSubstr("maps of 4 bases, but s has 5"));
  run = run_command("siskin-plot attribution map.npz --onehot map.npz", folder.path());
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.err, HasSubstr("expected a one-hot column"));
}

TEST(PlotStrips, DrawsTheRowsThatFulfilTheConditions) {
  const std::string command =
      "siskin-plot strips " + kData + "/scores.tsv --metric auroc --x activation";
  const auto count = [](const std::vector<test::Element>& all) {
    return test::elements(all, "circle").size();
  };
  EXPECT_EQ(count(figure_of(command)), 24U);
  EXPECT_EQ(count(figure_of(command + " --where method=saliency")), 12U);
  EXPECT_EQ(count(figure_of(command + " --where method=saliency --where seed=2")), 2U);
  const auto texts = test::texts(figure_of(command + " --facet method"));
  for (const auto* expected : {"auroc", "relu", "exponential", "saliency", "mutagenesis"}) {
    EXPECT_THAT(texts, Contains(expected));
  }
}

TEST(PlotStrips, SaysHowManyValuesAreMissing) {
  const test::TemporaryFolder folder;
  folder.write("t.tsv", "run\tauroc\na\t0.5\na\tNA\nb\t0.7\n");
  const auto run = run_command("siskin-plot strips --value auroc --x run t.tsv", folder.path());
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(test::texts(test::read_svg(run.out)), Contains("1 missing (NA), not shown"));
}

TEST(PlotStrips, RefusesWhatItCannotDraw) {
  const std::string table = "siskin-plot strips " + kData + "/scores.tsv ";
  expect_failure(table + "--x activation", "2 metrics, choose one with --metric: auroc, auprc");
  expect_failure(table + "--x activation --metric f1", "metric='f1', there are auroc, auprc");
  expect_failure(table + "--x colour --metric auroc", "colour");
  expect_failure(table + "--x seed --metric auroc --value method", "saliency");
  expect_failure("siskin-plot strips --x a /dev/null", "/dev/null");
}

TEST(PlotHistory, DrawsAPanelAColumnAndALineAFile) {
  const auto all = figure_of("siskin-plot history " + kData + "/relu.history.tsv " + kData +
                             "/exponential.history.tsv -c valid_loss -c valid_auroc --label relu "
                             "--label exponential");
  EXPECT_EQ(test::elements(all, "polyline").size(), 4U);
  const auto texts = test::texts(all);
  for (const auto* expected : {"valid_loss", "valid_auroc", "relu", "exponential", "epoch"}) {
    EXPECT_THAT(texts, Contains(expected));
  }
}

TEST(PlotHistory, NamesTheColumnsThereAre) {
  expect_failure("siskin-plot history -c f1 " + kData + "/relu.history.tsv", "valid_auroc");
}

TEST(Plot, FailsWhenTheFigureCannotBeWritten) {
  const test::TemporaryFolder folder;
  const std::string command = "siskin-plot motif " + kData + "/motifs.meme";
  EXPECT_EQ(run_command(command + " >/dev/full", folder.path()).status, 1);
  EXPECT_EQ(run_command(command + " -o nowhere/a.svg", folder.path()).status, 1);
}

}  // namespace
}  // namespace siskin
