#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/simulate/grammar.hpp"
#include "siskin/util/random.hpp"

namespace siskin::simulate {

/// Deals `free` bases out among `gaps` gaps: u_i uniform in [0, 1), gap_i = u_i / sum(u) * free
/// rounded half to even, drawn again until they sum to `free` exactly. This is the rule of the data
/// sets of Koo & Ploenzke, Nature Machine Intelligence 3:258 (2021). gaps > 0.
std::vector<std::int64_t> draw_gaps(std::int64_t free, std::size_t gaps, util::Random& random);

/// Where each site starts when sites of these widths stand in this order in `length` bases; nothing
/// when they do not fit. Sites never overlap. With Spacing::Kind::kDistance the distances are drawn
/// first and the whole is then placed uniformly.
std::optional<std::vector<std::int64_t>> place_sites(const std::vector<std::int64_t>& widths,
                                                     std::int64_t length, const Spacing& spacing,
                                                     util::Random& random);

/// Least number of bases that `count` sites of at least `width` need.
std::int64_t least_span(std::int64_t count, std::int64_t width, const Spacing& spacing);

}  // namespace siskin::simulate
