#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "siskin/io/table.hpp"

namespace siskin::tools {

/// COLUMN=VALUE: what rows must have.
using Conditions = std::vector<std::pair<std::string, std::string>>;

bool fulfils(const io::Table& table, std::size_t row, const Conditions& conditions);

/// The different values of a column, in their order.
std::vector<std::string> values_in(const io::Table& table, const std::string& column);

/// Says why no row is left: which condition no row fulfils, and what there is.
[[noreturn]] void refuse_empty(const io::Table& table, const Conditions& conditions);

/// The cell, or nothing where no column is asked for.
std::string cell_or_empty(const io::Table& table, std::size_t row, const std::string& column);

}  // namespace siskin::tools
