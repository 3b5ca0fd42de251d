#include "score/onehot_check.hpp"

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {

void require_onehot(const std::string& path, const std::string& name, const float* onehot_cl,
                    std::size_t length) {
  const auto refuse = [&](std::size_t position, const std::string& found) {
    throw Error(path + ": " + util::quoted(name) + ", base " + std::to_string(position) +
                ": found " + found + " (siskin-attribute --onehot writes such files)");
  };
  for (std::size_t position = 0; position < length; ++position) {
    int letters = 0;
    for (std::size_t base = 0; base < seq::kBases; ++base) {
      const float value = onehot_cl[base * length + position];
      if (value != 0 && value != 1)
        refuse(position, util::format_float(value) + ", expected the 0 or 1 of a sequence");
      letters += value == 1 ? 1 : 0;
    }
    if (letters > 1) refuse(position, std::to_string(letters) + " letters, expected one");
  }
}

}  // namespace siskin::tools
