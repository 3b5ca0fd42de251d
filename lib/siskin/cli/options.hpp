#pragma once

#include <cstdint>
#include <iosfwd>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace siskin::cli {

/// The options of one tool: declared once, they give the parser, the defaults and --help.
///
///   Options options("siskin-predict", "[options] -m model.pt sequences.fa", "Applies a model
///   ..."); options.group("Model").text("model,m", &settings.model, "FILE", "TorchScript
///   model").required(); options.group("Compute").integer("batch-size", &settings.batch_size, 1,
///   "sequences at once"); if (!options.parse(arguments, out)) return std::nullopt;  // --help or
///   --version was asked for
///
/// `names` is "long" or "long,s". Targets must outlive parse(); what stands in them beforehand is
/// the default and is shown by --help. Numbers must be whole tokens in range. A mistake throws
/// UsageError.
class Options {
 public:
  Options(std::string tool, std::string synopsis, std::string summary);
  ~Options();
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;

  /// Starts a heading; the options that follow stand under it.
  Options& group(const std::string& title);

  Options& text(const std::string& names, std::string* target, const std::string& placeholder,
                const std::string& help);
  /// May be given several times; each adds one.
  Options& texts(const std::string& names, std::vector<std::string>* target,
                 const std::string& placeholder, const std::string& help);
  Options& integer(const std::string& names, std::int64_t* target, std::int64_t low,
                   const std::string& help,
                   std::int64_t high = std::numeric_limits<std::int64_t>::max());
  Options& seed(std::uint64_t* target);
  Options& real(const std::string& names, double* target, const std::string& help,
                double low = std::numeric_limits<double>::lowest(),
                double high = std::numeric_limits<double>::max());
  Options& optional_integer(const std::string& names, std::optional<std::int64_t>* target,
                            std::int64_t low, const std::string& help);
  Options& optional_real(const std::string& names, std::optional<double>* target,
                         const std::string& help);
  Options& flag(const std::string& names, bool* target, const std::string& help);
  /// One word of a list.
  Options& choice(const std::string& names, std::string* target,
                  const std::vector<std::string>& allowed, const std::string& help);

  /// The last declared option must be given.
  Options& required();

  /// Arguments without a dash: between `low` and `high` of them.
  Options& positional(std::vector<std::string>* target, const std::string& placeholder,
                      std::size_t low, std::size_t high);

  /// Free text after the options of --help, such as examples.
  Options& epilogue(const std::string& text);

  /// True when the tool shall run; false after --help or --version was printed to `out`.
  bool parse(const std::vector<std::string>& arguments, std::ostream& out);
  /// True when the user gave this option (long name), rather than leaving the default.
  bool given(const std::string& name) const;
  /// Everything that was given, by long name, in alphabetical order: values as written, those of an
  /// option given several times joined by blanks, "yes" for a flag, and under "arguments" what had
  /// no dash. What a run that may be interrupted compares with its earlier self.
  std::vector<std::pair<std::string, std::string>> given_values() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What every tool has: threads, quiet. Seeds and devices are added where they mean something.
struct CommonSettings {
  std::int64_t threads = 1;
  bool quiet = false;
};

void add_common(Options& options, CommonSettings& settings);

/// Finds the subcommand of `siskin-score accuracy ...`: the first argument. Prints `overview` for
/// --help and the version for --version (then returns nothing); throws UsageError for an unknown
/// one.
std::optional<std::string> subcommand(const std::string& tool,
                                      const std::vector<std::string>& arguments,
                                      const std::vector<std::string>& known,
                                      const std::string& overview, std::ostream& out);

}  // namespace siskin::cli
