#pragma once

#include <string>
#include <vector>

namespace siskin::simulate {

/// Names of the grammars that come with siskin: the synthetic data sets of Koo & Ploenzke, Nature
/// Machine Intelligence 3:258 (2021).
///
/// task1         12 labels: which of 12 transcription factors has a site
/// task3         1 label: sites of five core factors only, or mostly of 50 others
/// task3-printed as task3 with the 50 others that the published notebook draws. It means to remove
///               ten look-alikes of core motifs from 65 and removes none; the published data had
///               them removed.
const std::vector<std::string>& preset_names();

/// The grammar, in JSON, called `name`. Throws Error for an unknown name.
std::string preset_text(const std::string& name);

}  // namespace siskin::simulate
