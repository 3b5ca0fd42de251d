#pragma once

#include "siskin/data/query.hpp"

namespace siskin::data {

/// Throws UsageError, naming the options of siskin-train, where parts of a query do not go together
/// or a number is out of range. Reads no file.
void check_query(const Query& query);

}  // namespace siskin::data
