#include "siskin/util/row_loops.hpp"

#include "siskin/util/clones.hpp"

namespace siskin::util {
namespace {

template <typename T>
inline void add(const T* one, const T* other, std::int64_t count, T* sum) {
  SISKIN_INDEPENDENT
  for (std::int64_t i = 0; i < count; ++i) sum[i] = one[i] + other[i];
}

template <typename T>
inline void subtract(const T* one, const T* other, std::int64_t count, T* difference) {
  SISKIN_INDEPENDENT
  for (std::int64_t i = 0; i < count; ++i) difference[i] = one[i] - other[i];
}

template <typename T>
inline T larger(T one, T other) {
  // Comparisons with a NaN are false.
  return one >= other || one != one ? one : other;
}

template <typename T>
inline void take_larger(const T* one, const T* other, std::int64_t count, T* largest) {
  SISKIN_INDEPENDENT
  for (std::int64_t i = 0; i < count; ++i) largest[i] = larger(one[i], other[i]);
}

template <typename T>
inline void take_larger_sum(const T* one, const T* other, std::int64_t rows, std::int64_t count,
                            T* largest) {
  for (std::int64_t r = 0; r < rows; ++r, one += count, other += count) {
    SISKIN_INDEPENDENT
    for (std::int64_t i = 0; i < count; ++i) largest[i] = larger(largest[i], one[i] + other[i]);
  }
}

}  // namespace

SISKIN_CLONES
void add_rows(const float* one, const float* other, std::int64_t count, float* sum) {
  add(one, other, count, sum);
}

SISKIN_CLONES
void add_rows(const double* one, const double* other, std::int64_t count, double* sum) {
  add(one, other, count, sum);
}

SISKIN_CLONES
void subtract_rows(const float* one, const float* other, std::int64_t count, float* difference) {
  subtract(one, other, count, difference);
}

SISKIN_CLONES
void subtract_rows(const double* one, const double* other, std::int64_t count, double* difference) {
  subtract(one, other, count, difference);
}

SISKIN_CLONES
void take_larger_rows(const float* one, const float* other, std::int64_t count, float* largest) {
  take_larger(one, other, count, largest);
}

SISKIN_CLONES
void take_larger_rows(const double* one, const double* other, std::int64_t count, double* largest) {
  take_larger(one, other, count, largest);
}

SISKIN_CLONES
void take_larger_sums(const float* one, const float* other, std::int64_t rows, std::int64_t count,
                      float* largest) {
  take_larger_sum(one, other, rows, count, largest);
}

SISKIN_CLONES
void take_larger_sums(const double* one, const double* other, std::int64_t rows, std::int64_t count,
                      double* largest) {
  take_larger_sum(one, other, rows, count, largest);
}

}  // namespace siskin::util
