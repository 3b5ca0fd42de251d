#include "siskin/simulate/json_node.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::simulate {
namespace {

using Json = JsonNode::Json;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void format(const Json& json, const std::string& indent, std::string& text) {
  const bool nested =
      std::any_of(json.begin(), json.end(), [](const Json& item) { return item.is_structured(); });
  if (json.empty() || !json.is_structured() || (json.is_array() && !nested)) {
    // dump() writes no blank behind commas; lists of names read better with one.
    if (!json.is_array() || json.empty()) {
      text += json.dump();
      return;
    }
    text += '[';
    for (const Json& item : json) text += (text.back() == '[' ? "" : ", ") + item.dump();
    text += ']';
    return;
  }
  const std::string deeper = indent + "  ";
  text += json.is_array() ? '[' : '{';
  const char* separator = "\n";
  for (const auto& entry : json.items()) {
    text += separator + deeper;
    if (json.is_object()) text += Json(entry.key()).dump() + ": ";
    format(entry.value(), deeper, text);
    separator = ",\n";
  }
  text += "\n" + indent + (json.is_array() ? ']' : '}');
}

// nlohmann-json silently keeps one of two equal keys.
class DuplicateKeys {
 public:
  explicit DuplicateKeys(std::string source) : source_(std::move(source)) {}

  bool accept(Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_.emplace_back();
    if (event == Json::parse_event_t::object_end) open_.pop_back();
    if (event == Json::parse_event_t::key) {
      if (!open_.back().insert(parsed.get<std::string>()).second) {
        throw Error(source_ + ": the key " + parsed.dump() + " stands twice in one object");
      }
    }
    return true;
  }

 private:
  std::string source_;
  std::vector<std::set<std::string>> open_;
};

}  // namespace

JsonNode::JsonNode(const Json& json, std::string source, std::string path)
    : json_(json), source_(std::move(source)), path_(std::move(path)) {}

void JsonNode::fail(const std::string& message) const {
  throw Error(source_ + ": " + (path_.empty() ? "/" : path_) + ": " + message);
}

void JsonNode::refuse(const std::string& expected) const {
  fail("found " + util::quoted(json_.dump()) + ", expected " + expected);
}

bool JsonNode::has(const std::string& key) const {
  return json_.is_object() && json_.contains(key);
}

JsonNode JsonNode::member(const std::string& key) const {
  if (!json_.is_object()) refuse("an object");
  if (!json_.contains(key)) fail("the key \"" + key + "\" is missing");
  return {json_.at(key), source_, path_ + "/" + key};
}

std::vector<JsonNode> JsonNode::items() const {
  if (!json_.is_array() || json_.empty()) refuse("a list that is not empty");
  std::vector<JsonNode> nodes;
  for (std::size_t i = 0; i < json_.size(); ++i) {
    nodes.emplace_back(json_[i], source_, path_ + "/" + std::to_string(i));
  }
  return nodes;
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::members() const {
  if (!json_.is_object() || json_.empty()) refuse("an object that is not empty");
  std::vector<std::pair<std::string, JsonNode>> nodes;
  for (const auto& entry : json_.items()) {
    nodes.emplace_back(entry.key(), JsonNode(entry.value(), source_, path_ + "/" + entry.key()));
  }
  return nodes;
}

std::int64_t JsonNode::integer(std::int64_t low, std::int64_t high) const {
  const bool fits = json_.is_number_integer() &&
                    !(json_.is_number_unsigned() && json_.get<std::uint64_t>() > INT64_MAX);
  const std::int64_t value = fits ? json_.get<std::int64_t>() : 0;
  if (!fits || value < low || value > high) {
    refuse("a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  }
  return value;
}

double JsonNode::real(double low, double high) const {
  const double value = json_.is_number() ? json_.get<double>() : 0;
  if (!json_.is_number() || !(value >= low && value <= high)) {
    refuse("a number from " + util::format_double(low) + " to " + util::format_double(high));
  }
  return value;
}

std::string JsonNode::text() const {
  if (!json_.is_string()) refuse("a text");
  auto value = json_.get<std::string>();
  const bool printable = std::all_of(value.begin(), value.end(), [](char letter) {
    return static_cast<unsigned char>(letter) >= ' ' && letter != '\x7f';
  });
  if (value.empty() || !printable) refuse("a text that is not empty, without control characters");
  return value;
}

std::vector<std::string> JsonNode::texts() const {
  std::vector<std::string> values;
  for (const JsonNode& item : items()) {
    values.push_back(item.text());
    if (std::count(values.begin(), values.end(), values.back()) > 1) {
      item.fail("'" + values.back() + "' is listed twice");
    }
  }
  return values;
}

void JsonNode::allow_only(const std::vector<std::string>& known) const {
  for (const auto& [key, node] : members()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      node.fail("unknown key, expected one of " + joined(known));
    }
  }
}

Json parse_json(const std::string& text, const std::string& source) {
  try {
    DuplicateKeys check(source);
    return Json::parse(text, [&](int, Json::parse_event_t event, Json& parsed) {
      return check.accept(event, parsed);
    });
  } catch (const Json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 5: syntax error ...; last
    // read: '...'", the last read being raw bytes of the file.
    const std::string message = error.what();
    const std::size_t bracket = message.find("] ");
    const std::size_t begin = bracket == std::string::npos ? 0 : bracket + 2;
    throw Error(source + ": " + message.substr(begin, message.find("; last read") - begin));
  }
}

std::string format_json(const Json& json) {
  std::string text;
  format(json, "", text);
  return text + "\n";
}

}  // namespace siskin::simulate
