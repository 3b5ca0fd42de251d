#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace siskin::simulate {

/// A value of a JSON document that knows where it stands, so that every mistake is reported as
/// "source: /groups/0/length: found -3, expected ...".
class JsonNode {
 public:
  using Json = nlohmann::ordered_json;

  /// `json` must outlive the node and all nodes taken from it.
  JsonNode(const Json& json, std::string source, std::string path = "");

  const Json& json() const { return json_; }
  const std::string& path() const { return path_; }
  bool has(const std::string& key) const;
  /// The member, which must be there.
  JsonNode member(const std::string& key) const;
  /// The items of an array that must not be empty.
  std::vector<JsonNode> items() const;
  /// The members of an object that must not be empty, in the order of the file.
  std::vector<std::pair<std::string, JsonNode>> members() const;

  std::int64_t integer(std::int64_t low, std::int64_t high) const;
  double real(double low, double high) const;
  /// A text that is not empty and has no control characters.
  std::string text() const;
  std::vector<std::string> texts() const;

  /// Throws Error unless this is an object whose keys are all in `known`.
  void allow_only(const std::vector<std::string>& known) const;
  /// Throws Error "source: path: found <this value>, expected <expected>".
  [[noreturn]] void refuse(const std::string& expected) const;
  /// Throws Error "source: path: <message>".
  [[noreturn]] void fail(const std::string& message) const;

 private:
  const Json& json_;
  std::string source_;
  std::string path_;
};

/// Parses a document. Throws Error naming source, line and column when it is not JSON.
JsonNode::Json parse_json(const std::string& text, const std::string& source);

/// JSON with two blanks of indent; arrays that hold no other array or object stay on one line.
std::string format_json(const JsonNode::Json& json);

}  // namespace siskin::simulate
