#include "siskin/blackbox/game.hpp"

#include <algorithm>
#include <utility>

namespace siskin::blackbox {

CoalitionValues::CoalitionValues(Scorer& scorer, const Game& game)
    : scorer_(scorer), game_(game), waiting_ncl_(scorer.batch_size() * game.onehot_cl.size()) {}

void CoalitionValues::ask(const Coalition& coalition) {
  float* const map_cl = waiting_ncl_.data() + waiting_ * game_.onehot_cl.size();
  std::copy(game_.onehot_cl.begin(), game_.onehot_cl.end(), map_cl);
  for (std::size_t i = 0; i < coalition.size(); ++i) {
    if (coalition[i] != 0) continue;
    for (const auto position : game_.features[i]) {
      for (std::size_t channel = 0; channel < 4; ++channel) {
        map_cl[channel * game_.length() + position] = game_.mask[position][channel];
      }
    }
  }
  if (++waiting_ == scorer_.batch_size()) flush();
}

std::vector<double> CoalitionValues::answers() {
  flush();
  return std::exchange(answers_, {});
}

void CoalitionValues::flush() {
  if (waiting_ == 0) return;
  const auto scores = scorer_.score(waiting_ncl_.data(), waiting_, game_.length());
  answers_.insert(answers_.end(), scores.begin(), scores.end());
  waiting_ = 0;
}

}  // namespace siskin::blackbox
