#include "siskin/model/incremental_rows.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <limits>

#include "siskin/util/row_loops.hpp"

namespace siskin::model {
namespace {

template <typename Body>
void dispatch(const at::Tensor& like, const Body& body) {
  if (like.scalar_type() == at::kDouble) {
    body(double{});
  } else {
    body(float{});
  }
}

// One row (position) of a patched base.
template <typename T>
class RowReader {
 public:
  explicit RowReader(const Patches& patches)
      : base_(patches.base_lf.data_ptr<T>()),
        values_(patches.values_nwf.data_ptr<T>()),
        starts_(patches.starts_n),
        width_(patches.width()),
        length_(patches.length()),
        features_(patches.features()) {}

  // Null beyond the ends.
  const T* operator()(std::size_t row, std::int64_t position) const {
    if (position < 0 || position >= length_) return nullptr;
    const auto inside = position - starts_[row];
    if (inside < 0 || inside >= width_) return base_ + position * features_;
    return values_ + (static_cast<std::int64_t>(row) * width_ + inside) * features_;
  }
  std::int64_t features() const { return features_; }

 private:
  const T* base_;
  const T* values_;
  const std::vector<std::int64_t>& starts_;
  std::int64_t width_;
  std::int64_t length_;
  std::int64_t features_;
};

at::Tensor empty_windows(const at::Tensor& like, std::size_t rows, std::int64_t width,
                         std::int64_t features) {
  return at::empty({static_cast<std::int64_t>(rows), width, features}, like.options());
}

// `take(row of the input, row of the result)` for all that each position of the result sees.
template <typename T, typename Take>
void visit_windows(const Patches& patches, const PositionMap& map,
                   const std::vector<std::int64_t>& starts_n, const at::Tensor& into_nwf,
                   const Take& take) {
  const RowReader<T> reader(patches);
  const auto width = into_nwf.size(1);
  auto* to = into_nwf.data_ptr<T>();
  for (std::size_t n = 0; n < starts_n.size(); ++n) {
    for (std::int64_t i = 0; i < width; ++i, to += reader.features()) {
      const auto first = map.first(starts_n[n] + i);
      for (std::int64_t k = 0; k < map.taps; ++k) {
        const T* const from = reader(n, first + k * map.dilation);
        if (from != nullptr) take(from, to);
      }
    }
  }
}

// The products of one edit, (width, taps, F'), into its window (width', F').
template <typename T>
void spread_one(const Spread& where, std::size_t n, const at::Tensor& products_nwkf,
                const at::Tensor& into_nwf) {
  const auto& map = where.map;
  const auto features = into_nwf.size(2);
  const auto row = static_cast<std::int64_t>(n);
  const T* from_f = products_nwkf.data_ptr<T>() + row * products_nwkf.stride(0);
  T* const window_wf = into_nwf.data_ptr<T>() + row * into_nwf.stride(0);
  for (std::int64_t i = 0; i < products_nwkf.size(1); ++i) {
    for (std::int64_t k = 0; k < map.taps; ++k, from_f += features) {
      // Not divisible where a stride steps over it; outside the window the difference is 0.
      const auto scaled = where.from_n[n] + i + map.left - k * map.dilation;
      const auto place = scaled / map.stride - where.to_n[n];
      if (scaled < 0 || scaled % map.stride != 0) continue;
      if (place < 0 || place >= into_nwf.size(1)) continue;
      T* const to_f = window_wf + place * features;
      util::add_rows(to_f, from_f, features, to_f);
    }
  }
}

}  // namespace

at::Tensor base_windows(const at::Tensor& base_lf, const std::vector<std::int64_t>& starts_n,
                        std::int64_t width) {
  const auto features = base_lf.size(1);
  auto windows = empty_windows(base_lf, starts_n.size(), width, features);
  dispatch(base_lf, [&](auto zero) {
    using T = decltype(zero);
    const T* const base = base_lf.data_ptr<T>();
    T* to = windows.data_ptr<T>();
    for (const auto start : starts_n) {
      to = std::copy_n(base + start * features, width * features, to);
    }
  });
  return windows;
}

at::Tensor base_plus(const at::Tensor& base_lf, const std::vector<std::int64_t>& starts_n,
                     const at::Tensor& additions_mwf, const std::vector<std::int64_t>& rows_n) {
  const auto features = base_lf.size(1);
  auto windows = empty_windows(base_lf, starts_n.size(), additions_mwf.size(1), features);
  const auto count = additions_mwf.size(1) * features;
  dispatch(base_lf, [&](auto zero) {
    using T = decltype(zero);
    T* to = windows.data_ptr<T>();
    for (std::size_t n = 0; n < starts_n.size(); ++n, to += count) {
      const T* const window = base_lf.data_ptr<T>() + starts_n[n] * features;
      const T* const addition = additions_mwf.data_ptr<T>() + rows_n[n] * count;
      util::add_rows(window, addition, count, to);
    }
  });
  return windows;
}

at::Tensor largest_of_base_plus(const at::Tensor& base_lf,
                                const std::vector<std::int64_t>& starts_n,
                                const at::Tensor& additions_mwf,
                                const std::vector<std::int64_t>& rows_n) {
  const auto features = base_lf.size(1);
  const auto width = additions_mwf.size(1);
  auto largest_nf = at::full({static_cast<std::int64_t>(starts_n.size()), features},
                             -std::numeric_limits<double>::infinity(), base_lf.options());
  dispatch(base_lf, [&](auto zero) {
    using T = decltype(zero);
    T* to = largest_nf.data_ptr<T>();
    for (std::size_t n = 0; n < starts_n.size(); ++n, to += features) {
      util::take_larger_sums(base_lf.data_ptr<T>() + starts_n[n] * features,
                             additions_mwf.data_ptr<T>() + rows_n[n] * width * features, width,
                             features, to);
    }
  });
  return largest_nf;
}

at::Tensor read_windows(const Patches& patches, const std::vector<std::int64_t>& starts_n,
                        std::int64_t width, std::int64_t step, double fill) {
  const auto features = patches.features();
  auto windows = empty_windows(patches.base_lf, starts_n.size(), width, features);
  dispatch(patches.base_lf, [&](auto zero) {
    using T = decltype(zero);
    const RowReader<T> reader(patches);
    T* to = windows.data_ptr<T>();
    for (std::size_t n = 0; n < starts_n.size(); ++n) {
      for (std::int64_t i = 0; i < width; ++i) {
        const T* const from = reader(n, starts_n[n] + i * step);
        to = from == nullptr ? std::fill_n(to, features, static_cast<T>(fill))
                             : std::copy_n(from, features, to);
      }
    }
  });
  return windows;
}

at::Tensor differences(const Patches& patches) {
  auto difference_nwf = at::empty_like(patches.values_nwf);
  const auto count = patches.width() * patches.features();
  dispatch(patches.base_lf, [&](auto zero) {
    using T = decltype(zero);
    const T* const base = patches.base_lf.data_ptr<T>();
    const T* values = patches.values_nwf.data_ptr<T>();
    T* to = difference_nwf.data_ptr<T>();
    for (const auto start : patches.starts_n) {
      util::subtract_rows(values, base + start * patches.features(), count, to);
      values += count;
      to += count;
    }
  });
  return difference_nwf;
}

void spread(const Spread& where, const at::Tensor& products_nwkf, const at::Tensor& into_nwf) {
  dispatch(into_nwf, [&](auto zero) {
    for (std::size_t n = 0; n < where.from_n.size(); ++n) {
      spread_one<decltype(zero)>(where, n, products_nwkf, into_nwf);
    }
  });
}

at::Tensor max_windows(const Patches& patches, const PositionMap& map,
                       const std::vector<std::int64_t>& starts_n, std::int64_t width) {
  auto maxima = empty_windows(patches.base_lf, starts_n.size(), width, patches.features());
  maxima.fill_(-std::numeric_limits<double>::infinity());
  dispatch(maxima, [&](auto zero) {
    using T = decltype(zero);
    const auto features = patches.features();
    visit_windows<T>(patches, map, starts_n, maxima, [features](const T* from, T* to) {
      util::take_larger_rows(to, from, features, to);
    });
  });
  return maxima;
}

at::Tensor sum_windows(const Patches& patches, const PositionMap& map,
                       const std::vector<std::int64_t>& starts_n, const at::Tensor& factor_l,
                       std::int64_t width) {
  auto sums = empty_windows(patches.base_lf, starts_n.size(), width, patches.features()).zero_();
  dispatch(sums, [&](auto zero) {
    using T = decltype(zero);
    const auto features = patches.features();
    visit_windows<T>(patches, map, starts_n, sums,
                     [features](const T* from, T* to) { util::add_rows(to, from, features, to); });
    const T* const factor = factor_l.data_ptr<T>();
    T* value = sums.data_ptr<T>();
    for (const auto start : starts_n) {
      for (std::int64_t i = 0; i < width; ++i) {
        for (std::int64_t f = 0; f < features; ++f) *value++ *= factor[start + i];
      }
    }
  });
  return sums;
}

void write_window(const at::Tensor& window_wf, std::int64_t start, const at::Tensor& base_lf) {
  dispatch(base_lf, [&](auto zero) {
    using T = decltype(zero);
    std::copy_n(window_wf.data_ptr<T>(), window_wf.numel(),
                base_lf.data_ptr<T>() + start * base_lf.size(1));
  });
}

at::Tensor maxima_before(const at::Tensor& values_lf) {
  const auto length = values_lf.size(0);
  const auto features = values_lf.size(1);
  auto maxima = at::empty({length + 1, features}, values_lf.options());
  dispatch(values_lf, [&](auto zero) {
    using T = decltype(zero);
    const T* from = values_lf.data_ptr<T>();
    T* to = maxima.data_ptr<T>();
    std::fill_n(to, features, -std::numeric_limits<T>::infinity());
    for (std::int64_t i = 0; i < length; ++i, from += features, to += features) {
      util::take_larger_rows(to, from, features, to + features);
    }
  });
  return maxima;
}

at::Tensor maxima_behind(const at::Tensor& values_lf) {
  const auto length = values_lf.size(0);
  const auto features = values_lf.size(1);
  auto maxima = at::empty({length + 1, features}, values_lf.options());
  dispatch(values_lf, [&](auto zero) {
    using T = decltype(zero);
    const T* from = values_lf.data_ptr<T>() + length * features;
    T* to = maxima.data_ptr<T>() + length * features;
    std::fill_n(to, features, -std::numeric_limits<T>::infinity());
    for (std::int64_t i = 0; i < length; ++i) {
      from -= features;
      to -= features;
      util::take_larger_rows(to + features, from, features, to);
    }
  });
  return maxima;
}

}  // namespace siskin::model
