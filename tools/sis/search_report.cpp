#include "sis/search_report.hpp"

#include <algorithm>
#include <ostream>

#include "sis/missing.hpp"
#include "sis/sis_writer.hpp"
#include "siskin/io/output.hpp"
#include "siskin/io/table.hpp"
#include "siskin/util/provenance.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {

using blackbox::SisStatus;

void SearchReport::Sum::add(double value) {
  total += value;
  ++count;
  lowest = std::min(lowest, value);
  highest = std::max(highest, value);
}

double SearchReport::Sum::mean() const {
  return count == 0 ? std::numeric_limits<double>::quiet_NaN() : total / static_cast<double>(count);
}

void SearchReport::add(const Explained& explained) {
  const auto& result = explained.result;
  ++sequences_[static_cast<std::size_t>(result.status)];
  scores_.add(result.score);
  if (result.masked_score) masked_scores_.add(*result.masked_score);
  for (const auto& subset : result.subsets) {
    lengths_.add(static_cast<double>(subset.positions.size()));
  }
}

void SearchReport::write(const std::string& path, const std::optional<double>& threshold,
                         const std::string& engine) const {
  io::Output output(path);
  auto& out = output.stream();
  out << "# " << util::provenance() << '\n';
  io::write_row(out, {"quantity", "value"});
  io::write_row(out, {"sequences", std::to_string(scores_.count)});
  for (const auto status :
       {SisStatus::kOk, SisStatus::kBelowThreshold, SisStatus::kMaskedAboveThreshold}) {
    io::write_row(out, {status_word(status, decision_), std::to_string(count(status))});
  }
  io::write_row(out, {"subsets", std::to_string(lengths_.count)});
  io::write_row(out, {"mean_length", util::format_double(lengths_.mean())});
  io::write_row(out, {"threshold", threshold ? util::format_double(*threshold) : kMissing});
  io::write_row(out, {"mean_score", util::format_double(scores_.mean())});
  io::write_row(out, {"lowest_score", util::format_double(scores_.lowest)});
  io::write_row(out, {"highest_score", util::format_double(scores_.highest)});
  io::write_row(out, {"mean_masked_score", util::format_double(masked_scores_.mean())});
  io::write_row(out, {"engine", engine.empty() ? kMissing : engine});
  output.close();
}

std::vector<std::string> SearchReport::remarks(const std::optional<double>& threshold) const {
  std::vector<std::string> remarks;
  const auto all = scores_.count;
  if (count(SisStatus::kBelowThreshold) == all) {
    remarks.push_back("no subset: the outputs go from " + util::format_double(scores_.lowest) +
                      " to " + util::format_double(scores_.highest) + ", and none reaches " +
                      (threshold ? "the threshold " + util::format_double(*threshold)
                                 : "its own threshold: they are on the wrong side of 0"));
  }
  const auto masked = count(SisStatus::kMaskedAboveThreshold);
  if (masked > 0) {
    remarks.push_back(std::to_string(masked) + " of " + std::to_string(all) +
                      " sequences reach the threshold with every base masked, so none is needed; "
                      "expected another --threshold or --mask");
  }
  return remarks;
}

}  // namespace siskin::tools
