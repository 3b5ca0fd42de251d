#include "siskin/cli/options.hpp"

#include <algorithm>
#include <boost/any.hpp>
#include <boost/program_options.hpp>
#include <map>
#include <ostream>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"
#include "siskin/util/version.hpp"

namespace siskin::cli {

namespace po = boost::program_options;

namespace {

constexpr std::size_t kHelpWidth = 92;
constexpr std::size_t kWidestNames = 30;  // longer ones have their text on the next line
constexpr const char* kPositionalName = "siskin-positional";

std::string long_name(const std::string& names) { return names.substr(0, names.find(',')); }

std::string with_default(const std::string& help, const std::string& value) {
  return value.empty() ? help : help + " [" + value + "]";
}

std::string join(const std::vector<std::string>& words, const std::string& separator) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

std::string as_written(const po::variable_value& value) {
  if (const auto* one = boost::any_cast<std::string>(&value.value())) return *one;
  if (const auto* many = boost::any_cast<std::vector<std::string>>(&value.value())) {
    return join(*many, " ");
  }
  return "yes";
}

[[noreturn]] void refuse(const std::string& name, const std::string& token,
                         const std::string& expected) {
  throw UsageError("option --" + name + ": found " + util::quoted(token) + ", expected " +
                   expected);
}

std::int64_t read_integer(const std::string& name, const std::string& token, std::int64_t low,
                          std::int64_t high) {
  const auto value = util::parse_integer(token);
  if (value && *value >= low && *value <= high) return *value;
  std::string expected = "an integer";
  if (high != std::numeric_limits<std::int64_t>::max()) {
    expected += " from " + std::to_string(low) + " to " + std::to_string(high);
  } else if (low != std::numeric_limits<std::int64_t>::min()) {
    expected += " of at least " + std::to_string(low);
  }
  refuse(name, token, expected);
}

double read_real(const std::string& name, const std::string& token, double low, double high) {
  const auto value = util::parse_real(token);
  if (value && *value >= low && *value <= high) return *value;
  std::string expected = "a number";
  const bool bounded_below = low != std::numeric_limits<double>::lowest();
  const bool bounded_above = high != std::numeric_limits<double>::max();
  if (bounded_below) expected += " of at least " + util::format_double(low);
  if (bounded_below && bounded_above) expected += " and";
  if (bounded_above) expected += " of at most " + util::format_double(high);
  refuse(name, token, expected);
}

void print_version(const std::string& tool, std::ostream& out) {
  out << tool << ' ' << util::version() << '\n';
#ifdef SISKIN_TORCH_VERSION
  out << "LibTorch " << SISKIN_TORCH_VERSION << " (in this build)\n";
#else
  out << "built without LibTorch\n";
#endif
}

/// One line of --help.
struct Entry {
  std::string names;  // "-m, --model FILE"
  std::string help;
};

struct Group {
  std::string title;
  std::vector<Entry> entries;
};

std::string shown_names(const std::string& names, const std::string& placeholder) {
  const auto comma = names.find(',');
  const std::string brief =
      comma == std::string::npos ? "    " : "-" + names.substr(comma + 1) + ", ";
  return brief + "--" + long_name(names) + (placeholder.empty() ? "" : " " + placeholder);
}

// Words of `text` in lines that start at column `indent`, the first of which is begun already.
void print_wrapped(std::ostream& out, const std::string& text, std::size_t indent) {
  if (indent + text.size() <= kHelpWidth) {
    out << text << '\n';
    return;
  }
  std::size_t column = indent;
  for (const auto word : util::split_blanks(text)) {
    if (column > indent && column + 1 + word.size() > kHelpWidth) {
      out << '\n' << std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out << ' ';
      ++column;
    }
    out << word;
    column += word.size();
  }
  out << '\n';
}

void print_entry(std::ostream& out, const Entry& entry, std::size_t indent) {
  out << "  " << entry.names;
  const std::size_t end = 2 + entry.names.size();
  if (end + 2 > indent) out << '\n' << std::string(indent, ' ');
  if (end + 2 <= indent) out << std::string(indent - end, ' ');
  print_wrapped(out, entry.help, indent);
}

}  // namespace

struct Options::State {
  std::string tool;
  std::string synopsis;
  std::string summary;
  std::string closing;
  std::vector<Group> groups;
  po::options_description known;
  po::positional_options_description positions;
  std::vector<std::string>* positional_target = nullptr;
  std::string positional_placeholder;
  std::size_t positional_low = 0;
  std::size_t positional_high = 0;
  std::vector<std::string> required;
  std::string last;
  std::map<std::string, std::string> given;  // values as written

  void add(const std::string& names, const po::value_semantic* value,
           const std::string& placeholder, const std::string& help) {
    last = long_name(names);
    if (groups.empty()) groups.push_back({"Options", {}});
    groups.back().entries.push_back({shown_names(names, placeholder), help});
    known.add_options()(names.c_str(), value, "");
  }

  template <typename Action>
  void add_value(const std::string& names, const std::string& placeholder, const std::string& help,
                 Action action) {
    add(names, po::value<std::string>()->notifier(std::move(action)), placeholder, help);
  }

  void print_help(std::ostream& out) const {
    std::size_t indent = 0;  // one column of text for all groups
    for (const auto& group : groups) {
      for (const auto& entry : group.entries) {
        if (entry.names.size() <= kWidestNames) indent = std::max(indent, entry.names.size() + 4);
      }
    }
    out << "Usage: " << tool << ' ' << synopsis << "\n\n";
    for (const auto paragraph : util::split(summary, '\n')) {
      print_wrapped(out, std::string(paragraph), 0);
    }
    for (const auto& group : groups) {
      if (group.entries.empty()) continue;
      out << '\n' << group.title << ":\n";
      for (const auto& entry : group.entries) print_entry(out, entry, indent);
    }
    if (!closing.empty()) out << '\n' << closing << '\n';
  }

  void check_positionals() const {
    const auto count = positional_target ? positional_target->size() : 0;
    if (count < positional_low) {
      throw UsageError("found " + std::to_string(count) + " arguments, expected " +
                       positional_placeholder);
    }
    if (count > positional_high) {
      throw UsageError("unexpected argument " + util::quoted(positional_target->back()));
    }
  }
};

Options::Options(std::string tool, std::string synopsis, std::string summary)
    : state_(std::make_unique<State>()) {
  state_->tool = std::move(tool);
  state_->synopsis = std::move(synopsis);
  state_->summary = std::move(summary);
}

Options::~Options() = default;

Options& Options::group(const std::string& title) {
  state_->groups.push_back({title, {}});
  return *this;
}

Options& Options::text(const std::string& names, std::string* target,
                       const std::string& placeholder, const std::string& help) {
  state_->add_value(names, placeholder, with_default(help, *target),
                    [target](const std::string& value) { *target = value; });
  return *this;
}

Options& Options::texts(const std::string& names, std::vector<std::string>* target,
                        const std::string& placeholder, const std::string& help) {
  state_->add(names,
              po::value<std::vector<std::string>>()->composing()->notifier(
                  [target](const std::vector<std::string>& values) { *target = values; }),
              placeholder, with_default(help, join(*target, " ")));
  return *this;
}

Options& Options::integer(const std::string& names, std::int64_t* target, std::int64_t low,
                          const std::string& help, std::int64_t high) {
  state_->add_value(names, "N", with_default(help, std::to_string(*target)),
                    [=, name = long_name(names)](const std::string& token) {
                      *target = read_integer(name, token, low, high);
                    });
  return *this;
}

Options& Options::seed(std::uint64_t* target) {
  state_->add_value("seed", "N", with_default("random seed", std::to_string(*target)),
                    [target](const std::string& token) {
                      const auto value = util::parse_integer(token);
                      if (!value || *value < 0) {
                        refuse("seed", token, "an integer from 0 to 9223372036854775807");
                      }
                      *target = static_cast<std::uint64_t>(*value);
                    });
  return *this;
}

Options& Options::real(const std::string& names, double* target, const std::string& help,
                       double low, double high) {
  state_->add_value(names, "X", with_default(help, util::format_double(*target)),
                    [=, name = long_name(names)](const std::string& token) {
                      *target = read_real(name, token, low, high);
                    });
  return *this;
}

Options& Options::optional_integer(const std::string& names, std::optional<std::int64_t>* target,
                                   std::int64_t low, const std::string& help) {
  state_->add_value(names, "N", help, [=, name = long_name(names)](const std::string& token) {
    *target = read_integer(name, token, low, std::numeric_limits<std::int64_t>::max());
  });
  return *this;
}

Options& Options::optional_real(const std::string& names, std::optional<double>* target,
                                const std::string& help) {
  state_->add_value(names, "X", help, [=, name = long_name(names)](const std::string& token) {
    *target = read_real(name, token, std::numeric_limits<double>::lowest(),
                        std::numeric_limits<double>::max());
  });
  return *this;
}

Options& Options::flag(const std::string& names, bool* target, const std::string& help) {
  state_->add(names, po::bool_switch()->notifier([target](bool on) { *target = *target || on; }),
              "", help);
  return *this;
}

Options& Options::choice(const std::string& names, std::string* target,
                         const std::vector<std::string>& allowed, const std::string& help) {
  state_->add_value(names, "WORD", with_default(help + ": " + join(allowed, ", "), *target),
                    [=, name = long_name(names)](const std::string& token) {
                      if (std::find(allowed.begin(), allowed.end(), token) == allowed.end()) {
                        refuse(name, token, "one of " + join(allowed, ", "));
                      }
                      *target = token;
                    });
  return *this;
}

Options& Options::required() {
  state_->required.push_back(state_->last);
  return *this;
}

Options& Options::positional(std::vector<std::string>* target, const std::string& placeholder,
                             std::size_t low, std::size_t high) {
  state_->positional_target = target;
  state_->positional_placeholder = placeholder;
  state_->positional_low = low;
  state_->positional_high = high;
  state_->known.add_options()(
      kPositionalName, po::value<std::vector<std::string>>()->notifier(
                           [target](const std::vector<std::string>& values) { *target = values; }));
  state_->positions.add(kPositionalName, -1);
  return *this;
}

Options& Options::epilogue(const std::string& text) {
  state_->closing = text;
  return *this;
}

bool Options::parse(const std::vector<std::string>& arguments, std::ostream& out) {
  group("Help");
  state_->add("help,h", po::bool_switch(), "", "print this and end");
  state_->add("version", po::bool_switch(), "", "print the version");
  const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  try {
    po::variables_map values;
    po::store(po::command_line_parser(arguments)
                  .options(state_->known)
                  .positional(state_->positions)
                  .style(style)
                  .run(),
              values);
    if (values["help"].as<bool>()) {
      state_->print_help(out);
      return false;
    }
    if (values["version"].as<bool>()) {
      print_version(state_->tool, out);
      return false;
    }
    po::notify(values);
    for (const auto& [name, value] : values) {
      if (!value.defaulted()) state_->given[name] = as_written(value);
    }
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  for (const auto& name : state_->required) {
    if (!given(name)) throw UsageError("option --" + name + " is missing");
  }
  state_->check_positionals();
  return true;
}

bool Options::given(const std::string& name) const { return state_->given.count(name) != 0; }

std::vector<std::pair<std::string, std::string>> Options::given_values() const {
  std::vector<std::pair<std::string, std::string>> list;
  for (const auto& [name, value] : state_->given) {
    list.emplace_back(name == kPositionalName ? "arguments" : name, value);
  }
  std::sort(list.begin(), list.end());
  return list;
}

void add_common(Options& options, CommonSettings& settings) {
  options.integer("threads,@", &settings.threads, 1, "threads to use", 1024);
  options.flag("quiet,q", &settings.quiet, "no progress and no remarks on standard error");
}

std::optional<std::string> subcommand(const std::string& tool,
                                      const std::vector<std::string>& arguments,
                                      const std::vector<std::string>& known,
                                      const std::string& overview, std::ostream& out) {
  if (arguments.empty()) {
    throw UsageError("a subcommand is missing, expected one of " + join(known, ", "));
  }
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h") {
    out << overview;
    return std::nullopt;
  }
  if (first == "--version") {
    print_version(tool, out);
    return std::nullopt;
  }
  if (std::find(known.begin(), known.end(), first) == known.end()) {
    throw UsageError("unknown subcommand " + util::quoted(first) + ", expected one of " +
                     join(known, ", "));
  }
  return first;
}

}  // namespace siskin::cli
