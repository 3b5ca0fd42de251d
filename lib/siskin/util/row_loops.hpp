#pragma once

#include <cstdint>

// Loops over the numbers of a row, with the vector instructions of the processor at hand. Rows
// overlap only where they are the same.

namespace siskin::util {

/// sum[i] = one[i] + other[i].
void add_rows(const float* one, const float* other, std::int64_t count, float* sum);
void add_rows(const double* one, const double* other, std::int64_t count, double* sum);

/// difference[i] = one[i] - other[i].
void subtract_rows(const float* one, const float* other, std::int64_t count, float* difference);
void subtract_rows(const double* one, const double* other, std::int64_t count, double* difference);

/// largest[i] = the larger of one[i] and other[i]; a NaN is larger than any number.
void take_larger_rows(const float* one, const float* other, std::int64_t count, float* largest);
void take_larger_rows(const double* one, const double* other, std::int64_t count, double* largest);

/// largest[i] = the largest of itself and of one[r][i] + other[r][i], r < rows, of two tables
/// (rows, count); a NaN is larger than any number.
void take_larger_sums(const float* one, const float* other, std::int64_t rows, std::int64_t count,
                      float* largest);
void take_larger_sums(const double* one, const double* other, std::int64_t rows, std::int64_t count,
                      double* largest);

}  // namespace siskin::util
