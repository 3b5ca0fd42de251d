#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace siskin::io {

/// What siskin reads from the comment of a FASTA header: "label=0,1,NA split=test".
struct FastaLabels {
  std::vector<float> values;  ///< one a task, NaN for NA; empty without label=
  std::string split;          ///< empty without split=
};

/// Other words of the comment are left alone. Throws Error ("where: ...") for a label that is
/// neither a number nor NA, an empty split, or a key given twice.
FastaLabels parse_fasta_comment(std::string_view comment, const std::string& where);

}  // namespace siskin::io
