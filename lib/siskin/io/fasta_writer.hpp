#pragma once

#include <cstddef>
#include <iosfwd>
#include <string_view>

namespace siskin::io {

/// Writes one record; the sequence on one line (width 0) or wrapped after `width` letters. An empty
/// comment leaves none.
void write_fasta(std::ostream& out, std::string_view name, std::string_view comment,
                 std::string_view sequence, std::size_t width = 0);

}  // namespace siskin::io
