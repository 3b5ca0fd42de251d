#pragma once

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "siskin/blackbox/scorer.hpp"
#include "siskin/model/incremental.hpp"

namespace siskin::model {

/// Edits of sequences of any length, each call by the engine that needs fewer multiply-adds or by
/// the one that is asked for.
class EditEngine {
 public:
  /// The function must outlive it.
  EditEngine(const Function& function, Engine engine, std::size_t batch_size);

  /// (4, length) with each edit applied alone -> (edits, K), double, on the CPU. Throws Error when
  /// Engine::kIncremental is asked for and the function cannot be evaluated so.
  at::Tensor evaluate(const float* base_cl, std::size_t length,
                      const std::vector<blackbox::Edit>& edits);

  /// The incremental evaluation for this length when it is to be used for these edits; null
  /// otherwise.
  const Incremental* choose(std::size_t length, const std::vector<blackbox::Edit>& edits);

  /// What was used for the last edits, for a report: "incremental: 8.6 times fewer multiply-adds",
  /// and from where on positions were evaluated whole.
  const std::string& remark() const { return remark_; }

 private:
  struct Opened {
    std::unique_ptr<Incremental> incremental;  ///< null when the function refuses
    std::string refusal;
  };

  const Opened& open(std::size_t length);
  at::Tensor evaluate_plainly(const float* base_cl, std::size_t length,
                              const std::vector<blackbox::Edit>& edits) const;

  const Function& function_;
  Engine engine_;
  std::size_t batch_size_;
  std::map<std::size_t, Opened> opened_;
  std::string remark_;
};

}  // namespace siskin::model
