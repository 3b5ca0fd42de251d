#include "siskin/gradient/target.hpp"

#include <algorithm>
#include <set>

#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::gradient {
namespace {

constexpr std::size_t kNamesShown = 20;

struct FunctionName {
  const char* word;
  TargetFunction function;
};

constexpr FunctionName kFunctionNames[] = {
    {"output", TargetFunction::kOutput},
    {"sum", TargetFunction::kSum},
    {"profile-variance", TargetFunction::kProfileVariance},
    {"profile-softmax", TargetFunction::kProfileSoftmax},
    {"profile-bpnet", TargetFunction::kProfileBpnet},
};

std::string word_of(TargetFunction function) {
  for (const auto& name : kFunctionNames) {
    if (name.function == function) return name.word;
  }
  return "";
}

bool is_profile_function(TargetFunction function) {
  return function != TargetFunction::kOutput && function != TargetFunction::kSum;
}

std::string joined(const std::vector<std::string>& words, const std::string& separator) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == kNamesShown) return text + separator + "...";
    text += (i == 0 ? "" : separator) + words[i];
  }
  return text;
}

// A part of the output as TorchScript, and what it is called.
struct Piece {
  std::string code;
  std::string name;
};

std::string slice(std::int64_t index) {
  return std::to_string(index) + ":" + std::to_string(index + 1);
}

// Turns words into parts of `z`, the output in the space asked for.
class Selection {
 public:
  Selection(const Target& target, const Outputs& outputs)
      : outputs_(outputs),
        function_(target.function),
        rank_(outputs.sizes.size()),
        profile_(is_profile_function(target.function)) {
    if (rank_ < 1 || rank_ > 4)
      fail("an output of " + std::to_string(rank_) + " dimensions", "1 to 4");
    if (profile_ && rank_ == 1) {
      fail("one number a sequence for --target-function " + word_of(function_), "a profile");
    }
    // The columns of (N,P) are the positions of a profile's only track.
    count_ = rank_ == 1 || (profile_ && rank_ == 2) ? 1 : outputs.sizes[1];
    names_ = outputs.names;
    if (static_cast<std::int64_t>(names_.size()) == count_) return;
    names_.clear();
    for (std::int64_t i = 0; i < count_; ++i) names_.push_back("output" + std::to_string(i));
  }

  bool is_profile() const { return rank_ > 2; }
  // Everything, with its tracks in dimension 1.
  Piece whole() const {
    if (rank_ == 1 || (profile_ && rank_ == 2)) return {"torch.unsqueeze(z, 1)", names_[0]};
    return {"z", word_of(function_)};
  }

  Piece piece(const std::string& word) const {
    if (single_cells()) return cell(word);
    const auto index = resolve(word, word);
    const auto& name = names_[static_cast<std::size_t>(index)];
    if (count_ == 1) return {whole().code, name};
    return {"z[:, " + slice(index) + "]", name};
  }

  std::vector<std::string> default_words() const {
    if (single_cells()) fail_on_profile("no --target");
    return {"0"};
  }

  std::vector<Piece> all() const {
    if (single_cells()) fail_on_profile("--target all");
    std::vector<Piece> pieces;
    for (std::int64_t i = 0; i < count_; ++i) pieces.push_back(piece(std::to_string(i)));
    return pieces;
  }

  [[noreturn]] void fail(const std::string& found, const std::string& expected) const {
    throw Error(outputs_.where + ": found " + found + ", expected " + expected);
  }

 private:
  bool single_cells() const { return function_ == TargetFunction::kOutput && rank_ > 2; }

  [[noreturn]] void fail_on_profile(const std::string& found) const {
    fail(found + " for " + shape(),
         "--target track:position for single values, or a --target-function of profiles");
  }

  // One number of a profile, "track:position" or "track:position:strand".
  Piece cell(const std::string& word) const {
    const auto parts = util::split(word, ':');
    if (parts.size() != rank_ - 1) {
      fail("--target " + util::quoted(word) + " for " + shape(),
           rank_ == 3 ? "track:position" : "track:position:strand");
    }
    const auto track = resolve(std::string(parts[0]), word);
    std::string code = "z[:, " + std::to_string(track);
    std::string name = names_[static_cast<std::size_t>(track)];
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto index = util::parse_integer(parts[i]);
      const auto size = outputs_.sizes[i + 1];
      if (!index || *index < 0 || *index >= size) {
        fail("--target " + util::quoted(word) + " for " + shape(),
             "numbers from 0 to " + std::to_string(size - 1) + " after the track");
      }
      code += ", " + (i + 1 == parts.size() ? slice(*index) : std::to_string(*index));
      name += ":" + std::to_string(*index);
    }
    return {code + "]", name};
  }

  std::int64_t resolve(const std::string& track, const std::string& word) const {
    if (const auto index = util::parse_integer(track)) {
      if (*index >= 0 && *index < count_) return *index;
    } else {
      const auto found = std::find(names_.begin(), names_.end(), track);
      if (found != names_.end()) return found - names_.begin();
    }
    fail("--target " + util::quoted(word), "a name or a number from 0 to " +
                                               std::to_string(count_ - 1) + " of its outputs " +
                                               joined(names_, ", "));
  }

  std::string shape() const {
    std::string text = "an output of shape (N";
    for (std::size_t i = 1; i < rank_; ++i) text += "," + std::to_string(outputs_.sizes[i]);
    return text + ")";
  }

  const Outputs& outputs_;
  TargetFunction function_;
  std::size_t rank_;
  bool profile_;
  std::int64_t count_ = 0;
  std::vector<std::string> names_;
};

std::string row_sum(const std::string& code) {
  return "torch.sum(torch.flatten(" + code + ", 1), [1], True)";
}

// The statements that leave in `result` the column (N,1) of a part with its tracks in dimension 1
// and its positions in dimension 2.
std::string column(TargetFunction function, const std::string& code, const std::string& result) {
  const auto assign = [&result](const std::string& value) {
    return "    " + result + " = " + value + "\n";
  };
  const std::string part = "    part = " + code + "\n";
  const std::string centred = part + "    centred = part - torch.mean(part, [2], True)\n";
  switch (function) {
    case TargetFunction::kSum:
      return assign(row_sum(code));
    case TargetFunction::kProfileVariance:
      return centred + assign("0.5 * " + row_sum("centred * centred"));
    case TargetFunction::kProfileSoftmax:
      return centred + "    weight = torch.softmax(part, 2).detach()\n" +
             assign(row_sum("weight * centred"));
    case TargetFunction::kProfileBpnet:
      return "    part = torch.flatten(" + code + ", 1)\n" +
             "    centred = part - torch.mean(part, [1], True)\n" +
             assign("torch.sum(torch.softmax(centred, 1) * centred, [1], True)");
    case TargetFunction::kOutput:
      break;
  }
  return assign(code);
}

std::string concatenated(const std::vector<std::string>& codes) {
  return codes.size() == 1 ? codes[0] : "torch.cat([" + [&codes] {
    std::string list;
    for (const auto& code : codes) list += (list.empty() ? "" : ", ") + code;
    return list;
  }() + "], 1)";
}

std::string in_space(const Target& target, const Outputs& outputs, const Selection& selection) {
  if (target.space == model::OutputSpace::kLogit) return "    z = output\n";
  if (outputs.kind != model::OutputKind::kLogit) {
    throw Error(outputs.where +
                ": its outputs are plain values, so there are no probabilities (--output-kind "
                "logit says otherwise)");
  }
  if (selection.is_profile() || is_profile_function(target.function)) {
    selection.fail("--output-space probability for a profile",
                   "logit, which its target functions are defined on");
  }
  return "    z = torch.sigmoid(output)\n";
}

Readout contrast(const Target& target, const Selection& selection, const std::string& head) {
  const auto a = selection.piece(target.contrast->first);
  const auto b = selection.piece(target.contrast->second);
  return {head + column(target.function, a.code, "first") +
              column(target.function, b.code, "second") + "    return first - second\n",
          {a.name + "-" + b.name}};
}

std::vector<Piece> selected(const Target& target, const Selection& selection) {
  if (target.words == std::vector<std::string>{"all"}) return selection.all();
  std::vector<Piece> pieces;
  std::set<std::string> seen;
  for (const auto& word : target.words) {
    pieces.push_back(selection.piece(word));
    if (!seen.insert(pieces.back().name).second) {
      selection.fail("--target " + pieces.back().name + " twice", "each output once");
    }
  }
  return pieces;
}

}  // namespace

TargetFunction parse_target_function(const std::string& word) {
  for (const auto& name : kFunctionNames) {
    if (word == name.word) return name.function;
  }
  throw UsageError("option --target-function: found " + util::quoted(word) +
                   ", expected output, sum, profile-variance, profile-softmax or profile-bpnet");
}

bool has_differences(TargetFunction function) {
  return function != TargetFunction::kProfileSoftmax;
}

std::vector<std::string> parse_target_words(const std::string& text) {
  std::vector<std::string> words;
  for (const auto word : util::split(text, ',')) words.emplace_back(word);
  const bool has_empty = std::find(words.begin(), words.end(), "") != words.end();
  const bool has_all = std::find(words.begin(), words.end(), "all") != words.end();
  if (has_empty || (has_all && words.size() > 1)) {
    throw UsageError("option --target: found " + util::quoted(text) +
                     ", expected numbers or names separated by commas, or all");
  }
  return words;
}

std::pair<std::string, std::string> parse_contrast(const std::string& text) {
  const auto words = util::split(text, ',');
  if (words.size() != 2 || words[0].empty() || words[1].empty() || words[0] == words[1]) {
    throw UsageError("option --contrast: found " + util::quoted(text) +
                     ", expected two outputs A,B for A minus B");
  }
  return {std::string(words[0]), std::string(words[1])};
}

Readout make_readout(const Target& target, const Outputs& outputs) {
  const Selection selection(target, outputs);
  const auto head = in_space(target, outputs, selection);
  if (target.contrast) return contrast(target, selection, head);
  const bool is_output = target.function == TargetFunction::kOutput;
  if (target.words.empty() && !is_output) {
    return {
        head + column(target.function, selection.whole().code, "result") + "    return result\n",
        {word_of(target.function)}};
  }
  auto asked = target;
  if (asked.words.empty()) asked.words = selection.default_words();
  std::vector<std::string> codes;
  Readout readout{head, {}};
  for (const auto& piece : selected(asked, selection)) {
    const auto result = "column" + std::to_string(codes.size());
    codes.push_back(is_output || target.function == TargetFunction::kSum ? piece.code : result);
    if (codes.back() == result) readout.source += column(target.function, piece.code, result);
    readout.names.push_back(piece.name);
  }
  if (target.function == TargetFunction::kSum) {
    readout.source +=
        column(target.function, concatenated(codes), "result") + "    return result\n";
    readout.names = {word_of(target.function)};
  } else {
    readout.source += "    return " + concatenated(codes) + "\n";
  }
  return readout;
}

}  // namespace siskin::gradient
