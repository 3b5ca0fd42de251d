#pragma once

#include <vector>

namespace siskin::util {

/// NaN for none.
double mean(const std::vector<double>& values);

}  // namespace siskin::util
