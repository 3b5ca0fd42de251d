#pragma once

#include <map>
#include <sstream>
#include <string>

#include "support/run_command.hpp"

namespace siskin::test {

/// One line of the result of siskin-score.
struct ScoreLine {
  std::string value;
  std::string n;
};

/// Lines by "metric group". Rows that are not four cells end up under their own text, where no test
/// looks for them.
inline std::map<std::string, ScoreLine> score_lines(const std::string& text) {
  std::map<std::string, ScoreLine> lines;
  std::istringstream in(text);
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    std::string metric;
    std::string group;
    ScoreLine figures;
    if (line.empty() || line.front() == '#' || !std::getline(cells, metric, '\t')) continue;
    if (!std::getline(cells, group, '\t') || !std::getline(cells, figures.value, '\t')) continue;
    std::getline(cells, figures.n, '\t');
    lines[metric.append(" ").append(group)] = figures;
  }
  return lines;
}

}  // namespace siskin::test
