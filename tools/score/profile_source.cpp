#include "score/profile_source.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "score/names.hpp"
#include "siskin/io/bed.hpp"
#include "siskin/io/bigwig.hpp"
#include "siskin/io/input.hpp"
#include "siskin/io/npz.hpp"
#include "siskin/seq/interval.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/text.hpp"

namespace siskin::tools {
namespace {

/// What a base has that a file is silent about.
enum class Silence { kZero, kError };

/// bigWig files, one a strand.
class TrackFiles {
 public:
  TrackFiles(const std::vector<std::string>& paths, Silence silence)
      : paths_(paths), silence_(silence) {
    for (const auto& path : paths) readers_.emplace_back(path);
  }

  bool holds(const seq::Interval& where) const {
    return std::all_of(readers_.begin(), readers_.end(), [&](const io::BigWigReader& reader) {
      const auto& chromosomes = reader.chromosomes();
      return std::any_of(chromosomes.begin(), chromosomes.end(), [&](const auto& one) {
        return one.first == where.chrom && where.start >= 0 && where.end <= one.second;
      });
    });
  }

  Strands read(const seq::Interval& where) const {
    Strands strands;
    for (std::size_t strand = 0; strand < readers_.size(); ++strand) {
      const auto values = readers_[strand].values(where);
      score::Signal signal(values.begin(), values.end());
      for (std::size_t i = 0; i < signal.size(); ++i) {
        if (!std::isnan(signal[i])) continue;
        if (silence_ == Silence::kError)
          throw Error(paths_[strand] + ": no value at base " +
                      std::to_string(where.start + static_cast<std::int64_t>(i)) + " of " +
                      where.chrom + ", expected one, as these are logits");
        signal[i] = 0;
      }
      strands.push_back(std::move(signal));
    }
    return strands;
  }

 private:
  std::vector<std::string> paths_;
  std::vector<io::BigWigReader> readers_;
  Silence silence_;
};

class TrackSource : public ProfileSource {
 public:
  explicit TrackSource(const ProfileOptions& options)
      : predicted_(options.predicted, options.space == "logit" ? Silence::kError : Silence::kZero),
        observed_(options.observed, Silence::kZero),
        replicate_(options.replicate, Silence::kZero) {
    const auto source = io::input_name(options.regions);
    const auto records = io::read_bed_file(options.regions);
    for (const auto& record : records) ++named_[record.name];
    for (const auto& record : records) add(record, options, source);
    if (windows_.empty()) throw Error(source + ": no region to score");
    NameList names{source, {}};
    for (const auto& window : windows_) names.names.push_back(window.name);
    require_unique(names);
  }

  std::size_t size() const override { return windows_.size(); }
  std::size_t skipped() const override { return skipped_; }
  std::string name(std::size_t window) const override { return windows_[window].name; }
  Strands predicted(std::size_t window) override { return predicted_.read(windows_[window].where); }
  Strands observed(std::size_t window) override { return observed_.read(windows_[window].where); }
  Strands replicate(std::size_t window) override { return replicate_.read(windows_[window].where); }

 private:
  struct Window {
    std::string name;
    seq::Interval where;
  };

  void add(const io::BedRecord& record, const ProfileOptions& options, const std::string& source) {
    Window window{record.name, record.interval};
    if (options.width)
      window.where = seq::window_around(window.where.chrom, record.centre(), *options.width);
    const auto place = seq::to_string(window.where);
    if (window.name.empty() || window.name == "." || named_.at(record.name) > 1)
      window.name = place;
    if (predicted_.holds(window.where) && observed_.holds(window.where) &&
        replicate_.holds(window.where)) {
      windows_.push_back(std::move(window));
    } else if (options.allow_missing) {
      ++skipped_;
    } else {
      throw Error(source + ":" + std::to_string(record.line) + ": the window " + place +
                  " is not within the chromosomes of all bigWig files; --allow-missing leaves such "
                  "windows out");
    }
  }

  TrackFiles predicted_;
  TrackFiles observed_;
  TrackFiles replicate_;
  std::vector<Window> windows_;
  std::unordered_map<std::string, std::size_t> named_;  ///< regions of a name
  std::size_t skipped_ = 0;
};

/// An array (N, strands, positions) or (N, positions) with the names of its rows.
class ArrayFile {
 public:
  explicit ArrayFile(const std::string& path) : path_(path) {
    auto arrays = io::read_npz(path);
    const auto found = arrays.find("arr_0");
    if (found == arrays.end()) throw Error(path + ": no array 'arr_0'");
    array_ = std::move(found->second);
    if ((array_.shape.size() != 2 && array_.shape.size() != 3) || !array_.strings.empty())
      throw Error(path +
                  ": array 'arr_0': expected numbers of shape (N, positions) or (N, strands, "
                  "positions)");
    strands_ = array_.shape.size() == 2 ? 1 : array_.shape[1];
    if (strands_ == 0 || positions() == 0)
      throw Error(path + ": array 'arr_0': found " + std::to_string(strands_) + " strands of " +
                  std::to_string(positions()) + " positions, expected at least one of each");
    const auto named = arrays.find("names");
    if (named != arrays.end()) names_ = std::move(named->second.strings);
    for (std::size_t i = names_.size(); named == arrays.end() && i < array_.shape.front(); ++i)
      names_.push_back(std::to_string(i));
    if (names_.size() != array_.shape.front())
      throw Error(path + ": found " + std::to_string(names_.size()) + " names, expected " +
                  std::to_string(array_.shape.front()) + ", one a row of arr_0");
    for (std::size_t i = 0; i < names_.size(); ++i) row_of_.emplace(names_[i], i);
    require_unique(list());
  }

  NameList list() const { return {path_, names_}; }
  std::size_t strands() const { return strands_; }
  std::size_t positions() const { return array_.shape.back(); }
  const std::string& path() const { return path_; }
  bool has(const std::string& name) const { return row_of_.count(name) > 0; }

  Strands read(const std::string& name) const {
    const std::size_t row = row_of_.at(name);
    Strands strands;
    for (std::size_t strand = 0; strand < strands_; ++strand) {
      const auto begin = array_.values.begin() +
                         static_cast<std::ptrdiff_t>((row * strands_ + strand) * positions());
      strands.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(positions()));
    }
    return strands;
  }

 private:
  std::string path_;
  io::NpyArray array_;
  std::size_t strands_ = 1;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> row_of_;
};

class ArraySource : public ProfileSource {
 public:
  explicit ArraySource(const ProfileOptions& options)
      : predicted_(options.predicted.front()), observed_(options.observed.front()) {
    if (!options.replicate.empty()) replicate_.emplace(options.replicate.front());
    match(predicted_, observed_, options.allow_missing);
    match(observed_, predicted_, options.allow_missing);
    if (replicate_) match(predicted_, *replicate_, options.allow_missing);
    for (const auto& name : predicted_.list().names) {
      const bool known = observed_.has(name) && (!replicate_ || replicate_->has(name));
      if (known) names_.push_back(name);
    }
    skipped_ = predicted_.list().names.size() - names_.size();
  }

  std::size_t size() const override { return names_.size(); }
  std::size_t skipped() const override { return skipped_; }
  std::string name(std::size_t window) const override { return names_[window]; }
  Strands predicted(std::size_t window) override { return predicted_.read(names_[window]); }
  Strands observed(std::size_t window) override { return observed_.read(names_[window]); }
  Strands replicate(std::size_t window) override { return replicate_->read(names_[window]); }

 private:
  static void match(const ArrayFile& asked, const ArrayFile& known, bool allow_missing) {
    if (asked.strands() != known.strands() || asked.positions() != known.positions()) {
      throw Error(asked.path() + ": found " + std::to_string(asked.strands()) + " strands of " +
                  std::to_string(asked.positions()) + " positions, expected " +
                  std::to_string(known.strands()) + " of " + std::to_string(known.positions()) +
                  " as in " + known.path());
    }
    require_shared(asked.list(), known.list());
    if (!allow_missing)
      require_known(asked.list(), known.list(), "--allow-missing leaves them out");
  }

  ArrayFile predicted_;
  ArrayFile observed_;
  std::optional<ArrayFile> replicate_;
  std::vector<std::string> names_;
  std::size_t skipped_ = 0;
};

}  // namespace

std::unique_ptr<ProfileSource> open_profiles(const ProfileOptions& options) {
  if (options.arrays()) return std::make_unique<ArraySource>(options);
  return std::make_unique<TrackSource>(options);
}

}  // namespace siskin::tools
