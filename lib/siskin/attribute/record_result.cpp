#include "siskin/attribute/record_result.hpp"

#include <cstring>

#include "siskin/util/error.hpp"

namespace siskin::attribute {
namespace {

void put(std::string& bytes, std::uint64_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

template <typename Number>
void put(std::string& bytes, const std::vector<Number>& values) {
  put(bytes, std::uint64_t{values.size()});
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Number));
}

void put(std::string& bytes, const std::vector<std::string>& texts) {
  put(bytes, std::uint64_t{texts.size()});
  for (const auto& text : texts) {
    put(bytes, std::uint64_t{text.size()});
    bytes += text;
  }
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& source) : bytes_(bytes), source_(source) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    std::memcpy(&value, take(sizeof value), sizeof value);
    return value;
  }

  template <typename Number>
  void read(std::vector<Number>& values) {
    const std::uint64_t count = number();
    if (count > bytes_.size() / sizeof(Number)) fail();
    values.resize(count);
    if (count > 0) std::memcpy(values.data(), take(count * sizeof(Number)), count * sizeof(Number));
  }

  void read(std::vector<std::string>& texts) {
    const std::uint64_t count = number();
    if (count > bytes_.size() / sizeof count) fail();
    texts.resize(count);
    for (auto& text : texts) {
      const std::uint64_t size = number();
      if (size > bytes_.size()) fail();
      text.assign(take(size), size);
    }
  }

  bool at_end() const { return bytes_.empty(); }

  [[noreturn]] void fail() const {
    throw Error(source_ + ": damaged, expected results of siskin-attribute");
  }

 private:
  const char* take(std::size_t size) {
    if (size > bytes_.size()) fail();
    const char* const start = bytes_.data();
    bytes_.remove_prefix(size);
    return start;
  }

  std::string_view bytes_;
  const std::string& source_;
};

template <typename Result, typename Action>
void for_each_part(Result& result, const Action& action) {
  action(result.maps_kcl);
  action(result.tracks_kl);
  action(result.spread_maps_kcl);
  action(result.spread_tracks_kl);
  action(result.prediction_mk);
  action(result.reference_mrk);
  action(result.sum_mrk);
  action(result.magnitude_mrk);
  action(result.r_squared_mk);
  action(result.engine_m);
}

}  // namespace

std::string pack(const std::vector<RecordResult>& results) {
  std::string bytes;
  put(bytes, std::uint64_t{results.size()});
  for (const auto& result : results) {
    for_each_part(result, [&bytes](const auto& part) { put(bytes, part); });
  }
  return bytes;
}

std::vector<RecordResult> unpack(std::string_view bytes, const std::string& source) {
  Reader reader(bytes, source);
  const std::uint64_t count = reader.number();
  std::vector<RecordResult> results;
  for (std::uint64_t i = 0; i < count; ++i) {
    results.emplace_back();
    for_each_part(results.back(), [&reader](auto& part) { reader.read(part); });
  }
  if (!reader.at_end()) reader.fail();
  return results;
}

}  // namespace siskin::attribute
