#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "siskin/model/model_scorer.hpp"

namespace siskin::tools {

/// Scorers for threads that come and go: each has one to itself while it computes, and what a
/// scorer has learnt of the model stays with it.
class ScorerPool {
 public:
  using Make = std::function<std::unique_ptr<model::ModelScorer>()>;
  explicit ScorerPool(Make make) : make_(std::move(make)) {}

  class Lease {
   public:
    Lease(ScorerPool& pool, std::unique_ptr<model::ModelScorer> scorer)
        : pool_(pool), scorer_(std::move(scorer)) {}
    ~Lease() { pool_.give_back(std::move(scorer_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    model::ModelScorer& operator*() const { return *scorer_; }
    model::ModelScorer* operator->() const { return scorer_.get(); }

   private:
    ScorerPool& pool_;
    std::unique_ptr<model::ModelScorer> scorer_;
  };

  Lease take() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (free_.empty()) return {*this, make_()};
    auto scorer = std::move(free_.back());
    free_.pop_back();
    return {*this, std::move(scorer)};
  }

 private:
  void give_back(std::unique_ptr<model::ModelScorer> scorer) {
    const std::lock_guard<std::mutex> lock(mutex_);
    free_.push_back(std::move(scorer));
  }

  Make make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<model::ModelScorer>> free_;
};

}  // namespace siskin::tools
