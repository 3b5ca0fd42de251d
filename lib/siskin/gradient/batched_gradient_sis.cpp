#include "siskin/gradient/batched_gradient_sis.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "siskin/blackbox/subset_selectors.hpp"
#include "siskin/gradient/derivative.hpp"
#include "siskin/util/random.hpp"

namespace siskin::gradient {
namespace {

using blackbox::Elimination;
using blackbox::MaskableSequence;
using torch::Tensor;

// The score of a partly masked sequence, and its derivative by how much each unit is masked.
struct Slope {
  double value = 0;
  std::vector<double> by_unit;  // of the visible units
};

// One elimination on its way.
class Descent {
 public:
  Descent(const MaskableSequence& sequence, std::vector<std::size_t> candidates,
          blackbox::KnownScores known, double sign)
      : sequence_(sequence), visible_(std::move(candidates)), known_(known), sign_(sign) {
    const auto masked = blackbox::other_units(sequence, visible_);
    for (const auto& mask : sequence.masks) {
      maps_cl_.push_back(blackbox::masked_map(sequence, mask, masked));
    }
  }

  bool done() const { return visible_.empty(); }
  const std::vector<std::vector<float>>& maps_cl() const { return maps_cl_; }

  // `output_m` and `gradient_mcl` belong to maps_cl().
  void advance(const Tensor& output_m, const Tensor& gradient_mcl,
               const BatchedGradientOptions& options, util::Random& random) {
    const auto slope = slope_of(output_m, gradient_mcl);
    set_value(slope.value);
    auto promise = slope.by_unit;
    if (options.noise > 0) {
      for (auto& value : promise) value += options.noise * random.normal();
    }
    const auto step = static_cast<std::size_t>(options.step);
    auto chosen = blackbox::top(blackbox::descending(promise), step);
    for (auto& place : chosen) place = visible_[place];
    mask(chosen);
  }

  // Scores of the fully masked sequence, by mask; needed only when it is not known.
  void finish(const std::optional<Tensor>& output_m) {
    set_value(known_.masked ? *known_.masked : sign_ * output_m->mean().item<double>());
  }
  bool knows_end() const { return known_.masked.has_value(); }
  Elimination take() { return std::move(result_); }

 private:
  Slope slope_of(const Tensor& output_m, const Tensor& gradient_mcl) const {
    const std::size_t length = sequence_.length();
    const std::size_t map_size = 4 * length;
    const auto* const gradient = gradient_mcl.data_ptr<double>();
    const double scale = sign_ / static_cast<double>(maps_cl_.size());
    Slope slope{sign_ * output_m.mean().item<double>(), std::vector<double>(visible_.size(), 0.0)};
    for (std::size_t m = 0; m < maps_cl_.size(); ++m) {
      for (std::size_t place = 0; place < visible_.size(); ++place) {
        for (const auto& change :
             blackbox::masking_edit(sequence_, sequence_.masks[m], visible_[place])) {
          slope.by_unit[place] +=
              scale * along(gradient + m * map_size, maps_cl_[m].data(), change, length);
        }
      }
    }
    return slope;
  }

  // Gradient times change.
  static double along(const double* gradient_cl, const float* map_cl,
                      const blackbox::ColumnChange& change, std::size_t length) {
    double sum = 0;
    for (std::size_t channel = 0; channel < 4; ++channel) {
      const std::size_t cell = channel * length + change.position;
      sum += gradient_cl[cell] * static_cast<double>(change.column[channel] - map_cl[cell]);
    }
    return sum;
  }

  // The score before a step is the value after the step before.
  void set_value(double value) {
    if (result_.order.empty()) {
      result_.initial = known_.initial.value_or(value);
    } else {
      result_.values.back() = value;
    }
  }

  void mask(const std::vector<std::size_t>& units) {
    for (std::size_t m = 0; m < maps_cl_.size(); ++m) {
      for (const auto unit : units) {
        apply(blackbox::masking_edit(sequence_, sequence_.masks[m], unit), maps_cl_[m].data(),
              sequence_.length());
      }
    }
    for (const auto unit : units) {
      result_.order.push_back(unit);
      result_.values.push_back(std::numeric_limits<double>::quiet_NaN());
      visible_.erase(std::find(visible_.begin(), visible_.end(), unit));
    }
  }

  const MaskableSequence& sequence_;
  std::vector<std::size_t> visible_;
  blackbox::KnownScores known_;
  double sign_;
  std::vector<std::vector<float>> maps_cl_;  // by mask
  Elimination result_;
};

// The maps of all descents, (rows,4,L), mask by mask.
Tensor stack_maps(const std::vector<Descent*>& descents, std::size_t length) {
  std::size_t rows = 0;
  for (const auto* const descent : descents) rows += descent->maps_cl().size();
  auto maps_rcl =
      torch::empty({static_cast<std::int64_t>(rows), 4, static_cast<std::int64_t>(length)});
  auto* to = maps_rcl.data_ptr<float>();
  for (const auto* const descent : descents) {
    for (const auto& map_cl : descent->maps_cl()) to = std::copy(map_cl.begin(), map_cl.end(), to);
  }
  return maps_rcl;
}

struct Passes {
  Tensor output_r;
  Tensor gradient_rcl;  // float64 on the CPU
};

Passes differentiate_all(const model::Function& function, const Tensor& maps_rcl,
                         std::int64_t batch_size) {
  std::vector<Tensor> outputs;
  std::vector<Tensor> gradients;
  for (const auto& part_rcl : maps_rcl.split(batch_size)) {
    const auto found = differentiate(function, part_rcl);
    outputs.push_back(on_cpu(found.output_nk.select(1, 0), torch::kDouble));
    gradients.push_back(on_cpu(found.gradient_nkcl.select(1, 0), torch::kDouble));
  }
  return {torch::cat(outputs), torch::cat(gradients)};
}

// One search, and where its noise comes from.
struct Search {
  Search(blackbox::Scorer& scorer, const SisTask& task, std::uint64_t seed)
      : sequence(task.sequence),
        subsets(scorer, task.sequence, task.options),
        random(seed, task.number) {}

  const MaskableSequence& sequence;
  blackbox::SubsetSearch subsets;
  util::Random random;
  std::unique_ptr<Descent> descent;
};

// One step of all descents that are not done.
bool advance_all(const model::Function& function, const std::vector<Search*>& searches,
                 const BatchedGradientOptions& options) {
  std::vector<Search*> running;
  std::vector<Descent*> descents;
  for (auto* const search : searches) {
    if (search->descent->done()) continue;
    running.push_back(search);
    descents.push_back(search->descent.get());
  }
  if (running.empty()) return false;
  const auto passes = differentiate_all(
      function, stack_maps(descents, running.front()->sequence.length()), options.batch_size);
  std::int64_t row = 0;
  for (auto* const search : running) {
    const auto end = row + static_cast<std::int64_t>(search->sequence.masks.size());
    search->descent->advance(passes.output_r.slice(0, row, end),
                             passes.gradient_rcl.slice(0, row, end), options, search->random);
    row = end;
  }
  return true;
}

void finish(const model::Function& function, Search& search, std::int64_t batch_size) {
  std::optional<Tensor> output_m;
  if (!search.descent->knows_end()) {
    const auto maps_mcl = stack_maps({search.descent.get()}, search.sequence.length());
    output_m = predict(function, maps_mcl, batch_size).select(1, 0);
  }
  search.descent->finish(output_m);
  search.subsets.take(search.descent->take());
}

}  // namespace

std::vector<blackbox::SisResult> batched_gradient_sis(const model::Function& function,
                                                      blackbox::Scorer& scorer,
                                                      const std::vector<SisTask>& tasks,
                                                      const BatchedGradientOptions& options) {
  std::vector<std::unique_ptr<Search>> searches;
  searches.reserve(tasks.size());
  for (const auto& task : tasks) {
    searches.push_back(std::make_unique<Search>(scorer, task, options.seed));
  }
  for (;;) {
    std::vector<Search*> open;
    for (const auto& search : searches) {
      if (search->subsets.open()) open.push_back(search.get());
    }
    if (open.empty()) break;
    for (auto* const search : open) {
      search->descent = std::make_unique<Descent>(search->sequence, search->subsets.candidates(),
                                                  search->subsets.known(), search->subsets.sign());
    }
    while (advance_all(function, open, options)) {
    }
    for (auto* const search : open) finish(function, *search, options.batch_size);
  }
  std::vector<blackbox::SisResult> results;
  results.reserve(searches.size());
  for (const auto& search : searches) results.push_back(search->subsets.result());
  return results;
}

}  // namespace siskin::gradient
