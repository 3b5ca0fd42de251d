#include "sis/subset_lengths.hpp"

#include <cmath>
#include <cstdint>
#include <vector>

#include "siskin/io/table.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/quantile.hpp"

namespace siskin::tools {
namespace {

constexpr std::int64_t kLongest = 1'000'000'000;

}  // namespace

SubsetLengths::SubsetLengths(const std::string& path) : path_(path) {
  const auto table = io::read_table_file(path);
  const std::size_t name = table.column("name");
  const std::size_t length = table.column("length");
  const std::size_t status = table.column("status");
  std::map<std::string, std::vector<double>> all;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto& cells = table.rows[row];
    if (cells[status] != "ok") continue;
    const auto where = table.source + ":" + std::to_string(table.lines[row]) + ": column length";
    all[cells[name]].push_back(
        static_cast<double>(util::require_integer(cells[length], where, 1, kLongest)));
  }
  // A half goes to the even number, as in numpy.
  for (const auto& [sequence, lengths] : all) {
    lengths_[sequence] = static_cast<std::size_t>(std::nearbyint(util::median(lengths)));
  }
}

std::size_t SubsetLengths::of(const std::string& sequence) const {
  const auto found = lengths_.find(sequence);
  if (found != lengths_.end()) return found->second;
  throw Error(path_ + ": found no subset of sequence " + sequence +
              ", expected one for each sequence that is explained");
}

}  // namespace siskin::tools
