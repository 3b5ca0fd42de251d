#include "siskin/train/profile_evaluation.hpp"

#include <torch/torch.h>

#include <cmath>
#include <cstddef>
#include <string>

#include "siskin/score/correlation.hpp"
#include "siskin/score/profile.hpp"
#include "siskin/score/summary.hpp"
#include "siskin/train/profile_loss.hpp"

namespace siskin::train {
namespace {

constexpr double kConstant = 1e-4;

std::vector<double> row_of(const at::Tensor& matrix_kp, std::int64_t row) {
  const auto* const begin = matrix_kp.data_ptr<double>() + row * matrix_kp.size(1);
  return {begin, begin + matrix_kp.size(1)};
}

at::Tensor on_cpu(const at::Tensor& tensor) {
  return tensor.detach().to(torch::kCPU, torch::kDouble);
}

}  // namespace

at::Tensor log_counts(const at::Tensor& profiles_ntos, bool per_task) {
  const auto totals_nts = profiles_ntos.sum(2);
  return torch::log1p(per_task ? totals_nts.sum(2) : totals_nts.flatten(1));
}

void ProfileEvaluation::add(const model::Outputs& outputs, const Batch& batch) {
  const auto logits = as_distributions(softmax_, on_cpu(outputs.profile_ntos));
  const auto counts = as_distributions(softmax_, on_cpu(batch.profiles_ntos));
  const auto predicted_nc = on_cpu(outputs.log_counts_nt).contiguous();
  profile_range_.add(logits.flatten(1));
  count_range_.add(predicted_nc);
  add_profiles(logits.flatten(0, 2), counts.flatten(0, 2).contiguous());
  const bool per_task = predicted_nc.size(1) == batch.profiles_ntos.size(1);
  const auto observed_nc = log_counts(on_cpu(batch.profiles_ntos), per_task).contiguous();
  predicted_counts_.resize(static_cast<std::size_t>(predicted_nc.size(1)));
  observed_counts_.resize(predicted_counts_.size());
  const auto* predicted = predicted_nc.data_ptr<double>();
  const auto* observed = observed_nc.data_ptr<double>();
  for (std::int64_t row = 0; row < predicted_nc.size(0); ++row) {
    for (std::size_t column = 0; column < predicted_counts_.size(); ++column) {
      predicted_counts_[column].push_back(*predicted++);
      observed_counts_[column].push_back(*observed++);
    }
  }
}

void ProfileEvaluation::add_profiles(const at::Tensor& logits_kp, const at::Tensor& counts_kp) {
  const auto log_p = torch::log_softmax(logits_kp, 1).contiguous();
  const auto p = log_p.exp();
  for (std::int64_t row = 0; row < counts_kp.size(0); ++row) {
    const auto counts = row_of(counts_kp, row);
    const auto probabilities = row_of(p, row);
    const double jsd = score::jensen_shannon_divergence(probabilities, counts);
    if (std::isnan(jsd)) continue;  // no reads
    nll_.push_back(score::multinomial_nll(row_of(log_p, row), counts));
    jsd_.push_back(jsd);
    pearson_.push_back(score::pearson(probabilities, counts));
  }
}

Metrics ProfileEvaluation::finish() const {
  std::vector<double> pearson;
  std::vector<double> spearman;
  std::vector<double> mse;
  for (std::size_t column = 0; column < predicted_counts_.size(); ++column) {
    const auto& predicted = predicted_counts_[column];
    const auto& observed = observed_counts_[column];
    pearson.push_back(score::pearson(predicted, observed));
    spearman.push_back(score::spearman(predicted, observed));
    mse.push_back(score::mean_squared_error(predicted, observed));
  }
  const auto mean = [](const std::vector<double>& values) {
    return score::mean_of_defined(values).value;
  };
  return {{"profile_nll", mean(nll_)},         {"profile_jsd", mean(jsd_)},
          {"profile_pearson", mean(pearson_)}, {"count_pearson", mean(pearson)},
          {"count_spearman", mean(spearman)},  {"count_mse", mean(mse)}};
}

bool ProfileEvaluation::is_constant() const {
  return profile_range_.is_constant(kConstant) && count_range_.is_constant(kConstant);
}

}  // namespace siskin::train
