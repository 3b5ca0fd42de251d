#include "siskin/gradient/expected_gradients.hpp"

#include <torch/torch.h>

#include "siskin/gradient/derivative.hpp"
#include "siskin/gradient/saliency.hpp"
#include "siskin/gradient/sampled_rows.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

// The samples of one group of rows.
struct Samples {
  Tensor sequence_m;   // index of the sequence
  Tensor reference_m;  // row of the batch's references, all sequences one after the other
  Tensor position_m;   // t, float64
  Tensor noise_mcl;    // undefined without noise
};

Samples draw(SampledRows& rows, const Batch& batch, double deviation) {
  const auto references = batch.references_nrcl.size(1);
  Samples samples;
  samples.sequence_m = rows.sequences();
  samples.reference_m = samples.sequence_m * references;
  samples.position_m = torch::empty({rows.size()}, torch::kDouble);
  if (deviation > 0) {
    samples.noise_mcl = torch::empty({rows.size(), 4, batch.onehot_ncl.size(2)});
  }
  auto* const reference = samples.reference_m.data_ptr<std::int64_t>();
  auto* const position = samples.position_m.data_ptr<double>();
  rows.for_each([&](std::int64_t row, util::Random& random) {
    reference[row] +=
        static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(references)));
    position[row] = random.uniform();
    if (deviation > 0) fill_normal(random, deviation, samples.noise_mcl[row]);
  });
  return samples;
}

// Sums over the samples of each sequence.
class Sums {
 public:
  Sums(const Batch& batch, std::int64_t outputs, const SampleOptions& options)
      : options_(options),
        drawn_nr_(torch::zeros(batch.references_nrcl.sizes().slice(0, 2), torch::kDouble)),
        contribution_nkcl_(torch::zeros(
            {batch.onehot_ncl.size(0), outputs, 4, batch.onehot_ncl.size(2)}, torch::kDouble)),
        map_nkcl_(torch::zeros_like(contribution_nkcl_)) {}

  // start = x', step = x - x' of each row.
  void add(const Samples& samples, const Tensor& gradient_mkcl, const Tensor& start_mcl,
           const Tensor& step_mcl) {
    const auto ones_m = torch::ones({samples.sequence_m.size(0)}, torch::kDouble);
    drawn_nr_.view({-1}).index_add_(0, samples.reference_m, ones_m);
    contribution_nkcl_.index_add_(0, samples.sequence_m, gradient_mkcl * step_mcl.unsqueeze(1));
    if (!options_.center && !options_.hypothetical) return;
    const auto multiplier_mkcl = options_.center ? centered(gradient_mkcl) : gradient_mkcl;
    map_nkcl_.index_add_(0, samples.sequence_m,
                         options_.hypothetical
                             ? hypothetical(multiplier_mkcl, start_mcl.unsqueeze(1))
                             : multiplier_mkcl * step_mcl.unsqueeze(1));
  }

  // Means in place of sums.
  Tensor contribution_nkcl() const { return contribution_nkcl_ / samples(); }
  Tensor map_nkcl() const {
    return options_.center || options_.hypothetical ? map_nkcl_ / samples() : contribution_nkcl();
  }
  // How often each reference was drawn, as a share of the samples.
  Tensor share_nr() const { return drawn_nr_ / samples(); }

 private:
  double samples() const { return static_cast<double>(options_.samples); }

  const SampleOptions& options_;
  Tensor drawn_nr_;
  Tensor contribution_nkcl_;
  Tensor map_nkcl_;
};

// The mean of f(x') over the references drawn, (N,1,K). Those not drawn are not predicted: a file
// may hold many more references than there are samples.
Tensor reference_prediction(const model::Function& function, const Batch& batch,
                            const Tensor& share_nr, const SampleOptions& options) {
  const auto drawn = share_nr.view({-1}).nonzero().squeeze(1);
  const auto references_dcl = batch.references_nrcl.flatten(0, 1).index_select(0, drawn);
  const auto prediction_dk = predict(function, references_dcl, options.batch_size);
  const auto weight_d1 = share_nr.view({-1}).index_select(0, drawn).unsqueeze(1);
  auto mean_nk = torch::zeros({share_nr.size(0), prediction_dk.size(1)}, torch::kDouble);
  mean_nk.index_add_(0, drawn.floor_divide(share_nr.size(1)), prediction_dk * weight_d1);
  return mean_nk.unsqueeze(1);
}

Explanation sampled(const model::Function& function, const Batch& batch,
                    const SampleOptions& options, double deviation) {
  Explanation result;
  result.prediction_nk = predict(function, batch.onehot_ncl, options.batch_size);
  Sums sums(batch, result.prediction_nk.size(1), options);
  const auto references_pcl = batch.references_nrcl.flatten(0, 1);
  SampledRows rows(batch, options.samples, options.seed);
  while (rows.next(options.batch_size)) {
    const auto samples = draw(rows, batch, deviation);
    const auto start_mcl = references_pcl.index_select(0, samples.reference_m).to(torch::kDouble);
    const auto step_mcl = batch.onehot_ncl.index_select(0, samples.sequence_m) - start_mcl;
    const auto noisy_mcl = deviation > 0 ? step_mcl + samples.noise_mcl : step_mcl;
    const auto points_mcl = start_mcl + samples.position_m.view({-1, 1, 1}) * noisy_mcl;
    const auto found = differentiate(function, points_mcl);
    sums.add(samples, on_cpu(found.gradient_nkcl, torch::kDouble), start_mcl, step_mcl);
  }
  result.map_nkcl = sums.map_nkcl().to(torch::kFloat);
  result.reference_prediction_nrk = reference_prediction(function, batch, sums.share_nr(), options);
  const auto contribution_nkcl = sums.contribution_nkcl();
  result.sum_nrk = contribution_nkcl.sum({2, 3}).unsqueeze(1);
  result.magnitude_nrk = contribution_nkcl.abs().sum({2, 3}).unsqueeze(1);
  return result;
}

}  // namespace

Explanation expected_gradients(const model::Function& function, const Batch& batch,
                               const SampleOptions& options) {
  return sampled(function, batch, options, /*deviation=*/0);
}

Explanation gradient_shap(const model::Function& function, const Batch& batch,
                          const SampleOptions& options) {
  return sampled(function, batch, options, options.deviation);
}

}  // namespace siskin::gradient
