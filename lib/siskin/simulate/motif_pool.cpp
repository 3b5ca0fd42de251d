#include "siskin/simulate/motif_pool.hpp"

#include <algorithm>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::simulate {
namespace {

OrientedMotif orient(const seq::Motif& motif, bool reverse) {
  OrientedMotif result;
  result.name = motif.name.empty() ? motif.id : motif.name;
  result.reverse = reverse;
  result.bits = seq::information_content(motif);
  result.rows = reverse ? seq::reverse_complement(motif).rows : motif.rows;
  for (const auto& row : result.rows) {
    result.thresholds.push_back(make_thresholds(row));
    // A uniform row may come out a rounding error below 0.
    result.row_bits.push_back(static_cast<float>(std::max(0.0, seq::information_content(row))));
  }
  return result;
}

}  // namespace

MotifPool::MotifPool(const std::vector<seq::Motif>& motifs, std::string source)
    : source_(std::move(source)) {
  for (std::size_t i = 0; i < motifs.size(); ++i) {
    oriented_.push_back(orient(motifs[i], false));
    oriented_.push_back(orient(motifs[i], true));
    by_id_.emplace(motifs[i].id, i);
    by_name_[motifs[i].name].push_back(i);
  }
}

std::size_t MotifPool::find(const std::string& id_or_name, const std::string& where) const {
  const auto id = by_id_.find(id_or_name);
  if (id != by_id_.end()) return id->second;
  const auto name = by_name_.find(id_or_name);
  if (name == by_name_.end()) {
    throw Error(where + ": there is no motif " + util::quoted(id_or_name) + " in " + source_);
  }
  if (name->second.size() > 1) {
    throw Error(where + ": " + std::to_string(name->second.size()) + " motifs of " + source_ +
                " are called " + util::quoted(id_or_name) + ", expected an accession");
  }
  return name->second.front();
}

const OrientedMotif& MotifPool::oriented(std::size_t index, bool reverse) const {
  return oriented_[2 * index + (reverse ? 1 : 0)];
}

}  // namespace siskin::simulate
