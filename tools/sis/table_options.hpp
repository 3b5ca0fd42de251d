#pragma once

#include <string>
#include <utility>
#include <vector>

namespace siskin::tools {

/// The tables of siskin-sis that a subcommand reads, one a model, and what messages and columns
/// call the models.
struct SubsetTables {
  std::vector<std::string> paths;
  std::vector<std::string> names;
};

/// Names from a comma separated list; without one from the files, less their folder and .tsv[.gz].
/// Throws UsageError when their number is another than that of the paths, a name is empty or
/// stands twice, standard input is read twice, or a path is that of a BED file.
SubsetTables name_tables(const std::vector<std::string>& paths, const std::string& names);

/// Throws UsageError when more than one of these outputs goes to standard output. Pairs of an
/// option and its value, of which the first may be left empty for standard output.
void refuse_shared_stdout(const std::vector<std::pair<std::string, std::string>>& outputs);

}  // namespace siskin::tools
