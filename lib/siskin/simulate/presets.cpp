#include "siskin/simulate/presets.hpp"

#include "siskin/util/error.hpp"

namespace siskin::simulate {
namespace {

constexpr const char* kTask1 = R"json({
  "description": "Koo & Ploenzke 2021, task 1: which of 12 transcription factors has a site",
  "number": 30000,
  "length": 200,
  "pools": {
    "core": ["Arid3a", "CEBPB", "FOSL1", "Gabpa", "MAFK", "MAX", "MEF2A", "NFYB", "SP1", "SRF",
             "STAT1", "YY1"]
  },
  "splits": {"train": 0.7, "valid": 0.1, "test": 0.2},
  "motif_count": {"1": 0.5, "2": 0.25, "3": 0.17, "4": 0.05, "5": 0.03},
  "groups": [{"fraction": 1, "pools": ["core"], "label": {"presence": "core"}}]
})json";

constexpr const char* kTask3Begin = R"json({
  "description": "Koo & Ploenzke 2021, task 3: sites of five core motifs only, or mostly of decoys",
  "number": 20000,
  "length": 200,
  "pools": {
    "core": ["SP1", "Gabpa", "CEBPB", "MAX", "YY1"],
    "decoys": [)json";

// The published 65 (the first of a seeded permutation of JASPAR 2016 vertebrates) without the ten
// look-alikes, and of the remaining 55 those that the notebook's set order keeps.
constexpr const char* kDecoys = R"json("JUN(var.2)", "Nkx2-5", "Alx4", "SMAD2::SMAD3::SMAD4",
  "HMBOX1", "ZEB1", "JUND(var.2)", "FOXP3", "IRF1", "FOXP2", "ALX3", "NEUROD2", "DMRT3", "POU2F2",
  "Arnt", "LHX9", "MEIS1", "HNF1A", "MLXIPL", "HOXD13", "MZF1(var.2)", "Nkx3-1", "Hoxd9", "ZBED1",
  "Pitx1", "Gata4", "CUX1", "DLX6", "Gfi1", "RFX2", "MTF1", "SPI1", "Ahr::Arnt", "ZNF410", "MYF6",
  "ONECUT3", "POU3F1", "HEY1", "SRY", "Pou5f1::Sox2", "Rxra", "Sox2", "Tcfl5", "GSC", "BHLHE40",
  "Vdr", "GSC2", "Sox1", "VENTX", "SRF")json";

// The first 50 of the 65.
constexpr const char* kPrintedDecoys = R"json("JUN(var.2)", "Nkx2-5", "Alx4", "SMAD2::SMAD3::SMAD4",
  "ETV5", "CEBPG", "HMBOX1", "ZEB1", "JUND(var.2)", "FOXP3", "IRF1", "FOXP2", "KLF5", "ALX3",
  "Atoh1", "MLX", "NEUROD2", "ZIC3", "ETV3", "DMRT3", "PLAG1", "POU2F2", "Arnt", "LHX9", "MEIS1",
  "HNF1A", "MLXIPL", "HOXD13", "MZF1(var.2)", "Nkx3-1", "Hoxd9", "ZBED1", "Pitx1", "Gata4", "CUX1",
  "DLX6", "TCF4", "Gfi1", "Nr2e3", "RFX2", "MTF1", "SPI1", "NFIC", "Ahr::Arnt", "ZNF410", "MYF6",
  "ONECUT3", "POU3F1", "HEY1", "HOXB13")json";

constexpr const char* kTask3End = R"json(]
  },
  "splits": {"train": 0.7, "valid": 0.1, "test": 0.2},
  "motif_count": {"3": 0.5, "4": 0.25, "5": 0.17, "6": 0.05, "7": 0.03},
  "groups": [
    {"name": "positives", "fraction": 0.5, "pools": ["core"], "label": 1},
    {"name": "negatives", "fraction": 0.5, "pools": ["core", "decoys"], "label": 0}
  ]
})json";

}  // namespace

const std::vector<std::string>& preset_names() {
  static const std::vector<std::string> names = {"task1", "task3", "task3-printed"};
  return names;
}

std::string preset_text(const std::string& name) {
  if (name == "task1") return kTask1;
  if (name == "task3") return std::string(kTask3Begin) + kDecoys + kTask3End;
  if (name == "task3-printed") return std::string(kTask3Begin) + kPrintedDecoys + kTask3End;
  throw Error("there is no preset '" + name + "', expected task1, task3 or task3-printed");
}

}  // namespace siskin::simulate
