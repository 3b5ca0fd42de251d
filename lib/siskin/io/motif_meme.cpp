#include <algorithm>
#include <cmath>
#include <optional>

#include "siskin/io/motif_parsers.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

// Format: https://meme-suite.org/meme/doc/meme-format.html; the full report of MEME holds the same
// lines among others.

namespace siskin::io {
namespace {

using Words = std::vector<std::string_view>;

constexpr double kMemeTolerance = 0.02;

class MemeParser {
 public:
  MemeParser(MotifLines& lines, double pseudocount) : lines_(lines), pseudocount_(pseudocount) {}

  std::vector<ParsedMotif> parse() {
    std::string_view line;
    while (lines_.next(line)) {
      const Words words = util::split_blanks(line);
      if (in_matrix_ && take_row(words)) continue;
      if (words.empty()) continue;
      if (util::starts_with(line, "MEME version")) {
        check_version(words);
      } else if (words[0] == "ALPHABET=") {
        check_alphabet(words);
      } else if (words[0] == "MOTIF") {
        start_motif(line);
      } else if (util::starts_with(line, "letter-probability matrix")) {
        start_matrix(line);
      }
    }
    if (in_matrix_) end_matrix();
    end_motif();
    if (!version_seen_) throw Error(lines_.where() + ": no line 'MEME version' found");
    return std::move(motifs_);
  }

 private:
  void check_version(const Words& words) {
    const auto number = words.size() < 3 ? std::string_view() : words[2];
    const auto major = util::parse_integer(number.substr(0, number.find('.')));
    if (!major || *major < 3 || *major > 5) {
      throw Error(lines_.where() + ": found MEME version " + util::quoted(number) +
                  ", expected 3 to 5");
    }
    version_seen_ = true;
  }

  void check_alphabet(const Words& words) {
    const auto alphabet = words.size() < 2 ? std::string_view() : words[1];
    if (alphabet != "ACGT" && alphabet != "ACGU") {
      throw Error(lines_.where() + ": found alphabet " + util::quoted(alphabet) +
                  ", expected ACGT");
    }
  }

  void start_motif(std::string_view line) {
    end_motif();
    if (!version_seen_) throw Error(lines_.where() + ": motif before the line 'MEME version'");
    ParsedMotif motif;
    motif.where = lines_.where();
    // The full report goes on with "width = 8 sites = 20 llr = ...".
    const auto statistics = line.find("width =");
    parse_names(line.substr(0, statistics), std::string_view("MOTIF").size(), motif.motif);
    if (motif.motif.id.empty()) throw Error(motif.where + ": motif without a name");
    motifs_.push_back(std::move(motif));
    open_ = true;
  }

  void start_matrix(std::string_view line) {
    if (!open_) throw Error(lines_.where() + ": matrix without a line 'MOTIF'");
    std::string spaced;
    for (const char letter : line)
      spaced += letter == '=' ? std::string(" ") : std::string(1, letter);
    const Words words = util::split_blanks(spaced);
    width_.reset();
    seq::Motif& motif = motifs_.back().motif;
    motif.sites = kDefaultMotifSites;
    for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
      if (words[i] != "alength" && words[i] != "w" && words[i] != "nsites") continue;
      const double value = read_weight(words[i + 1], lines_.where());
      if (words[i] == "alength" && value != 4) {
        throw Error(lines_.where() + ": alength= " + std::string(words[i + 1]) + ", expected 4");
      }
      if (words[i] == "w") width_ = static_cast<std::size_t>(value);
      if (words[i] == "nsites" && value > 0) motif.sites = value;
    }
    in_matrix_ = true;
  }

  // False when the line is no row, which ends the matrix.
  bool take_row(const Words& words) {
    auto& rows = motifs_.back().motif.rows;
    if (words.empty() && rows.empty()) return true;
    if (words.empty() || !util::parse_real(words[0])) {
      end_matrix();
      return false;
    }
    const std::string where = lines_.where();
    if (words.size() != 4) {
      throw Error(where + ": found " + std::to_string(words.size()) +
                  " numbers, expected probabilities of A, C, G, T");
    }
    MotifRow row{};
    for (std::size_t i = 0; i < 4; ++i) row[i] = read_weight(words[i], where);
    const double sum = row_sum(row);
    if (std::abs(sum - 1) > kMemeTolerance) {
      throw Error(where + ": probabilities sum to " + util::format_double(sum) + ", expected 1");
    }
    for (double& p : row) p /= sum;
    rows.push_back(row);
    return true;
  }

  void end_matrix() {
    in_matrix_ = false;
    open_ = false;
    seq::Motif& motif = motifs_.back().motif;
    if (motif.rows.empty() || (width_ && *width_ != motif.rows.size())) {
      throw Error(lines_.where() + ": motif " + util::quoted(motif.id) + " has " +
                  std::to_string(motif.rows.size()) + " rows" +
                  (width_ ? ", expected w= " + std::to_string(*width_) : ", expected some"));
    }
    for (auto& row : motif.rows) {
      for (double& p : row) p = (p * motif.sites + pseudocount_ / 4) / (motif.sites + pseudocount_);
    }
  }

  void end_motif() const {
    if (open_) {
      throw Error(lines_.where() + ": motif " + util::quoted(motifs_.back().motif.id) +
                  " has no letter-probability matrix");
    }
  }

  MotifLines& lines_;
  double pseudocount_;
  std::vector<ParsedMotif> motifs_;
  std::optional<std::size_t> width_;
  bool version_seen_ = false;
  bool open_ = false;       // a MOTIF line without its matrix yet
  bool in_matrix_ = false;  // rows are coming
};

}  // namespace

std::vector<ParsedMotif> parse_meme(MotifLines& lines, double pseudocount) {
  return MemeParser(lines, pseudocount).parse();
}

}  // namespace siskin::io
