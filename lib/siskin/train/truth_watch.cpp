#include "siskin/train/truth_watch.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <utility>

#include "siskin/score/attribution.hpp"
#include "siskin/score/summary.hpp"
#include "siskin/train/evaluation_mode.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {
namespace {

constexpr std::size_t kBatch = 256;
constexpr std::size_t kNoiseTop = 20;  // of Labelson, Tripathy & Koo 2021

std::vector<float> bits_of(const io::Track& truth, const std::string& name,
                           const std::string& source, std::size_t length) {
  const auto found = truth.find(name);
  if (found == truth.end()) {
    throw Error(source + ": has no sequence " + util::quoted(name) +
                ", expected all positive ones");
  }
  auto bits = found->second;
  for (auto& value : bits) {
    if (!(value > 0)) value = 0;  // NaN where the track says nothing
  }
  bits.resize(length, 0.0F);
  return bits;
}

}  // namespace

TruthWatch::TruthWatch(data::ExampleSet& set, const io::Track& truth, const std::string& source,
                       std::size_t limit) {
  set.start_epoch(0);
  data::Examples examples;
  while (bits_nl_.size() < limit && set.next(kBatch, examples)) {
    add(examples, make_batch(examples, set.shape(), seq::Ambiguous::kZero), set, truth, source,
        limit);
  }
  if (bits_nl_.empty()) {
    throw Error(source + ": no positive sequence to compare with the truth");
  }
}

void TruthWatch::add(const data::Examples& examples, const Batch& batch, data::ExampleSet& set,
                     const io::Track& truth, const std::string& source, std::size_t limit) {
  std::vector<std::int64_t> rows;
  for (std::size_t row = 0; row < examples.rows && bits_nl_.size() < limit; ++row) {
    if (examples.positive_n[row] == 0) continue;
    rows.push_back(static_cast<std::int64_t>(row));
    bits_nl_.push_back(
        bits_of(truth, set.name(examples.source_n[row]), source, set.shape().length));
  }
  if (rows.empty()) return;
  const auto chosen = torch::tensor(rows);
  Batch positives;
  positives.onehot_ncl = batch.onehot_ncl.index_select(0, chosen);
  positives.labels_nt = batch.labels_nt.index_select(0, chosen);
  batches_.push_back(std::move(positives));
}

Metrics TruthWatch::measure(model::Network& network, const std::string& device) const {
  std::vector<double> auroc;
  std::vector<double> aupr;
  std::vector<double> snr;
  std::size_t sequence = 0;
  for (const auto& batch : batches_) {
    const auto scores_nl = saliency_of_positives(network, to_device(batch, device))
                               .to(torch::kCPU, torch::kFloat)
                               .contiguous();
    const auto length = scores_nl.size(1);
    for (std::int64_t row = 0; row < scores_nl.size(0); ++row, ++sequence) {
      const auto* const begin = scores_nl.data_ptr<float>() + row * length;
      const std::vector<float> scores(begin, begin + length);
      const auto& bits = bits_nl_[sequence];
      const auto ranking = score::ranking_scores(scores, bits, score::kRegularizationTruth);
      auroc.push_back(ranking.auroc);
      aupr.push_back(ranking.aupr);
      snr.push_back(score::signal_to_noise(scores, bits, kNoiseTop).ratio);
    }
  }
  return {{"saliency_auroc", score::mean_of_defined(auroc).value},
          {"saliency_aupr", score::mean_of_defined(aupr).value},
          {"saliency_snr", score::mean_of_defined(snr).value}};
}

at::Tensor saliency_of_positives(model::Network& network, const Batch& batch) {
  const EvaluationMode evaluation(network);
  const torch::AutoGradMode enable(true);
  const auto input_ncl = batch.onehot_ncl.detach().clone().requires_grad_();
  const auto values_nt = network.forward(input_ncl, batch.controls_ncl).values_nt;
  const auto positive_nt = (batch.labels_nt >= 0.5).to(values_nt.scalar_type());
  const auto gradient_ncl =
      torch::autograd::grad({(values_nt * positive_nt).sum()}, {input_ncl})[0];
  return (gradient_ncl * batch.onehot_ncl).sum(1);
}

}  // namespace siskin::train
