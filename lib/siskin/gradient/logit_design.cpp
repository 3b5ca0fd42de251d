#include "siskin/gradient/logit_design.hpp"

#include <torch/torch.h>

#include <array>

#include "siskin/gradient/derivative.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "siskin/util/text.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

constexpr double kNormaliser = 1e-3;  // added to the standard deviation (Linder & Seelig 2021)

Tensor gc_of(const Tensor& input_ncl) {
  return input_ncl.slice(1, 1, 3).sum({1, 2}) / static_cast<double>(input_ncl.size(2));
}

// Derivative of the value by the input, given that of f.
Tensor value_gradient(const blackbox::DesignGoal& goal, const Tensor& input_ncl,
                      const Derivative& found) {
  const auto output_n = found.output_nk.select(1, 0);
  auto gradient_ncl = found.gradient_nkcl.select(1, 0).clone();
  if (goal.kind == blackbox::DesignGoal::Kind::kMinimise) gradient_ncl.neg_();
  if (goal.kind == blackbox::DesignGoal::Kind::kTarget) {
    gradient_ncl.mul_(torch::sign(goal.target - output_n).view({-1, 1, 1}));
  }
  if (goal.gc_penalty == 0) return gradient_ncl;
  const auto excess_n = gc_of(input_ncl).to(gradient_ncl.options()) - goal.gc;
  const double scale = 2 * goal.gc_penalty / static_cast<double>(input_ncl.size(2));
  gradient_ncl.slice(1, 1, 3).sub_((scale * excess_n).view({-1, 1, 1}));
  return gradient_ncl;
}

class Ascent {
 public:
  Ascent(const model::Function& function, const DesignStarts& starts,
         const LogitDesignOptions& options)
      : function_(function),
        options_(options),
        start_ncl_(starts.onehot_ncl.contiguous()),
        logits_(start_logits(options.parametrisation, start_ncl_)),
        adam_(logits_.parameters(), torch::optim::AdamOptions(options.learning_rate)),
        best_(starts.numbers.size()) {
    for (const auto number : starts.numbers) random_.emplace_back(options.seed, number);
    find_free(starts);
    score_starts();
  }

  std::vector<blackbox::Design> run() {
    for (std::int64_t step = 1; step <= options_.steps; ++step) {
      const auto probability_ncl = logits_.probability_ncl().detach();
      const bool samples = options_.parametrisation != Parametrisation::kSoftmax;
      const auto input_ncl = hold(samples ? sampled(probability_ncl) : probability_ncl);
      const auto found = differentiate(function_, input_ncl);
      if (samples) keep_better(input_ncl, on_cpu(found.output_nk, torch::kDouble), step);
      const auto gradient_ncl = value_gradient(options_.goal, input_ncl, found);
      climb(gradient_ncl.to(torch::kCPU, torch::kFloat) * free_n1l_);
      const auto likeliest_ncl = hold(likeliest(logits_.probability_ncl().detach()));
      keep_better(likeliest_ncl, predict(function_, likeliest_ncl, options_.batch_size), step);
      for (auto& design : best_) design.best_scores.push_back(design.score);
    }
    return rescored();
  }

 private:
  void find_free(const DesignStarts& starts) {
    const auto length = start_ncl_.size(2);
    free_n1l_ = std::get<0>(start_ncl_.max(1, /*keepdim=*/true)).eq(1).to(torch::kFloat);
    for (std::size_t row = 0; row < starts.fixed.size(); ++row) {
      for (std::int64_t i = 0; i < length && !starts.fixed[row].empty(); ++i) {
        if (starts.fixed[row][static_cast<std::size_t>(i)]) {
          free_n1l_[static_cast<std::int64_t>(row)][0][i] = 0;
        }
      }
    }
  }

  void score_starts() {
    const auto score_nk = predict(function_, start_ncl_, options_.batch_size);
    if (score_nk.size(1) != 1) throw Error("a sequence is designed for one output");
    for (std::size_t row = 0; row < best_.size(); ++row) {
      take(row, start_ncl_, score_nk.data_ptr<double>()[row], 0);
      best_[row].start_score = best_[row].score;
      best_[row].best_scores.push_back(best_[row].score);
    }
  }

  // With the columns that stay as they are.
  Tensor hold(const Tensor& input_ncl) const {
    return (torch::where(free_n1l_.gt(0), input_ncl, start_ncl_)).contiguous();
  }

  Tensor sampled(const Tensor& probability_ncl) {
    const auto nlc = probability_ncl.transpose(1, 2).to(torch::kDouble).contiguous();
    const auto length = nlc.size(1);
    auto sample_nlc = torch::zeros({nlc.size(0), length, 4});
    for (std::int64_t row = 0; row < nlc.size(0); ++row) {
      for (std::int64_t i = 0; i < length; ++i) {
        const auto* const column = nlc.data_ptr<double>() + (row * length + i) * 4;
        const auto base = random_[static_cast<std::size_t>(row)].choose({column, column + 4});
        sample_nlc.data_ptr<float>()[static_cast<std::size_t>((row * length + i) * 4) + base] = 1;
      }
    }
    return sample_nlc.transpose(1, 2).contiguous();
  }

  static Tensor likeliest(const Tensor& probability_ncl) {
    return torch::one_hot(probability_ncl.argmax(1), 4).transpose(1, 2).to(torch::kFloat);
  }

  // Adam descends, so it is given what the value falls by.
  void climb(const Tensor& gradient_ncl) {
    adam_.zero_grad();
    backpropagate(logits_, -gradient_ncl);
    adam_.step();
  }

  void keep_better(const Tensor& onehot_ncl, const Tensor& score_nk, std::int64_t step) {
    for (std::size_t row = 0; row < best_.size(); ++row) {
      const double score = score_nk.data_ptr<double>()[row];
      if (value_of(row, onehot_ncl, score) > best_[row].value) take(row, onehot_ncl, score, step);
    }
  }

  static const float* map_of(const Tensor& onehot_ncl, std::size_t row) {
    return onehot_ncl.data_ptr<float>() +
           row * static_cast<std::size_t>(onehot_ncl.size(1) * onehot_ncl.size(2));
  }

  double value_of(std::size_t row, const Tensor& onehot_ncl, double score) const {
    const auto length = static_cast<std::size_t>(onehot_ncl.size(2));
    return blackbox::design_value(options_.goal, score,
                                  blackbox::gc_share(map_of(onehot_ncl, row), length));
  }

  void take(std::size_t row, const Tensor& onehot_ncl, double score, std::int64_t step) {
    auto& design = best_[row];
    const float* const map_cl = map_of(onehot_ncl, row);
    design.onehot_cl.assign(map_cl, map_cl + 4 * onehot_ncl.size(2));
    design.score = score;
    design.value = value_of(row, onehot_ncl, score);
    design.step = static_cast<std::size_t>(step);
  }

  // The same number, whichever pass had met the sequence.
  std::vector<blackbox::Design> rescored() {
    auto onehot_ncl = torch::empty_like(start_ncl_);
    for (std::size_t row = 0; row < best_.size(); ++row) {
      std::copy(best_[row].onehot_cl.begin(), best_[row].onehot_cl.end(),
                onehot_ncl[static_cast<std::int64_t>(row)].data_ptr<float>());
    }
    const auto score_nk = predict(function_, onehot_ncl, options_.batch_size);
    for (std::size_t row = 0; row < best_.size(); ++row) {
      best_[row].score = score_nk.data_ptr<double>()[row];
      best_[row].value = value_of(row, onehot_ncl, best_[row].score);
    }
    return best_;
  }

  const model::Function& function_;
  const LogitDesignOptions& options_;
  Tensor start_ncl_;
  Tensor free_n1l_;
  DesignLogits logits_;
  torch::optim::Adam adam_;
  std::vector<util::Random> random_;
  std::vector<blackbox::Design> best_;
};

}  // namespace

Parametrisation parse_parametrisation(std::string_view word) {
  if (word == "softmax") return Parametrisation::kSoftmax;
  if (word == "straight-through") return Parametrisation::kStraightThrough;
  if (word == "fast-seqprop") return Parametrisation::kFastSeqProp;
  throw UsageError("option --parametrisation: found " + util::quoted(word) +
                   ", expected softmax, straight-through or fast-seqprop");
}

Tensor DesignLogits::probability_ncl() const {
  if (parametrisation != Parametrisation::kFastSeqProp) return torch::softmax(logit_ncl, 1);
  const auto centred_ncl = logit_ncl - logit_ncl.mean(2, /*keepdim=*/true);
  const auto deviation_nc1 = centred_ncl.pow(2).mean(2, /*keepdim=*/true).add(1e-12).sqrt();
  return torch::softmax(centred_ncl / (deviation_nc1 + kNormaliser) * scale_nc1 + offset_nc1, 1);
}

std::vector<Tensor> DesignLogits::parameters() const {
  if (parametrisation != Parametrisation::kFastSeqProp) return {logit_ncl};
  return {logit_ncl, scale_nc1, offset_nc1};
}

DesignLogits start_logits(Parametrisation parametrisation, const Tensor& onehot_ncl) {
  DesignLogits logits;
  logits.parametrisation = parametrisation;
  logits.logit_ncl = onehot_ncl.detach().clone().requires_grad_(true);
  if (parametrisation != Parametrisation::kFastSeqProp) return logits;
  const auto rows = onehot_ncl.size(0);
  logits.scale_nc1 = torch::ones({rows, 4, 1}, onehot_ncl.options()).requires_grad_(true);
  logits.offset_nc1 = torch::zeros({rows, 4, 1}, onehot_ncl.options()).requires_grad_(true);
  return logits;
}

void backpropagate(const DesignLogits& logits, const Tensor& gradient_ncl) {
  const torch::AutoGradMode with_grad(true);
  const auto parameters = logits.parameters();
  const auto found = torch::autograd::grad({logits.probability_ncl()}, parameters, {gradient_ncl});
  for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i].mutable_grad() = found[i];
}

std::vector<blackbox::Design> design_by_logits(const model::Function& function,
                                               const DesignStarts& starts,
                                               const LogitDesignOptions& options) {
  return Ascent(function, starts, options).run();
}

}  // namespace siskin::gradient
