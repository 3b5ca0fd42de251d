// Max-pool after Captum and tangermeme: with the larger output of the pair, t = max(y, y'), the
// input that is the largest for the sequence accounts for t - y' and the one that is the largest
// for the reference for y - t. One of the two is always 0, so a window has one input j that
// accounts for all of y - y': the sequence's largest if y >= y', else the reference's.
//
//     m_j = (y - y') / (a_j - a'_j).
//
// If y >= y', a_j = y and a'_j <= y', so a_j - a'_j >= y - y' >= 0; if y < y', a'_j = y' and
// a_j <= y, so a_j - a'_j <= y - y' < 0. Hence m_j is in [0, 1], the division is safe, and a
// difference of 0 means y = y': then nothing is to be accounted for and m_j = 1, the derivative.
// That holds with ties and for each of windows that overlap, whose shares add up. The smallest is
// the same with all signs turned.
//
// Captum's and kundajelab's versions differ: the one is not complete where the pool meets another
// rule's module (captum #1104), the other takes the plain gradient.
#include "siskin/gradient/max_pool_rule.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "siskin/util/error.hpp"

namespace siskin::gradient {
namespace {

using torch::Tensor;

// A tensor as rows that are searched: what is before the searched dimensions, and these as one.
// `index` (rows, windows) tells where in a row each window has its extreme.
struct Searched {
  Tensor value;
  Tensor index;
};

// The searched dimensions, those of a reduction first moved to the end.
struct Layout {
  std::vector<std::int64_t> order;  // of the dimensions of the input; empty for windows
  std::int64_t searched = 1;        // trailing dimensions that are searched
};

std::vector<std::int64_t> reduced_dimensions(const Pair& pair) {
  const auto& value = pair.arguments.at(1);
  auto dimensions = value.isInt() ? std::vector<std::int64_t>{value.toInt()} : value.toIntVector();
  const auto rank = pair.reference_inputs[0].dim();
  for (auto& dimension : dimensions) dimension = dimension < 0 ? dimension + rank : dimension;
  if (dimensions.empty()) throw Error("no DeepLIFT rule for " + pair.operation.label());
  return dimensions;
}

bool is_reduction(const std::string& name) {
  return name == "aten::amax" || name == "aten::amin" || name == "aten::max" || name == "aten::min";
}

Layout layout_of(const Pair& pair) {
  const auto& name = pair.operation.name;
  Layout layout;
  if (!is_reduction(name)) {
    layout.searched = name.find("pool1d") != std::string::npos ? 1 : 2;
    return layout;
  }
  const auto reduced = reduced_dimensions(pair);
  for (std::int64_t d = 0; d < pair.reference_inputs[0].dim(); ++d) {
    if (std::find(reduced.begin(), reduced.end(), d) == reduced.end()) layout.order.push_back(d);
  }
  layout.order.insert(layout.order.end(), reduced.begin(), reduced.end());
  layout.searched = static_cast<std::int64_t>(reduced.size());
  return layout;
}

Tensor rows_of(const Tensor& input, const Layout& layout) {
  const auto moved = layout.order.empty() ? input : input.permute(layout.order);
  return moved.flatten(-layout.searched);
}

// Where the pool itself finds the largest of each window.
Tensor window_index(const Pair& pair, const Tensor& input) {
  const auto& name = pair.operation.name;
  const auto& arguments = pair.arguments;
  const auto ints = [&](std::size_t i) { return arguments.at(i).toIntVector(); };
  if (name == "aten::adaptive_max_pool1d") {
    return std::get<1>(torch::adaptive_max_pool1d(input, ints(1)));
  }
  if (name == "aten::adaptive_max_pool2d") {
    return std::get<1>(torch::adaptive_max_pool2d(input, ints(1)));
  }
  const bool is_flat = name == "aten::max_pool1d" || name == "aten::max_pool1d_with_indices";
  if (!is_flat && name != "aten::max_pool2d" && name != "aten::max_pool2d_with_indices") {
    throw Error("no DeepLIFT rule for " + pair.operation.label());
  }
  using Pool = std::tuple<Tensor, Tensor> (*)(const Tensor&, at::IntArrayRef, at::IntArrayRef,
                                              at::IntArrayRef, at::IntArrayRef, bool);
  const Pool pool = is_flat ? &at::max_pool1d_with_indices : &at::max_pool2d_with_indices;
  return std::get<1>(pool(input, ints(1), ints(2), ints(3), ints(4), arguments.at(5).toBool()));
}

Searched search(const Pair& pair, const Tensor& input, const Layout& layout, bool smallest) {
  Searched found;
  found.value = rows_of(input, layout);
  if (layout.order.empty()) {
    found.index = window_index(pair, input).flatten(-layout.searched);
  } else {
    found.index = smallest ? found.value.argmin(-1, true) : found.value.argmax(-1, true);
  }
  return found;
}

// Windows of a pool over the last dimension.
struct Windows {
  std::int64_t size = 1;
  std::int64_t stride = 1;
  std::int64_t padding = 0;
  std::int64_t dilation = 1;
};

// Where the line is largest within a window, the first place of several. No branch depends on the
// numbers, as half of them would be mispredicted.
template <typename T>
std::int64_t find_largest(const Windows& windows, std::int64_t window, const T* line,
                          std::int64_t length) {
  auto first = window * windows.stride - windows.padding;
  auto end = std::min(first + windows.size * windows.dilation, length);
  while (first < 0) first += windows.dilation;
  auto found = first;
  T top = line[first];
  for (auto i = first + windows.dilation; i < end; i += windows.dilation) {
    const bool is_larger = line[i] > top;
    top = is_larger ? line[i] : top;
    found = is_larger ? i : found;
  }
  return found;
}

// What the common pool over contiguous memory needs, by output: the input j in its line and m_j.
struct WindowSlopes {
  Tensor index;  // int32
  Tensor slope;
};

template <typename T>
class WindowLoop {
 public:
  WindowLoop(const Pair& pair, const RowSpread::Blocks& blocks, const Windows& windows)
      : windows_(windows),
        blocks_(blocks),
        length_(pair.reference_inputs[0].size(-1)),
        count_(pair.reference_outputs[0].size(-1)),
        lines_(blocks.inner / length_),
        own_(pair.sequence_inputs[0].data_ptr<T>()),
        own_top_(pair.sequence_outputs[0].data_ptr<T>()),
        other_(pair.reference_inputs[0].data_ptr<T>()),
        other_top_(pair.reference_outputs[0].data_ptr<T>()) {
    slopes_.slope = torch::empty_like(pair.reference_outputs[0]);
    slopes_.index = torch::empty(pair.reference_outputs[0].sizes(), torch::kInt);
  }

  WindowSlopes run() {
    std::vector<std::int32_t> largest(static_cast<std::size_t>(lines_ * count_));
    for (std::int64_t o = 0; o < blocks_.outer; ++o) {
      const auto block = o * lines_;
      for (std::int64_t i = 0; i < lines_ * count_; ++i) {
        largest[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(
            find_largest(windows_, i % count_, own_ + (block + i / count_) * length_, length_));
      }
      for (std::int64_t r = 0; r < blocks_.repeats; ++r) {
        for (std::int64_t line = 0; line < lines_; ++line) {
          fill_line(block + line, (o * blocks_.repeats + r) * lines_ + line,
                    largest.data() + line * count_);
        }
      }
    }
    return slopes_;
  }

 private:
  void fill_line(std::int64_t from, std::int64_t to, const std::int32_t* largest) {
    const T* const own = own_ + from * length_;
    const T* const other = other_ + to * length_;
    auto* const index = slopes_.index.template data_ptr<std::int32_t>() + to * count_;
    T* const slope = slopes_.slope.template data_ptr<T>() + to * count_;
    for (std::int64_t w = 0; w < count_; ++w) {
      const T y = own_top_[from * count_ + w];
      const T other_y = other_top_[to * count_ + w];
      const auto other_largest = find_largest(windows_, w, other, length_);
      const auto j = y >= other_y ? std::int64_t{largest[w]} : other_largest;
      const T step = own[j] - other[j];
      index[w] = static_cast<std::int32_t>(j);
      slope[w] = step == 0 ? T(1) : (y - other_y) / step;
    }
  }

  Windows windows_;
  RowSpread::Blocks blocks_;
  std::int64_t length_;
  std::int64_t count_;
  std::int64_t lines_;
  const T* own_;
  const T* own_top_;
  const T* other_;
  const T* other_top_;
  WindowSlopes slopes_;
};

template <typename T>
Tensor spread_back(const WindowSlopes& slopes, const Tensor& signal,
                   const std::vector<std::int64_t>& shape) {
  auto found = torch::zeros(shape, signal.options());
  const auto length = found.size(-1);
  const auto count = signal.size(-1);
  const auto* const index = slopes.index.data_ptr<std::int32_t>();
  const T* const slope = slopes.slope.data_ptr<T>();
  const T* const arrived = signal.data_ptr<T>();
  for (std::int64_t line = 0; line < signal.numel() / count; ++line) {
    T* const out = found.data_ptr<T>() + line * length;
    for (auto i = line * count; i < (line + 1) * count; ++i) out[index[i]] += arrived[i] * slope[i];
  }
  return found;
}

template <typename T>
Backward window_rule(const Pair& pair, const RowSpread::Blocks& blocks, const Windows& windows) {
  return [slopes = WindowLoop<T>(pair, blocks, windows).run(),
          shape = pair.reference_inputs[0].sizes().vec()](const std::vector<Tensor>& signals) {
    return std::vector<Tensor>{spread_back<T>(slopes, signals[0].contiguous(), shape)};
  };
}

// Pools of one dimension over contiguous memory of the CPU, without the copies that
// the operations of ATen below need.
std::optional<Backward> fast_window_rule(const Pair& pair) {
  const auto& name = pair.operation.name;
  if (name != "aten::max_pool1d" && name != "aten::max_pool1d_with_indices") return std::nullopt;
  const auto type = pair.reference_inputs[0].scalar_type();
  const auto usable = [&](const Tensor& tensor) {
    return tensor.device().is_cpu() && tensor.is_contiguous() && tensor.scalar_type() == type &&
           tensor.numel() > 0;
  };
  const bool fits = (type == torch::kFloat || type == torch::kDouble) &&
                    usable(pair.sequence_inputs[0]) && usable(pair.sequence_outputs[0]) &&
                    usable(pair.reference_inputs[0]) && usable(pair.reference_outputs[0]);
  const auto blocks =
      fits ? pair.rows.blocks(pair.sequence_inputs[0], pair.reference_inputs[0]) : std::nullopt;
  if (!blocks) return std::nullopt;
  const auto first = [&](std::size_t i, std::int64_t otherwise) {
    const auto values = pair.arguments.at(i).toIntVector();
    return values.empty() ? otherwise : values[0];
  };
  Windows windows;
  windows.size = first(1, 1);
  windows.stride = first(2, windows.size);
  windows.padding = first(3, 0);
  windows.dilation = first(4, 1);
  return type == torch::kDouble ? window_rule<double>(pair, *blocks, windows)
                                : window_rule<float>(pair, *blocks, windows);
}

}  // namespace

Backward max_pool_rule(const Pair& pair) {
  if (auto fast = fast_window_rule(pair)) return *fast;
  const auto& name = pair.operation.name;
  const bool smallest = name == "aten::amin" || name == "aten::min";
  const auto layout = layout_of(pair);
  const auto& input = pair.reference_inputs[0];
  const auto reference = search(pair, input, layout, smallest);
  const auto own = search(pair, pair.sequence_inputs[0], layout, smallest);
  const auto own_index = pair.rows.spread(own.index, reference.index);
  const auto own_value = pair.rows.spread(own.value, reference.value);
  const auto y = own_value.gather(-1, own_index);
  const auto other_y = reference.value.gather(-1, reference.index);
  const auto index =
      torch::where(smallest ? y.le(other_y) : y.ge(other_y), own_index, reference.index);
  const auto step = own_value.gather(-1, index) - reference.value.gather(-1, index);
  const auto one = torch::ones_like(step);
  const auto slope =
      torch::where(step.eq(0), one, (y - other_y) / torch::where(step.eq(0), one, step));
  auto moved_shape =
      layout.order.empty() ? input.sizes().vec() : input.permute(layout.order).sizes().vec();
  std::vector<std::int64_t> back(layout.order.size());
  for (std::size_t i = 0; i < back.size(); ++i) {
    back[static_cast<std::size_t>(layout.order[i])] = static_cast<std::int64_t>(i);
  }
  return [index, slope, moved_shape, back,
          row_shape = reference.value.sizes().vec()](const std::vector<Tensor>& signals) {
    const auto share = signals[0].reshape(slope.sizes()) * slope;
    const auto moved =
        torch::zeros(row_shape, share.options()).scatter_add_(-1, index, share).view(moved_shape);
    return std::vector<Tensor>{back.empty() ? moved : moved.permute(back)};
  };
}

}  // namespace siskin::gradient
