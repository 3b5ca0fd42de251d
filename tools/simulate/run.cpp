#include "simulate/run.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "simulate/data_set_writer.hpp"
#include "siskin/cli/progress.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/io/fasta_stream.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/io/output.hpp"
#include "siskin/simulate/grammar_json.hpp"
#include "siskin/simulate/presets.hpp"
#include "siskin/simulate/simulator.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/parallel.hpp"
#include "siskin/util/provenance.hpp"

namespace siskin::tools {
namespace {

constexpr const char* kMotifFile = "siskin_consensus_motifs.meme";
// Bases made at once: bounds memory and leaves every thread enough to do.
constexpr std::int64_t kBlockBases = 1 << 20;

simulate::Grammar load_grammar(const SimulateOptions& options) {
  simulate::Grammar grammar;
  if (!options.preset.empty()) {
    grammar =
        simulate::parse_grammar(simulate::preset_text(options.preset), "preset " + options.preset);
  } else {
    const auto in = io::open_input(options.grammar);
    const std::string text{std::istreambuf_iterator<char>(*in), {}};
    grammar = simulate::parse_grammar(text, io::input_name(options.grammar));
  }
  if (options.length) grammar.length = *options.length;
  if (options.number) simulate::scale(grammar, *options.number);
  if (!options.motifs.empty()) grammar.motif_file = options.motifs;
  if (options.seed_given || !grammar.seed) grammar.seed = options.seed;
  return grammar;
}

// Beside the installed executable, or in the sources that it was built from.
std::string bundled_motif_file() {
  namespace fs = std::filesystem;
  std::error_code code;
  const auto self = fs::read_symlink("/proc/self/exe", code);
  if (!code) {
    const auto installed =
        self.parent_path().parent_path() / "share" / "siskin" / "motifs" / kMotifFile;
    if (fs::exists(installed, code)) return installed.string();
  }
  const auto source = fs::path(SISKIN_SOURCE_MOTIFS) / kMotifFile;
  if (fs::exists(source, code)) return source.string();
  throw Error(std::string(kMotifFile) +
              ": not found in ../share/siskin/motifs beside the executable, expected --motifs");
}

simulate::Materials load_materials(const simulate::Grammar& grammar, bool quiet) {
  simulate::Materials materials;
  materials.motif_source = grammar.motif_file.empty() ? bundled_motif_file() : grammar.motif_file;
  materials.motifs = io::read_motif_file(materials.motif_source);
  cli::remark("siskin-simulate", quiet,
              "motifs of " + materials.motif_source +
                  (grammar.motif_file.empty() ? " (consensus motifs; --motifs names others)" : ""));
  if (!grammar.background.fasta.empty()) {
    io::FastaStream records(grammar.background.fasta);
    io::FastaRecord record;
    while (records.next(record)) materials.background_records.push_back(record.sequence);
  }
  return materials;
}

void write_data_set(const simulate::Simulator& simulator, const SimulateOptions& options) {
  DataSetWriter writer(options, simulator);
  cli::Progress progress("simulating", simulator.size(), options.common.quiet);
  const std::int64_t block = std::max<std::int64_t>(1, kBlockBases / simulator.length());
  std::vector<simulate::SimulatedSequence> sequences;
  for (std::int64_t begin = 0; begin < simulator.size(); begin += block) {
    sequences.resize(static_cast<std::size_t>(std::min(block, simulator.size() - begin)));
    util::parallel_for(sequences.size(), static_cast<int>(options.common.threads),
                       [&](std::size_t i) {
                         sequences[i] = simulator.make(begin + static_cast<std::int64_t>(i));
                       });
    for (std::size_t i = 0; i < sequences.size(); ++i) {
      writer.add(begin + static_cast<std::int64_t>(i), sequences[i]);
    }
    progress.advance(static_cast<std::int64_t>(sequences.size()));
  }
  writer.close();
}

}  // namespace

void run_simulate(const SimulateOptions& options, std::ostream& out) {
  const simulate::Grammar grammar = load_grammar(options);
  if (options.print_grammar) {
    out << simulate::format_grammar(grammar);
    return;
  }
  const simulate::Simulator simulator(grammar, load_materials(grammar, options.common.quiet),
                                      *grammar.seed);
  write_data_set(simulator, options);
  if (!options.save_grammar.empty()) {
    io::Output file(options.save_grammar);
    file.stream() << simulate::format_grammar(grammar, util::provenance());
    file.close();
  }
}

}  // namespace siskin::tools
