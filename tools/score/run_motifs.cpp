#include <algorithm>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "score/motifs_input.hpp"
#include "score/motifs_output.hpp"
#include "score/output_files.hpp"
#include "score/report.hpp"
#include "score/run.hpp"
#include "siskin/motif/contribution_tracks.hpp"
#include "siskin/motif/discovery.hpp"
#include "siskin/motif/recursive_seqlets.hpp"
#include "siskin/motif/windowed_seqlets.hpp"
#include "siskin/seq/motif.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

std::size_t size(std::int64_t value) { return static_cast<std::size_t>(value); }

motif::ContributionTracks make_tracks(const MotifsOptions& options, const MappedSequences& data) {
  motif::ContributionTracks tracks(data.maps.length);
  const auto kind = motif::parse_contribution(options.contribution);
  try {
    for (std::size_t i = 0; i < data.maps.names.size(); ++i)
      tracks.add(data.maps.map(i), data.bases(i), kind);
  } catch (const Error& error) {
    throw Error(options.map + ": " + error.what());
  }
  return tracks;
}

// Those of positive sum; the largest when there are too many.
std::vector<motif::Seqlet> find_seqlets(const MotifsOptions& options,
                                        const motif::TrackRows& rows) {
  std::vector<motif::Seqlet> seqlets;
  if (options.seqlet_method == "windows") {
    seqlets = motif::windowed_seqlets(
        rows, {size(options.seqlet_window), size(options.seqlet_flank), options.seqlet_fdr});
  } else {
    seqlets =
        motif::recursive_seqlets(rows, {options.seqlet_p_value, size(options.seqlet_shortest),
                                        size(options.seqlet_longest), size(options.seqlet_flank)});
  }
  const auto negative = [](const motif::Seqlet& seqlet) { return !(seqlet.attribution > 0); };
  seqlets.erase(std::remove_if(seqlets.begin(), seqlets.end(), negative), seqlets.end());
  if (seqlets.size() <= size(options.maximum_seqlets)) return seqlets;
  std::stable_sort(seqlets.begin(), seqlets.end(),
                   [](const auto& a, const auto& b) { return a.attribution > b.attribution; });
  seqlets.resize(size(options.maximum_seqlets));
  std::stable_sort(seqlets.begin(), seqlets.end(), [](const auto& a, const auto& b) {
    return std::pair(a.sequence, a.start) < std::pair(b.sequence, b.start);
  });
  return seqlets;
}

motif::DiscoveryRule discovery_rule(const MotifsOptions& options) {
  motif::DiscoveryRule rule;
  rule.window = size(options.window);
  rule.neighbours = size(options.neighbours);
  rule.least_sites = size(options.minimum_sites);
  rule.least_information = options.minimum_information;
  rule.least_fit = options.minimum_fit;
  rule.merge = options.merge;
  rule.trim.longest = size(options.maximum_width);
  rule.seed = options.seed;
  rule.threads = static_cast<int>(options.threads);
  return rule;
}

// All that is found, of one sign after the other.
struct Findings {
  std::vector<FoundMotif> motifs;
  std::vector<NamedSeqlet> seqlets;
  std::vector<motif::Hit> hits;
  std::vector<Metric> totals;
};

void turn_signs(std::vector<FoundMotif>& motifs) {
  for (auto& found : motifs) {
    for (auto* matrix : {&found.pattern.shape, &found.pattern.contributions}) {
      for (auto& row : *matrix) {
        for (double& value : row) value = -value;
      }
    }
  }
}

void append_hits(const MotifsOptions& options, const motif::ContributionTracks& tracks,
                 const std::vector<FoundMotif>& motifs, double sign, Findings& findings) {
  std::vector<motif::ContributionMatrix> shapes;
  shapes.reserve(motifs.size());
  for (const auto& found : motifs) shapes.push_back(found.pattern.shape);
  motif::HitRule rule;
  rule.fdr = options.hit_fdr;
  rule.seed = options.seed;
  rule.threads = static_cast<int>(options.threads);
  for (auto hit : motif::call_hits(tracks, shapes, rule)) {
    hit.pattern += findings.motifs.size();
    hit.contribution *= sign;
    findings.hits.push_back(hit);
  }
}

void search(const MotifsOptions& options, const motif::ContributionTracks& tracks, bool positive,
            Findings& findings) {
  const std::string group = positive ? "positive" : "negative";
  const double sign = positive ? 1 : -1;
  const auto seqlets = find_seqlets(options, tracks.rows());
  auto discovery = motif::discover_motifs(tracks, seqlets, discovery_rule(options));
  std::vector<FoundMotif> motifs;
  for (auto& pattern : discovery.patterns) {
    const auto id = (positive ? "pos" : "neg") + std::to_string(motifs.size() + 1);
    motifs.push_back({id, std::move(pattern)});
  }
  std::size_t used = 0;
  for (std::size_t i = 0; i < seqlets.size(); ++i) {
    const auto& own = discovery.pattern_of[i];
    used += own ? 1 : 0;
    findings.seqlets.push_back({seqlets[i], own ? motifs[*own].id : std::string()});
    findings.seqlets.back().seqlet.attribution *= sign;
  }
  const auto count = [](std::size_t n) { return static_cast<double>(n); };
  findings.totals.push_back({"seqlets", group, count(seqlets.size()), tracks.count()});
  findings.totals.push_back({"seqlets_in_motifs", group, count(used), seqlets.size()});
  findings.totals.push_back({"motifs", group, count(motifs.size()), seqlets.size()});
  if (!options.hits.empty()) append_hits(options, tracks, motifs, sign, findings);
  if (!positive) turn_signs(motifs);
  std::move(motifs.begin(), motifs.end(), std::back_inserter(findings.motifs));
}

void append_figures(const Findings& findings, bool with_hits, std::vector<Metric>& metrics) {
  std::vector<std::size_t> hits(findings.motifs.size(), 0);
  for (const auto& hit : findings.hits) ++hits[hit.pattern];
  for (std::size_t i = 0; i < findings.motifs.size(); ++i) {
    const auto& [id, pattern] = findings.motifs[i];
    const auto sites = pattern.sites.size();
    double contribution = 0;
    for (const auto& row : pattern.contributions) {
      for (const double value : row) contribution += value;
    }
    const auto matrix = motif::to_motif(pattern, id, "");
    metrics.push_back({"sites", id, static_cast<double>(sites), sites});
    metrics.push_back({"width", id, static_cast<double>(pattern.width()), sites});
    metrics.push_back({"information", id, seq::information_content(matrix), sites});
    metrics.push_back({"fit", id, motif::mean_similarity(pattern), sites});
    metrics.push_back({"contribution", id, contribution, sites});
    if (with_hits) metrics.push_back({"hits", id, static_cast<double>(hits[i]), sites});
  }
}

/// What a run of motifs writes beside its figures; nullptr for what was not asked for.
struct MotifFiles {
  explicit MotifFiles(const MotifsOptions& options)
      : all(options.output),
        meme(all.side(options.meme)),
        cwm(all.side(options.cwm)),
        seqlets(all.side(options.seqlets)),
        hits(all.side(options.hits)) {}

  OutputFiles all;
  std::ostream* meme;
  std::ostream* cwm;
  std::ostream* seqlets;
  std::ostream* hits;
};

void write_all(const MappedSequences& data, Findings& findings, MotifFiles& files) {
  const auto& names = data.maps.names;
  const auto by_place = [](const auto& a, const auto& b) {
    return std::pair(a.sequence, a.start) < std::pair(b.sequence, b.start);
  };
  std::stable_sort(findings.seqlets.begin(), findings.seqlets.end(),
                   [&](const auto& a, const auto& b) { return by_place(a.seqlet, b.seqlet); });
  std::stable_sort(findings.hits.begin(), findings.hits.end(), by_place);
  if (files.meme != nullptr) write_motif_file(findings.motifs, *files.meme);
  if (files.cwm != nullptr) write_cwm(findings.motifs, data, *files.cwm);
  if (files.seqlets != nullptr) write_seqlets(findings.seqlets, names, *files.seqlets);
  if (files.hits != nullptr) write_hits(findings.hits, findings.motifs, names, *files.hits);
  auto metrics = findings.totals;
  append_figures(findings, files.hits != nullptr, metrics);
  write_metrics(files.all.result(), metrics);
  files.all.close();
}

}  // namespace

void run_motifs(const MotifsOptions& options) {
  MotifFiles files(options);
  const auto data = read_mapped_sequences(options);
  const auto tracks = make_tracks(options, data);
  Findings findings;
  if (options.signs != "negative") search(options, tracks, true, findings);
  if (options.signs != "positive") search(options, tracks.negated(), false, findings);
  write_all(data, findings, files);
}

}  // namespace siskin::tools
