#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "siskin/architecture/initializer.hpp"

namespace siskin::architecture {

/// An object of an architecture's file that knows where it stands, so that every mistake is
/// reported as "source: layers/3: ...". `value` must outlive the node.
class JsonNode {
 public:
  JsonNode(const nlohmann::json& value, std::string source, std::string path = "");

  /// Throws Error unless this is an object whose keys are all in `known`.
  void allow_only(const std::vector<std::string>& known) const;
  bool has(const std::string& key) const { return value_.contains(key); }

  /// An integer from `low` to a million; `otherwise` without the key, which must be there if that
  /// is nothing.
  std::int64_t integer(const std::string& key, std::int64_t low = 1,
                       std::optional<std::int64_t> otherwise = std::nullopt) const;
  /// A number from 0 to below 1.
  double share(const std::string& key, std::optional<double> otherwise = std::nullopt) const;
  /// A number above 0.
  double positive(const std::string& key, double otherwise) const;
  bool flag(const std::string& key, bool otherwise) const;
  /// Whether the value is this very text.
  bool says(const std::string& key, const std::string& text) const {
    return has(key) && value_.at(key) == text;
  }
  std::string text(const std::string& key) const;
  /// One of `words`, the first of which stands without the key.
  std::string word(const std::string& key, const std::vector<std::string>& words) const;
  /// "padding": true for "same", false for "valid".
  bool same_padding(bool otherwise) const;
  Initializer initializer() const;
  /// The items of a list that must be there and not be empty.
  std::vector<JsonNode> items(const std::string& key) const;
  /// Throws Error unless this is an object.
  void expect_object() const;

  /// Throws Error "source: path: <message>".
  [[noreturn]] void fail(const std::string& message) const;

 private:
  const nlohmann::json& required(const std::string& key) const;

  const nlohmann::json& value_;
  std::string source_;
  std::string path_;
};

}  // namespace siskin::architecture
