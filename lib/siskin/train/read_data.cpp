#include "siskin/train/read_data.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "siskin/seq/alphabet.hpp"
#include "siskin/util/error.hpp"
#include "siskin/util/random.hpp"
#include "siskin/util/text.hpp"

namespace siskin::train {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// Takes records one by one, decides label and split of each, and keeps the first record's shape.
class Collector {
 public:
  explicit Collector(const DataQuery& query) : query_(query) {
    if (!query.labels.path.empty()) table_ = read_label_table(query.labels);
    if (table_) data_.task_names = table_->task_names;
  }

  void add(const io::SequenceRecord& record, std::optional<float> fixed_label) {
    const auto labels = fixed_label ? std::vector<float>{*fixed_label} : labels_of(record);
    check_shape(record, labels);
    LabelledSet* const set = set_of(split_of(record), record);
    set->add(record.sequence, labels);
  }

  DataSet finish() {
    if (!unassigned_.codes_nl.empty()) split_by_fraction();
    if (data_.train.size() == 0) throw Error("the training set is empty");
    if (data_.valid.size() == 0) {
      throw Error(
          "the validation set is empty: early stopping needs one (split=valid, "
          "--valid-chroms or --valid-fraction)");
    }
    return std::move(data_);
  }

 private:
  std::vector<float> labels_of(const io::SequenceRecord& record) const {
    if (!table_) return record.labels;
    return entry_of(record).labels;
  }

  const LabelTable::Entry& entry_of(const io::SequenceRecord& record) const {
    const auto found = table_->entries.find(record.name);
    if (found == table_->entries.end()) {
      throw Error(record.where + ": " + util::quoted(record.name) + " has no line in " +
                  query_.labels.path);
    }
    return found->second;
  }

  std::string split_of(const io::SequenceRecord& record) const {
    if (!query_.valid_chroms.empty() || !query_.test_chroms.empty()) {
      if (contains(query_.valid_chroms, record.chrom)) return "valid";
      return contains(query_.test_chroms, record.chrom) ? "test" : "train";
    }
    if (table_ && !entry_of(record).split.empty()) return entry_of(record).split;
    return record.split;
  }

  LabelledSet* set_of(const std::string& split, const io::SequenceRecord& record) {
    if (split == "train") return &data_.train;
    if (split == "valid") return &data_.valid;
    if (split == "test") return &data_.test;
    if (split.empty()) return &unassigned_;
    throw Error(record.where + ": found split " + util::quoted(split) +
                ", expected train, valid or test");
  }

  void check_shape(const io::SequenceRecord& record, const std::vector<float>& labels) {
    if (labels.empty()) {
      throw Error(record.where +
                  ": found no label (label= in the header, BED column 5, --labels, "
                  "or --positives and --negatives)");
    }
    if (data_.train.length == 0) begin(record.sequence.size(), labels.size());
    if (record.sequence.size() != data_.train.length) {
      throw Error(record.where + ": found " + std::to_string(record.sequence.size()) +
                  " bases, expected " + std::to_string(data_.train.length) +
                  " as in the first sequence");
    }
    if (labels.size() != data_.train.tasks) {
      throw Error(record.where + ": found " + std::to_string(labels.size()) + " labels, expected " +
                  std::to_string(data_.train.tasks));
    }
    if (query_.refuse_ambiguous) refuse_ambiguous(record);
  }

  static void refuse_ambiguous(const io::SequenceRecord& record) {
    for (const char letter : record.sequence) {
      if (seq::code(letter) == seq::kAmbiguous) {
        throw Error(record.where + ": found " + util::quoted(std::string(1, letter)) +
                    ", expected A, C, G or T (see --ambiguous)");
      }
    }
  }

  void begin(std::size_t length, std::size_t tasks) {
    for (auto* set : {&data_.train, &data_.valid, &data_.test, &unassigned_}) {
      set->length = length;
      set->tasks = tasks;
    }
    if (table_) return;
    for (std::size_t task = 0; task < tasks; ++task) {
      data_.task_names.push_back("output" + std::to_string(task));
    }
  }

  void split_by_fraction() {
    std::vector<std::size_t> order(unassigned_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    util::Random(query_.seed).shuffle(order);
    const auto count = static_cast<double>(order.size());
    const auto tests = static_cast<std::size_t>(count * query_.test_fraction);
    const auto valids = static_cast<std::size_t>(count * query_.valid_fraction);
    for (std::size_t i = 0; i < order.size(); ++i) {
      LabelledSet& set = i < tests ? data_.test : i < tests + valids ? data_.valid : data_.train;
      const auto* const codes = unassigned_.codes_nl.data() + order[i] * set.length;
      const auto* const labels = unassigned_.labels_nt.data() + order[i] * set.tasks;
      set.codes_nl.insert(set.codes_nl.end(), codes, codes + set.length);
      set.labels_nt.insert(set.labels_nt.end(), labels, labels + set.tasks);
    }
  }

  const DataQuery& query_;
  std::optional<LabelTable> table_;
  DataSet data_;
  LabelledSet unassigned_;
};

void collect(Collector& collector, const io::SequenceQuery& query, std::optional<float> label) {
  io::SequenceSource source(query);
  io::SequenceRecord record;
  while (source.next(record)) collector.add(record, label);
}

io::SequenceQuery query_of_file(const DataQuery& query, const std::string& file) {
  io::SequenceQuery one = query.sequences;
  if (one.genome.empty()) {
    one.fasta = {file};
  } else {
    one.regions = file;
  }
  return one;
}

}  // namespace

DataSet read_data(const DataQuery& query) {
  Collector collector(query);
  if (query.positives.empty() && query.negatives.empty()) {
    collect(collector, query.sequences, std::nullopt);
  }
  for (const auto& file : query.positives) collect(collector, query_of_file(query, file), 1.0F);
  for (const auto& file : query.negatives) collect(collector, query_of_file(query, file), 0.0F);
  return collector.finish();
}

}  // namespace siskin::train
