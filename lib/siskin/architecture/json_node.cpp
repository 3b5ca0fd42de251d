#include "siskin/architecture/json_node.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::architecture {
namespace {

using nlohmann::json;

constexpr std::int64_t kLargest = 1'000'000;  // so that no product of three overflows
constexpr std::size_t kLongestPath = 1000;    // of some hundred lists in each other

std::string joined(const std::vector<std::string>& words) {
  std::string list;
  for (const auto& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

}  // namespace

JsonNode::JsonNode(const json& value, std::string source, std::string path)
    : value_(value), source_(std::move(source)), path_(std::move(path)) {}

void JsonNode::expect_object() const {
  if (!value_.is_object()) fail("expected an object");
}

void JsonNode::allow_only(const std::vector<std::string>& known) const {
  expect_object();
  for (const auto& [key, unused] : value_.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      fail("found key " + util::quoted(key) + ", expected " + joined(known));
    }
  }
}

std::int64_t JsonNode::integer(const std::string& key, std::int64_t low,
                               std::optional<std::int64_t> otherwise) const {
  if (otherwise && !has(key)) return *otherwise;
  const json& found = required(key);
  if (!found.is_number_integer() || found < low || found > kLargest) {
    fail(key + ": found " + found.dump() + ", expected an integer from " + std::to_string(low) +
         " to " + std::to_string(kLargest));
  }
  return found.get<std::int64_t>();
}

double JsonNode::share(const std::string& key, std::optional<double> otherwise) const {
  if (otherwise && !has(key)) return *otherwise;
  const json& found = required(key);
  if (!found.is_number() || found < 0.0 || found >= 1.0) {
    fail(key + ": found " + found.dump() + ", expected a number from 0 to below 1");
  }
  return found.get<double>();
}

double JsonNode::positive(const std::string& key, double otherwise) const {
  if (!has(key)) return otherwise;
  const json& found = required(key);
  if (!found.is_number() || found <= 0.0) {
    fail(key + ": found " + found.dump() + ", expected a number above 0");
  }
  return found.get<double>();
}

bool JsonNode::flag(const std::string& key, bool otherwise) const {
  if (!has(key)) return otherwise;
  if (!value_.at(key).is_boolean()) fail(key + ": expected true or false");
  return value_.at(key).get<bool>();
}

std::string JsonNode::text(const std::string& key) const {
  if (!required(key).is_string()) fail(key + ": expected a text");
  return value_.at(key).get<std::string>();
}

std::string JsonNode::word(const std::string& key, const std::vector<std::string>& words) const {
  if (!has(key)) return words.front();
  auto found = text(key);
  if (std::find(words.begin(), words.end(), found) != words.end()) return found;
  fail(key + ": found " + util::quoted(found) + ", expected one of " + joined(words));
}

bool JsonNode::same_padding(bool otherwise) const {
  const char* const usual = otherwise ? "same" : "valid";
  const char* const other = otherwise ? "valid" : "same";
  return word("padding", {usual, other}) == "same";
}

Initializer JsonNode::initializer() const {
  if (!has("initializer")) return {};
  try {
    return parse_initializer(text("initializer"));
  } catch (const Error& error) {
    fail(error.what());
  }
}

std::vector<JsonNode> JsonNode::items(const std::string& key) const {
  if (!has(key) || !value_.at(key).is_array() || value_.at(key).empty()) {
    fail(key + ": expected a list of at least one object");
  }
  if (path_.size() > kLongestPath) fail(key + ": nested too deeply");
  const auto& list = value_.at(key);
  const std::string front = (path_.empty() ? "" : path_ + "/") + key + "/";
  std::vector<JsonNode> nodes;
  nodes.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    nodes.emplace_back(list.at(i), source_, front + std::to_string(i));
  }
  return nodes;
}

void JsonNode::fail(const std::string& message) const {
  throw Error(source_ + ": " + (path_.empty() ? "" : path_ + ": ") + message);
}

const json& JsonNode::required(const std::string& key) const {
  if (!has(key)) fail(key + " is missing");
  return value_.at(key);
}

}  // namespace siskin::architecture
