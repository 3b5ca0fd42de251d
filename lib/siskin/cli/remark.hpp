#pragma once

#include <string>

namespace siskin::cli {

/// Says something to the person at the prompt: "<tool>: <text>" on standard error, unless `quiet`.
/// Errors do not go this way: they are thrown.
void remark(const std::string& tool, bool quiet, const std::string& text);

}  // namespace siskin::cli
