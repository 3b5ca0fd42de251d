#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace siskin::simulate {

/// Passes when `count` hits of `draws` agree with probability `p`: within five standard deviations.
inline void expect_share(double count, double draws, double p, const std::string& what = "") {
  EXPECT_NEAR(count, draws * p, 5 * std::sqrt(draws * p * (1 - p)) + 1e-9) << what;
}

/// Runs `body` and gives the message of the error that it must throw.
template <typename Exception, typename Body>
std::string message_of(Body body) {
  try {
    body();
  } catch (const Exception& error) {
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return "";
}

}  // namespace siskin::simulate
