#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "siskin/data/example_set.hpp"
#include "siskin/seq/alphabet.hpp"

namespace siskin::test {

inline std::string letters(const std::vector<std::uint8_t>& codes) {
  std::string text;
  for (const auto code : codes) text += "ACGTN"[code];
  return text;
}

inline std::vector<std::uint8_t> codes_of(const std::string& text) {
  std::vector<std::uint8_t> codes;
  for (const char letter : text) codes.push_back(seq::code(letter));
  return codes;
}

inline void append(const data::Examples& from, data::Examples& to) {
  const auto add = [](const auto& more, auto& all) {
    all.insert(all.end(), more.begin(), more.end());
  };
  to.rows += from.rows;
  add(from.codes_nl, to.codes_nl);
  add(from.labels_nt, to.labels_nt);
  add(from.profiles_ntos, to.profiles_ntos);
  add(from.controls_ncl, to.controls_ncl);
  add(from.positive_n, to.positive_n);
  add(from.source_n, to.source_n);
}

/// All examples of an epoch, read in batches.
inline data::Examples read_epoch(data::ExampleSet& set, std::int64_t epoch, std::size_t batch = 7) {
  set.start_epoch(epoch);
  data::Examples all;
  data::Examples some;
  while (set.next(batch, some)) append(some, all);
  return all;
}

inline std::vector<std::string> sequences(const data::Examples& examples, std::size_t length) {
  std::vector<std::string> list;
  const std::string text = letters(examples.codes_nl);
  for (std::size_t i = 0; i < examples.rows; ++i) list.push_back(text.substr(i * length, length));
  return list;
}

inline std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

}  // namespace siskin::test
