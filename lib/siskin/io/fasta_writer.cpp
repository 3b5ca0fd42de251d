#include "siskin/io/fasta_writer.hpp"

#include <ostream>

namespace siskin::io {

void write_fasta(std::ostream& out, std::string_view name, std::string_view comment,
                 std::string_view sequence, std::size_t width) {
  out << '>' << name;
  if (!comment.empty()) out << ' ' << comment;
  out << '\n';
  const std::size_t step = width == 0 ? sequence.size() : width;
  for (std::size_t begin = 0; begin < sequence.size(); begin += step) {
    out << sequence.substr(begin, step) << '\n';
  }
}

}  // namespace siskin::io
