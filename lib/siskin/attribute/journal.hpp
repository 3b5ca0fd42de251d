#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace siskin::attribute {

/// What a journal belongs to: names and values, such as {"--steps", "50"}.
using JournalHead = std::vector<std::pair<std::string, std::string>>;

/// What is finished of a long run, in a file that outlives it. Each entry has its length and
/// checksum, and reaches the operating system before append() returns, so that a run that is killed
/// loses the entry it was writing and nothing else.
class Journal {
 public:
  /// The file is made by the first append(). An old one is taken up with `resume` when it has the
  /// same head; what follows its last intact entry is cut off. Throws Error for a file that is no
  /// journal or in use by another run, for a journal with entries without `resume`, and for another
  /// head, naming the first value that differs. Only one that holds no entry is overwritten. `tool`
  /// is whose journal it is: those of others are refused.
  Journal(const std::string& path, const JournalHead& head, bool resume,
          const std::string& tool = "siskin-attribute");
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Entries of the earlier run, in order; false after the last.
  bool replay(std::string& entry);
  /// How many entries the earlier run has left.
  std::uint64_t kept() const;
  /// Throws Error when the disk is full.
  void append(const std::string& entry);
  /// Whether there is a file, in which entries are.
  bool holds_something() const;
  /// The run is complete: deletes the file.
  void remove();
  const std::string& path() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace siskin::attribute
