#include "siskin/io/fasta_stream.hpp"

#include <cstdint>
#include <utility>

#include "siskin/io/input.hpp"
#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::io {
namespace {

constexpr std::string_view kBlanks = " \t";

void check_letters(std::string_view line, const LineReader& lines) {
  const auto column = seq::find_non_nucleotide(line);
  if (column == std::string_view::npos) return;
  throw Error(lines.where() + ": found " + util::quoted(line.substr(column, 1)) + " in column " +
              std::to_string(column + 1) + ", expected nucleotide letters");
}

void split_header(std::string_view header, FastaRecord& record) {
  const auto name_end = header.find_first_of(kBlanks);
  record.name.assign(header.substr(0, name_end));
  const auto comment = header.find_first_not_of(kBlanks, name_end);
  record.comment.assign(comment == std::string_view::npos ? std::string_view()
                                                          : header.substr(comment));
}

}  // namespace

FastaStream::FastaStream(std::istream& in, std::string name) : lines_(in, std::move(name)) {}

FastaStream::FastaStream(const std::string& path)
    : owned_(open_input(path)), lines_(*owned_, input_name(path)) {}

bool FastaStream::find_first_header() {
  std::string_view line;
  while (lines_.next(line)) {
    if (line.empty()) continue;
    take_header(line);
    return true;
  }
  return false;
}

void FastaStream::take_header(std::string_view line) {
  if (line.front() != '>') {
    throw Error(lines_.where() + ": found " + util::quoted(line) +
                ", expected a FASTA header, '>name'");
  }
  header_.assign(line.substr(1));
  header_line_ = lines_.number();
  if (header_.empty() || kBlanks.find(header_.front()) != std::string_view::npos) {
    throw Error(lines_.where() + ": FASTA header without a name, expected '>name'");
  }
  have_header_ = true;
}

bool FastaStream::next(FastaRecord& record) {
  if (!have_header_ && !find_first_header()) return false;
  have_header_ = false;
  split_header(header_, record);
  record.sequence.clear();
  const std::int64_t begun = header_line_;
  std::string_view line;
  while (!have_header_ && lines_.next(line)) {
    if (line.empty()) continue;
    if (line.front() == '>') {
      take_header(line);
    } else {
      check_letters(line, lines_);
      record.sequence.append(line);
    }
  }
  if (record.sequence.empty()) {
    throw Error(lines_.name() + ":" + std::to_string(begun) + ": record " +
                util::quoted(record.name) + " has no bases");
  }
  return true;
}

}  // namespace siskin::io
