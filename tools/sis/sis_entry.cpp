#include "sis/sis_entry.hpp"

#include <cstdint>
#include <cstring>
#include <optional>
#include <type_traits>

#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

// Both directions walk over the same fields: see visit().
class Packer {
 public:
  template <typename Value>
  std::enable_if_t<std::is_arithmetic_v<Value>> operator()(Value& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  std::size_t count(std::size_t size) {
    auto number = std::uint64_t{size};
    (*this)(number);
    return size;
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Unpacker {
 public:
  Unpacker(std::string_view bytes, const std::string& source) : bytes_(bytes), source_(source) {}

  template <typename Value>
  std::enable_if_t<std::is_arithmetic_v<Value>> operator()(Value& value) {
    if (bytes_.size() < sizeof value) fail();
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
  }
  // Every item takes at least a byte, so a damaged number cannot ask for more than there is.
  std::size_t count(std::size_t) {
    std::uint64_t number = 0;
    (*this)(number);
    if (number > bytes_.size()) fail();
    return static_cast<std::size_t>(number);
  }
  bool at_end() const { return bytes_.empty(); }
  [[noreturn]] void fail() const {
    throw Error(source_ + ": damaged, expected results of siskin-sis");
  }

 private:
  std::string_view bytes_;
  const std::string& source_;
};

template <typename Walker>
void visit(Walker& walker, double& value) {
  walker(value);
}

template <typename Walker>
void visit(Walker& walker, std::size_t& value) {
  walker(value);
}

template <typename Walker>
void visit(Walker& walker, std::optional<double>& value) {
  auto is_there = static_cast<std::uint8_t>(value.has_value());
  walker(is_there);
  double number = value.value_or(0);
  walker(number);
  value = is_there != 0 ? std::optional<double>(number) : std::nullopt;
}

template <typename Walker>
void visit(Walker& walker, blackbox::SisStatus& status) {
  auto number = static_cast<std::uint8_t>(status);
  walker(number);
  status = static_cast<blackbox::SisStatus>(number);
}

template <typename Walker, typename Item>
void visit(Walker& walker, std::vector<Item>& items);

template <typename Walker>
void visit(Walker& walker, blackbox::SufficientSubset& subset) {
  visit(walker, subset.units);
  visit(walker, subset.positions);
  visit(walker, subset.score);
  visit(walker, subset.rest_score);
}

template <typename Walker>
void visit(Walker& walker, blackbox::Elimination& elimination) {
  visit(walker, elimination.initial);
  visit(walker, elimination.order);
  visit(walker, elimination.values);
}

template <typename Walker>
void visit(Walker& walker, blackbox::Perturbation& perturbation) {
  visit(walker, perturbation.inside);
  visit(walker, perturbation.outside);
}

template <typename Walker>
void visit(Walker& walker, Explained& explained) {
  visit(walker, explained.threshold);
  visit(walker, explained.result.status);
  visit(walker, explained.result.score);
  visit(walker, explained.result.masked_score);
  visit(walker, explained.result.subsets);
  visit(walker, explained.result.eliminations);
  visit(walker, explained.perturbations);
}

template <typename Walker, typename Item>
void visit(Walker& walker, std::vector<Item>& items) {
  items.resize(walker.count(items.size()));
  for (auto& item : items) visit(walker, item);
}

}  // namespace

std::string pack(const std::vector<Explained>& results) {
  Packer packer;
  auto copy = results;  // the walk reads and writes alike
  visit(packer, copy);
  return packer.take();
}

std::vector<Explained> unpack(std::string_view bytes, const std::string& source) {
  Unpacker unpacker(bytes, source);
  std::vector<Explained> results;
  visit(unpacker, results);
  if (!unpacker.at_end()) unpacker.fail();
  return results;
}

}  // namespace siskin::tools
