#include "siskin/model/incremental_engine.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cstdio>

#include "siskin/util/error.hpp"

namespace siskin::model {
namespace {

using blackbox::Edit;

std::string describe(const Incremental& incremental, const std::vector<Edit>& edits) {
  const double plainly =
      static_cast<double>(incremental.plain_multiply_adds()) * static_cast<double>(edits.size());
  const double ratio = plainly / static_cast<double>(std::max<std::int64_t>(
                                     1, incremental.edit_multiply_adds(edits)));
  char text[64];
  std::snprintf(text, sizeof(text), "incremental: %.1f times fewer multiply-adds", ratio);
  const auto& from = incremental.whole_from();
  return from.empty() ? text : std::string(text) + ", evaluated whole from " + from + " on";
}

}  // namespace

EditEngine::EditEngine(const Function& function, Engine engine, std::size_t batch_size)
    : function_(function), engine_(engine), batch_size_(batch_size) {}

const EditEngine::Opened& EditEngine::open(std::size_t length) {
  const auto found = opened_.find(length);
  if (found != opened_.end()) return found->second;
  auto& opened = opened_[length];
  try {
    opened.incremental =
        std::make_unique<Incremental>(function_, static_cast<std::int64_t>(length));
  } catch (const Error& error) {
    opened.refusal = error.what();
  }
  return opened;
}

const Incremental* EditEngine::choose(std::size_t length, const std::vector<Edit>& edits) {
  remark_ = "plain";
  if (engine_ == Engine::kPlain) return nullptr;
  const auto& opened = open(length);
  if (!opened.incremental) {
    if (engine_ == Engine::kIncremental) {
      throw Error("option --engine incremental: " + opened.refusal);
    }
    remark_ = "plain: " + opened.refusal;
    return nullptr;
  }
  if (engine_ == Engine::kAutomatic && !opened.incremental->is_cheaper(edits)) return nullptr;
  remark_ = describe(*opened.incremental, edits);
  return opened.incremental.get();
}

at::Tensor EditEngine::evaluate_plainly(const float* base_cl, std::size_t length,
                                        const std::vector<Edit>& edits) const {
  const torch::NoGradGuard no_grad;
  const auto positions = static_cast<std::int64_t>(length);
  std::vector<at::Tensor> parts;
  for (std::size_t begin = 0; begin < edits.size(); begin += batch_size_) {
    const auto count = std::min(batch_size_, edits.size() - begin);
    auto batch_ncl = at::empty({static_cast<std::int64_t>(count), 4, positions}, at::kFloat);
    blackbox::apply_each(edits, begin, count, base_cl, length, batch_ncl.data_ptr<float>());
    parts.push_back(function_.forward(batch_ncl).to(at::kCPU, at::kDouble));
  }
  return at::cat(parts);
}

at::Tensor EditEngine::evaluate(const float* base_cl, std::size_t length,
                                const std::vector<Edit>& edits) {
  // A single edit costs the base as well.
  const bool too_few = engine_ == Engine::kAutomatic && edits.size() < 2;
  const auto* const incremental = too_few ? nullptr : choose(length, edits);
  if (incremental == nullptr) return evaluate_plainly(base_cl, length, edits);
  return incremental->evaluate(base_cl, edits).to(at::kDouble).contiguous();
}

}  // namespace siskin::model
