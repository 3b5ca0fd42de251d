#include "siskin/motif/activation_alignment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"

namespace siskin::motif {
namespace {

constexpr std::int64_t kFewestSites = 2;  // as published: one window is no alignment

bool fits(std::int64_t start, const WindowRule& rule, std::int64_t length) {
  const std::int64_t end = start + rule.width;
  return rule.inner ? start > 0 && end < length : start >= 0 && end <= length;
}

}  // namespace

ActivationMaxima::ActivationMaxima(std::size_t filters)
    : largest_(filters, -std::numeric_limits<float>::infinity()) {}

void ActivationMaxima::add(const float* activation_fl, std::size_t positions) {
  for (std::size_t f = 0; f < largest_.size(); ++f) {
    const float* activation_l = activation_fl + f * positions;
    for (std::size_t l = 0; l < positions; ++l) {
      if (!std::isfinite(activation_l[l])) {
        throw Error("the activation of filter " + std::to_string(f) + " at position " +
                    std::to_string(l) + " is " + std::to_string(activation_l[l]) +
                    ", expected a finite number");
      }
      largest_[f] = std::max(largest_[f], activation_l[l]);
    }
  }
}

WindowRule centred_window(const ReceptiveWindow& reads, std::int64_t width) {
  return {reads.stride, reads.first + (reads.width - 1) / 2 - width / 2, width, true};
}

WindowRule kernel_window(const ReceptiveWindow& reads) {
  return {reads.stride, reads.first, reads.width, false};
}

ActivationAlignment::ActivationAlignment(std::vector<float> maxima, double threshold,
                                         std::int64_t width)
    : filters_(maxima.size()), width_(width) {
  if (width < 1) throw Error("windows of " + std::to_string(width) + " bases, expected 1 or more");
  for (std::size_t f = 0; f < maxima.size(); ++f) {
    filters_[f].least = threshold * static_cast<double>(maxima[f]);
    filters_[f].counts.assign(static_cast<std::size_t>(width), Counts{});
  }
}

void ActivationAlignment::add(const float* activation_fl, std::size_t positions,
                              std::string_view sequence, const WindowRule& rule) {
  if (rule.width != width_) {
    throw Error("a window of " + std::to_string(rule.width) + " bases, expected " +
                std::to_string(width_) + " as in all sequences");
  }
  const auto length = static_cast<std::int64_t>(sequence.size());
  for (std::size_t f = 0; f < filters_.size(); ++f) {
    const float* activation_l = activation_fl + f * positions;
    for (std::size_t l = 0; l < positions; ++l) {
      if (!(static_cast<double>(activation_l[l]) > filters_[f].least)) continue;
      const std::int64_t start = rule.stride * static_cast<std::int64_t>(l) + rule.first;
      if (!fits(start, rule, length)) continue;
      count(filters_[f],
            sequence.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(rule.width)));
    }
  }
}

void ActivationAlignment::count(Filter& filter, std::string_view window) const {
  ++filter.sites;
  for (std::size_t i = 0; i < window.size(); ++i) ++filter.counts[i][seq::code(window[i])];
}

seq::Motif ActivationAlignment::motif(std::size_t filter) const {
  const Filter& found = filters_.at(filter);
  seq::Motif result;
  result.id = "filter" + std::to_string(filter);
  result.sites = static_cast<double>(found.sites);
  for (const Counts& counts : found.counts) {
    const std::int64_t bases = found.sites - counts[seq::kAmbiguous];
    std::array<double, 4> row{0.25, 0.25, 0.25, 0.25};
    if (found.sites >= kFewestSites && bases > 0) {
      for (std::size_t base = 0; base < row.size(); ++base) {
        row[base] = static_cast<double>(counts[base]) / static_cast<double>(bases);
      }
    }
    result.rows.push_back(row);
  }
  return result;
}

std::vector<seq::Motif> ActivationAlignment::motifs() const {
  std::vector<seq::Motif> result;
  for (std::size_t f = 0; f < filters_.size(); ++f) result.push_back(motif(f));
  return result;
}

}  // namespace siskin::motif
