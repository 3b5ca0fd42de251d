"""The scripts of the workflows on inputs small enough to know the answer by hand. Usage: scripts_test.py WORKFLOWS"""

import pathlib
import subprocess
import sys
import tempfile
import unittest
import zlib

WORKFLOWS = pathlib.Path(sys.argv.pop(1)).resolve()


class ScriptTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def rows(self, name):
        return [line.split("\t") for line in self.read(name).splitlines() if not line.startswith("#")]

    def run_script(self, script, *arguments):
        return subprocess.run([sys.executable, str(WORKFLOWS / script), *arguments], cwd=self.folder,
                              capture_output=True, text=True, check=False)

    def passes(self, script, *arguments):
        done = self.run_script(script, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)

    def fails(self, message, script, *arguments):
        done = self.run_script(script, *arguments)
        self.assertEqual(done.returncode, 1)
        self.assertIn(message, done.stderr)


class CombineScores(ScriptTest):
    SCRIPT = "common/scripts/combine_scores.py"

    def test_adds_the_parts_of_the_name_as_columns(self):
        self.write("relu.seed1.tsv", "# made\nmetric\tvalue\nauroc\t0.5\n")
        self.write("elu.seed12.tsv", "metric\tvalue\nauroc\t0.25\naupr\t1\n")
        self.passes(self.SCRIPT, "-o", "all.tsv", "--columns", "activation", "seed", "--", "relu.seed1.tsv",
                    "elu.seed12.tsv")
        self.assertEqual(self.rows("all.tsv"), [
            ["activation", "seed", "metric", "value"], ["relu", "1", "auroc", "0.5"],
            ["elu", "12", "auroc", "0.25"], ["elu", "12", "aupr", "1"]])

    def test_refuses_tables_of_other_columns(self):
        self.write("a.tsv", "metric\tvalue\n")
        self.write("b.tsv", "metric\tn\n")
        self.fails("b.tsv: found columns", self.SCRIPT, "-o", "all.tsv", "--columns", "x", "--", "a.tsv", "b.tsv")

    def test_refuses_a_name_with_too_few_parts(self):
        self.write("a.tsv", "metric\n")
        self.fails("a.tsv: found 1 parts", self.SCRIPT, "-o", "all.tsv", "--columns", "x", "y", "--", "a.tsv")


class SummariseScores(ScriptTest):
    SCRIPT = "common/scripts/summarise_scores.py"
    TABLE = ("activation\tseed\tmetric\tgroup\tvalue\n"
             "relu\t1\tauroc\tall\t0.5\nrelu\t2\tauroc\tall\t1\nrelu\t1\taupr\tall\tNA\nrelu\t2\taupr\tall\t0.25\n"
             "relu\t1\tauroc\tother\t0\nelu\t1\tauroc\tall\t0.75\n")

    def test_gives_means_by_hand(self):
        self.write("all.tsv", self.TABLE)
        self.passes(self.SCRIPT, "--by", "activation", "--metric", "auroc", "aupr", "--where", "group=all", "-o",
                    "m.tsv", "all.tsv")
        self.assertEqual(self.rows("m.tsv"), [["activation", "runs", "auroc", "aupr"],
                                              ["relu", "2", "0.75", "0.25"], ["elu", "1", "0.75", "NA"]])

    def test_names_a_missing_column(self):
        self.write("all.tsv", self.TABLE)
        self.fails("no column method", self.SCRIPT, "--by", "method", "--metric", "auroc", "-o", "m.tsv", "all.tsv")


class ExplainedNames(ScriptTest):
    SCRIPT = "common/scripts/explained_names.py"

    def test_takes_records_with_the_wanted_words(self):
        self.write("a.fa", ">a label=1 split=test\nA\n>b label=0 split=test\nA\n>c split=test label=1\nA\n"
                           ">d label=1 split=test\nA\n")
        self.passes(self.SCRIPT, "--limit", "2", "-o", "n", "a.fa", "--with", "split=test", "label=1")
        self.assertEqual(self.read("n"), "a\nc\n")

    def test_takes_names_or_places_of_windows(self):
        self.write("a.bed", "chr1\t5\t9\tsite\t1\nchr2\t0\t4\n")
        self.passes(self.SCRIPT, "--limit", "9", "-o", "n", "a.bed")
        self.assertEqual(self.read("n"), "site\nchr2:0-4\n")

    def test_refuses_to_explain_nothing(self):
        self.write("a.fa", ">a label=0\nA\n")
        self.fails("no sequence to explain", self.SCRIPT, "--limit", "1", "-o", "n", "a.fa", "--with", "label=1")


class Windows(ScriptTest):
    SCRIPT = "genomic/workflow/scripts/windows.py"
    OUTPUTS = ("--windows", "w.bed", "--test", "t.bed", "--explain", "e.bed", "--labels", "l.tsv")

    def test_splits_a_table_by_chromosome_and_explains_the_best_ranks(self):
        self.write("t.tsv", "chrom\tstart\tend\tlabel\trank\nchr1\t0\t10\t1\t1\nchr2\t0\t10\t1\t7\n"
                            "chr2\t20\t30\t1\t3\nchr2\t40\t50\t0\t.\n")
        self.passes(self.SCRIPT, "--table", "t.tsv", "--test-chroms", "chr2", "--limit", "1", *self.OUTPUTS)
        self.assertEqual(len(self.rows("w.bed")), 4)
        self.assertEqual([row[1] for row in self.rows("t.bed")], ["0", "20", "40"])
        self.assertEqual(self.rows("e.bed"), [["chr2", "20", "30", "chr2:20-30", "1", "+"]])
        self.assertEqual(self.rows("l.tsv"), [["name", "label"], ["chr2:0-10", "1"], ["chr2:20-30", "1"],
                                              ["chr2:40-50", "0"]])

    def test_takes_flanks_of_peaks_that_touch_no_peak(self):
        self.write("p.bed", "# peaks\nchr1\t1000\t1001\nchr1\t1300\t1301\n")
        self.passes(self.SCRIPT, "--peaks", "p.bed", "--width", "100", "--flank", "300", "--test-chroms", "chr1",
                    "--limit", "5", *self.OUTPUTS)
        self.assertEqual([(row[1], row[2], row[4]) for row in self.rows("w.bed")], [
            ("950", "1050", "1"), ("650", "750", "0"), ("1250", "1350", "1"), ("1550", "1650", "0")])

    def test_refuses_a_split_that_contradicts_the_configuration(self):
        self.write("t.tsv", "chrom\tstart\tend\tlabel\tsplit\nchr1\t0\t10\t1\ttest\n")
        self.fails("t.tsv:2: split test", self.SCRIPT, "--table", "t.tsv", "--limit", "1", *self.OUTPUTS)

    def test_refuses_to_test_on_nothing(self):
        self.write("t.tsv", "chrom\tstart\tend\tlabel\nchr1\t0\t10\t1\n")
        self.fails("no test windows", self.SCRIPT, "--table", "t.tsv", "--limit", "1", *self.OUTPUTS)


class LabelFasta(ScriptTest):
    SCRIPT = "genomic/workflow/scripts/label_fasta.py"

    def test_puts_labels_into_headers(self):
        self.write("a.fa", ">x old words\nACGT\nAC\n")
        self.write("t.tsv", "id\tlabel\tsplit\nx\t1\ttrain\n")
        self.passes(self.SCRIPT, "--fasta", "a.fa", "--table", "t.tsv", "-o", "b.fa")
        self.assertEqual(self.read("b.fa"), ">x label=1 split=train\nACGT\nAC\n")

    def test_refuses_a_sequence_without_a_row(self):
        self.write("a.fa", ">x\nA\n>y\nA\n")
        self.write("t.tsv", "id\tlabel\tsplit\nx\t1\ttrain\n")
        self.fails("a.fa:3: y is not in t.tsv", self.SCRIPT, "--fasta", "a.fa", "--table", "t.tsv", "-o", "b.fa")


class ReporterFasta(ScriptTest):
    SCRIPT = "genomic/workflow/scripts/reporter_fasta.py"
    COLUMNS = ("--table", "t.tsv", "--name", "tag", "--sequence", "seq", "--rna", "r1", "r2", "--dna", "d1", "-o",
               "a.fa")

    def test_takes_the_log_ratio_of_summed_counts(self):
        self.write("t.tsv", "tag\tseq\tr1\tr2\td1\na\tACGT\t20\t11\t31\nb\tACGA\t60\t3\t31\nc\tTTTT\t9\t9\t3\n")
        self.passes(self.SCRIPT, *self.COLUMNS, "--minimum", "20")
        headers = [line.split() for line in self.read("a.fa").splitlines()[::2]]
        self.assertEqual([header[:2] for header in headers], [[">a", "label=0"], [">b", "label=1"]])

    def test_gives_one_sequence_one_split(self):
        self.write("t.tsv", "tag\tseq\tr1\tr2\td1\n" + "".join(f"t{i}\tACGT\t{i}\t1\t30\n" for i in range(9)))
        self.passes(self.SCRIPT, *self.COLUMNS)
        splits = {line.split()[2] for line in self.read("a.fa").splitlines()[::2]}
        expected = {0: "test", 1: "valid"}.get(zlib.crc32(b"ACGT") % 10, "train")
        self.assertEqual(splits, {f"split={expected}"})

    def test_refuses_a_table_without_enough_reads(self):
        self.write("t.tsv", "tag\tseq\tr1\tr2\td1\na\tACGT\t1\t1\t1\n")
        self.fails("no variant has 20 DNA reads", self.SCRIPT, *self.COLUMNS)


if __name__ == "__main__":
    unittest.main()
