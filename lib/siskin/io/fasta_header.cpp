#include "siskin/io/fasta_header.hpp"

#include <cmath>
#include <limits>

#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr std::string_view kLabelKey = "label=";
constexpr std::string_view kSplitKey = "split=";

float parse_label(std::string_view token, const std::string& where) {
  if (token == "NA") return std::numeric_limits<float>::quiet_NaN();
  const auto value = util::parse_real(token);
  if (!value || !std::isfinite(static_cast<float>(*value))) {
    throw Error(where + ": label= has " + util::quoted(token) + ", expected a number or NA");
  }
  return static_cast<float>(*value);
}

}  // namespace

FastaLabels parse_fasta_comment(std::string_view comment, const std::string& where) {
  FastaLabels labels;
  for (const auto word : util::split_blanks(comment)) {
    if (util::starts_with(word, kLabelKey)) {
      if (!labels.values.empty()) throw Error(where + ": label= is given twice, expected once");
      for (const auto token : util::split(word.substr(kLabelKey.size()), ',')) {
        labels.values.push_back(parse_label(token, where));
      }
    } else if (util::starts_with(word, kSplitKey)) {
      if (!labels.split.empty()) throw Error(where + ": split= is given twice, expected once");
      labels.split.assign(word.substr(kSplitKey.size()));
      if (labels.split.empty()) throw Error(where + ": split= is empty, expected a name");
    }
  }
  return labels;
}

}  // namespace siskin::io
