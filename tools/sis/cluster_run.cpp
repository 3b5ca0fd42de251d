#include "sis/cluster_run.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "sis/cluster_writer.hpp"
#include "siskin/blackbox/edit_distance.hpp"
#include "siskin/blackbox/energy_distance.hpp"
#include "siskin/cli/remark.hpp"
#include "siskin/io/motif_file.hpp"
#include "siskin/util/error.hpp"

namespace siskin::tools {
namespace {

class ClusterRun {
 public:
  explicit ClusterRun(const ClusterOptions& options)
      : options_(options), threads_(static_cast<int>(options.common.threads)) {
    report_.models = options.tables.names;
    for (std::size_t model = 0; model < options.tables.paths.size(); ++model) read(model);
    if (report_.subsets.empty()) refuse_nothing();
    if (!options.motifs.empty()) report_.known = io::read_motif_file(options.motifs);
  }

  void run() {
    const auto metric = make_metric();
    const double widest = *std::max_element(options_.eps.begin(), options_.eps.end());
    const auto near = blackbox::neighbourhoods(*metric, widest, threads_);
    make_grid(near);
    if (options_.is_grid()) return;
    report_.clustering = blackbox::dbscan(near, options_.eps.front(), options_.min_samples.front());
    report_.clusters =
        blackbox::read_clusters(report_.subsets, *metric, report_.clustering, strands(), threads_);
    for (std::size_t label = 0; label < report_.clusters.size(); ++label)
      report_.matches.push_back(motif::best_match(report_.motif(label), report_.known));
    write();
    if (report_.clusters.empty()) {
      cli::remark("siskin-sis", options_.common.quiet,
                  "no cluster among " + std::to_string(report_.subsets.size()) +
                      " subsets; a larger --eps or a smaller --min-samples may find some");
    }
  }

 private:
  [[noreturn]] void refuse_nothing() const {
    const auto& paths = options_.tables.paths;
    throw Error(paths.front() + (paths.size() > 1 ? " and the other tables" : "") +
                (left_out_ > 0 ? ": found nothing of at least " +
                                     std::to_string(options_.min_bases) + " bases"
                               : ": found no line of status ok") +
                ", expected subsets to cluster");
  }

  void read(std::size_t model) {
    for (const auto& line : read_subset_table(options_.tables.paths[model])) {
      if (!options_.max_gap) {
        add(model, line);
        continue;
      }
      const auto gap = static_cast<std::size_t>(*options_.max_gap);
      for (auto& pattern : blackbox::split_pattern(line.pattern, gap)) {
        auto piece = line;
        piece.pattern = std::move(pattern);
        add(model, std::move(piece));
      }
    }
  }

  void add(std::size_t model, SubsetLine line) {
    auto positions = blackbox::base_positions(line.pattern);
    if (static_cast<std::int64_t>(positions.size()) < options_.min_bases) {
      ++left_out_;
      return;
    }
    const auto middle = static_cast<std::int64_t>(line.window.size() / 2);
    for (auto& position : positions) position -= options_.reference == "centre" ? middle : 0;
    report_.subsets.push_back({model, line.pattern, line.score});
    report_.positions.push_back(std::move(positions));
    report_.lines.push_back(std::move(line));
  }

  blackbox::Strands strands() const {
    return options_.strands == "both" ? blackbox::Strands::kBoth : blackbox::Strands::kForward;
  }

  std::unique_ptr<blackbox::Metric> make_metric() const {
    if (options_.distance == "energy")
      return std::make_unique<blackbox::PositionMetric>(report_.positions);
    std::vector<std::string> patterns;
    for (const auto& subset : report_.subsets) patterns.push_back(subset.pattern.text);
    return std::make_unique<blackbox::PatternMetric>(std::move(patterns), strands());
  }

  void make_grid(const blackbox::Neighbourhoods& near) const {
    if (options_.grid.empty()) return;
    std::vector<blackbox::GridLine> grid;
    for (const double eps : options_.eps) {
      for (const auto min_samples : options_.min_samples)
        grid.push_back(
            blackbox::describe(blackbox::dbscan(near, eps, min_samples), eps, min_samples));
    }
    write_grid(options_.grid, grid);
  }

  void write() const {
    write_clusters(options_.output, report_);
    if (!options_.members.empty()) write_members(options_.members, report_);
    if (!options_.meme.empty()) write_cluster_motifs(options_.meme, report_);
    if (!options_.histogram.empty()) write_histogram(options_.histogram, report_);
  }

  const ClusterOptions& options_;
  int threads_;
  ClusterReport report_;
  std::size_t left_out_ = 0;  // too few bases
};

}  // namespace

void run_cluster(const ClusterOptions& options) { ClusterRun(options).run(); }

}  // namespace siskin::tools
