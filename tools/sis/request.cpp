#include "sis/request.hpp"

namespace siskin::tools {

std::optional<SisRequest> parse_sis_request(const std::vector<std::string>& arguments,
                                            std::ostream& out) {
  const std::string first = arguments.empty() ? "" : arguments.front();
  const std::vector<std::string> rest(arguments.begin() + (arguments.empty() ? 0 : 1),
                                      arguments.end());
  if (first == "cluster") return parse_cluster_options(rest, out);
  if (first == "compare") return parse_compare_options(rest, out);
  if (first == "evaluate") return parse_evaluate_options(rest, out);
  return parse_sis_options(arguments, out);
}

}  // namespace siskin::tools
