#include "siskin/motif/top_activations.hpp"

#include <algorithm>
#include <cmath>

namespace siskin::motif {
namespace {

bool stronger(const TopActivation& a, const TopActivation& b) {
  return a.value > b.value || (a.value == b.value && a.number < b.number);
}

}  // namespace

TopActivations::TopActivations(std::size_t channels, std::size_t count)
    : count_(count), heaps_(channels) {}

void TopActivations::add(const std::string& name, std::uint64_t number, const float* activation_cl,
                         std::size_t positions) {
  for (std::size_t c = 0; c < heaps_.size(); ++c) {
    const float* activation_l = activation_cl + c * positions;
    TopActivation best{"", number, positions, 0};
    for (std::size_t l = 0; l < positions; ++l) {
      const bool first = best.position == positions && !std::isnan(activation_l[l]);
      if (!first && !(activation_l[l] > best.value)) continue;
      best.position = l;
      best.value = activation_l[l];
    }
    auto& heap = heaps_[c];
    const bool full = heap.size() == count_;
    if (best.position == positions || count_ == 0) continue;
    if (full && !stronger(best, heap.front())) continue;
    if (full) {
      std::pop_heap(heap.begin(), heap.end(), stronger);
      heap.pop_back();
    }
    best.name = name;
    heap.push_back(std::move(best));
    std::push_heap(heap.begin(), heap.end(), stronger);
  }
}

std::vector<TopActivation> TopActivations::ranked(std::size_t channel) const {
  auto sorted = heaps_.at(channel);
  std::sort(sorted.begin(), sorted.end(), stronger);
  return sorted;
}

}  // namespace siskin::motif
