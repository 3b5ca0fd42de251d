#pragma once

#include <string>

#include "siskin/simulate/grammar.hpp"

namespace siskin::simulate {

/// Reads a grammar written in JSON; the page of siskin-simulate describes the keys. Throws Error
/// "source: /path/in/the/file: ..." for anything unknown, missing, out of range or contradictory.
Grammar parse_grammar(const std::string& text, const std::string& source);

/// The grammar as JSON that parse_grammar reads back to the same grammar. `provenance` is kept as a
/// note unless it is empty.
std::string format_grammar(const Grammar& grammar, const std::string& provenance = "");

}  // namespace siskin::simulate
