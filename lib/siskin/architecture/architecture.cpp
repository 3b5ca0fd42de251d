#include "siskin/architecture/architecture.hpp"

#include <algorithm>

namespace siskin::architecture {

bool has_profiles(const Architecture& architecture) {
  return std::any_of(architecture.heads.begin(), architecture.heads.end(),
                     [](const Head& head) { return !std::holds_alternative<OutputHead>(head); });
}

}  // namespace siskin::architecture
