#include "siskin/simulate/truth.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "siskin/simulate/grammar_json.hpp"

namespace siskin::simulate {
namespace {

using testing::ElementsAre;

const std::vector<seq::Motif> kTruthMotifs = {
    {"M1", "one", {{1, 0, 0, 0}, {0.5, 0.5, 0, 0}, {0.25, 0.25, 0.25, 0.25}}, 20}};

TEST(WriteModel, PastesTheMatrixIntoTheBackground) {
  const MotifPool pool(kTruthMotifs, "m.meme");
  const SimulatedSequence sequence{0, "CAATC", {{&pool.oriented(0, false), 1}}, {}};
  std::vector<float> model_cl(20);
  write_model(sequence, {0.1, 0.2, 0.3, 0.4}, model_cl.data());
  EXPECT_THAT(model_cl, ElementsAre(0.1F, 1, 0.5, 0.25, 0.1F,  // A
                                    0.2F, 0, 0.5, 0.25, 0.2F,  // C
                                    0.3F, 0, 0, 0.25, 0.3F,    // G
                                    0.4F, 0, 0, 0.25, 0.4F));  // T
}

TEST(InformationTrack, GivesBitsOfTheColumnsAndZeroOutside) {
  const MotifPool pool(kTruthMotifs, "m.meme");
  const SimulatedSequence sequence{0, "CAATC", {{&pool.oriented(0, true), 1}}, {}};
  EXPECT_THAT(information_track(sequence), ElementsAre(0, 0, 1, 2, 0));
}

TEST(InformationTrack, IsTheInformationOfTheModel) {
  const Grammar grammar = parse_grammar(
      R"({"length": 30, "groups": [{"count": 50, "motifs": ["M1"], "label": 1,
          "motif_count": {"1": 0.5, "4": 0.5}}]})",
      "g.json");
  const Simulator data(grammar, {kTruthMotifs, "m.meme", {}}, 3);
  std::vector<float> model_cl(120);
  for (std::int64_t i = 0; i < data.size(); ++i) {
    const auto sequence = data.make(i);
    write_model(sequence, data.background(), model_cl.data());
    const auto bits = information_track(sequence);
    for (std::size_t position = 0; position < 30; ++position) {
      double entropy = 0;
      double sum = 0;
      for (std::size_t base = 0; base < 4; ++base) {
        const double p = model_cl[base * 30 + position];
        sum += p;
        if (p > 0) entropy -= p * std::log(p) / std::log(2.0);
      }
      EXPECT_NEAR(sum, 1, 1e-6);
      EXPECT_NEAR(bits[position], 2 - entropy, 1e-6);
    }
  }
}

}  // namespace
}  // namespace siskin::simulate
