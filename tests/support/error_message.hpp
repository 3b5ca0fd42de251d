#pragma once

#include <gtest/gtest.h>

#include <string>

#include "siskin/util/error.hpp"

namespace siskin::test {

/// What the Error (or UsageError) thrown by `action` says; a test failure when it throws none.
template <typename Kind = Error, typename Action>
std::string error_message(const Action& action) {
  try {
    action();
  } catch (const Kind& error) {
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos) << "more than one line";
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return "";
}

}  // namespace siskin::test
