#include "siskin/model/head.hpp"

#include <cstdint>
#include <optional>
#include <vector>

#include "siskin/util/error.hpp"
#include "siskin/util/parse.hpp"
#include "siskin/util/text.hpp"

namespace siskin::model {
namespace {

constexpr const char* kOption = "choose one with --head";

bool is_index(const std::string& word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

// The names of a tuple's elements: those of a named tuple, else their numbers.
std::vector<std::string> names_of(const c10::TupleType& type) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < type.elements().size(); ++i) {
    names.push_back(type.schema() ? type.schema()->arguments()[i].name() : std::to_string(i));
  }
  return names;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string tuple_accessor(const c10::TupleType& type, const std::string& head,
                           const std::string& path) {
  const auto names = names_of(type);
  if (head.empty() && names.size() == 1) return "[0]";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (head == names[i] || head == std::to_string(i)) return "[" + std::to_string(i) + "]";
  }
  const std::string what = head.empty() ? "" : "there is no --head " + head + ": ";
  throw Error(path + ": " + what + "the model gives a tuple of " + joined(names) + ", " + kOption);
}

std::string list_accessor(const std::string& head, const std::string& path) {
  if (is_index(head)) return "[" + head + "]";
  throw Error(path + ": the model gives a list of tensors, " + kOption + " (its index)");
}

std::string dictionary_accessor(const std::string& head, const std::string& path) {
  if (head.find_first_of("'\\\n") != std::string::npos) {
    throw Error(path + ": option --head: found a name with quotes or backslashes");
  }
  if (!head.empty()) return "['" + head + "']";
  throw Error(path + ": the model gives a dictionary of tensors, " + kOption + " (its name)");
}

// The word between the brackets of an accessor.
std::string inside(const std::string& accessor) {
  const auto word = accessor.substr(1, accessor.size() - 2);
  return word[0] == '\'' ? word.substr(1, word.size() - 2) : word;
}

c10::IValue element(const c10::IValue& output, const std::string& word, const std::string& path) {
  if (output.isGenericDict()) {
    const auto dictionary = output.toGenericDict();
    if (dictionary.contains(word)) return dictionary.at(word);
    std::vector<std::string> names;
    for (const auto& entry : dictionary) names.push_back(entry.key().toStringRef());
    throw Error(path + ": there is no --head " + util::quoted(word) +
                ": the model gives a dictionary of " + joined(names));
  }
  const auto elements = output.isTuple()
                            ? c10::ArrayRef<c10::IValue>(output.toTupleRef().elements())
                            : output.toListRef();
  const auto index =
      static_cast<std::size_t>(util::require_integer(word, "option --head", 0, INT32_MAX));
  if (index < elements.size()) return elements[index];
  throw Error(path + ": there is no --head " + word + ": the model gives " +
              std::to_string(elements.size()) + " tensors");
}

}  // namespace

std::string head_accessor(const torch::jit::Module& module, const std::string& head,
                          const std::string& path) {
  const auto method = module.find_method("forward");
  if (!method) throw Error(path + ": has no forward(), expected a network");
  const auto type = method->function().getSchema().returns().at(0).type();
  if (const auto tuple = type->cast<c10::TupleType>()) return tuple_accessor(*tuple, head, path);
  if (type->kind() == c10::TypeKind::ListType) return list_accessor(head, path);
  if (type->kind() == c10::TypeKind::DictType) return dictionary_accessor(head, path);
  if (!head.empty()) {
    throw Error(path + ": option --head: found " + util::quoted(head) +
                ", but the model gives one tensor");
  }
  return "";
}

at::Tensor take_head(const c10::IValue& output, const std::string& accessor,
                     const std::string& path) {
  const auto found = accessor.empty() ? output : element(output, inside(accessor), path);
  if (found.isTensor()) return found.toTensor();
  throw Error(path + ": the model gives a " + found.tagKind() + ", expected a tensor");
}

}  // namespace siskin::model
