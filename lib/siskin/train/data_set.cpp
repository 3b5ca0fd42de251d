#include "siskin/train/data_set.hpp"

#include "siskin/seq/alphabet.hpp"

namespace siskin::train {

void LabelledSet::add(std::string_view sequence, const std::vector<float>& labels) {
  for (const char letter : sequence) codes_nl.push_back(seq::code(letter));
  labels_nt.insert(labels_nt.end(), labels.begin(), labels.end());
}

void LabelledSet::append_reverse_complements() {
  const std::size_t count = size();
  codes_nl.reserve(2 * codes_nl.size());
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t position = (i + 1) * length; position > i * length; --position) {
      const std::uint8_t code = codes_nl[position - 1];
      codes_nl.push_back(code == seq::kAmbiguous ? code : static_cast<std::uint8_t>(3 - code));
    }
  }
  const std::vector<float> labels = labels_nt;
  labels_nt.insert(labels_nt.end(), labels.begin(), labels.end());
}

}  // namespace siskin::train
