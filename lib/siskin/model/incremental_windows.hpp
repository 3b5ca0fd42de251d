#pragma once

#include <cstdint>
#include <vector>

namespace siskin::model {

/// Positions begin .. end-1.
struct Span {
  std::int64_t begin = 0;
  std::int64_t end = 0;

  bool empty() const { return begin >= end; }
  std::int64_t width() const { return empty() ? 0 : end - begin; }
};

/// The smallest span that holds both.
Span unite(const Span& one, const Span& other);

/// Position o of a result sees the positions o stride - left + k dilation, k < taps, of its input.
struct PositionMap {
  std::int64_t stride = 1;
  std::int64_t left = 0;
  std::int64_t dilation = 1;
  std::int64_t taps = 1;

  /// The positions of a result of `length` positions that see any of `input`; may be empty.
  Span reach(const Span& input, std::int64_t length) const;
  /// The first position of the input that result position `o` sees; may be negative.
  std::int64_t first(std::int64_t o) const { return o * stride - left; }
  /// How many positions of the input `width` neighbours of the result span.
  std::int64_t needed(std::int64_t width) const {
    return (width - 1) * stride + (taps - 1) * dilation + 1;
  }
};

/// A window of the same width for each edit, inside a sequence.
struct Windows {
  std::int64_t width = 1;
  std::vector<std::int64_t> starts;  ///< by edit

  Span span(std::size_t edit) const { return {starts[edit], starts[edit] + width}; }
};

/// The narrowest windows in 0 .. length-1 that hold the spans.
Windows make_windows(const std::vector<Span>& spans, std::int64_t length);

}  // namespace siskin::model
