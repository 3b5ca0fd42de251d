#!/usr/bin/python3
"""Every number of siskin-score against NumPy versions of the definitions, on fixed and seeded random files with ties,
constants, one class only, empty sequences, NA and single items. The definitions are those of scipy.stats (pearsonr,
spearmanr, ttest_ind, ttest_rel, wilcoxon, mannwhitneyu), sklearn.metrics (roc_auc_score, precision_recall_curve and
auc, average_precision_score, log_loss, brier_score_loss, f1_score, matthews_corrcoef, r2_score, ...), R's p.adjust and
qvalue, and of the papers named on the page of siskin-score; neither library is needed. siskin-score prints nine
digits, and each must be right: agreement to 5e-9 relative, which is what print allows.

Not covered: what depends on siskin's own random numbers (percentile intervals, p of the bootstrap, the shuffled
baseline of profile, --bounds of stability), and motif discovery, which has no definition but itself.

Usage: score_test.py BIN_DIR              needs python3-numpy"""

import pathlib
import sys
import tempfile

try:
    import numpy  # pylint: disable=unused-import
except ImportError:
    print("skipped: no python3-numpy")
    sys.exit(77)

import score_map_cases
import score_motif_cases
import score_place_cases
import score_table_cases
from score_support import Scores
from siskin_tool import Checks


def main():
    binaries = pathlib.Path(sys.argv[1]).absolute()
    checks = Checks()
    for module in (score_table_cases, score_map_cases, score_place_cases, score_motif_cases):
        for name, case in module.CASES.items():
            with tempfile.TemporaryDirectory() as folder:
                scores = Scores(binaries, pathlib.Path(folder), checks)
                before = len(checks.failures)
                case(scores)
                failed = len(checks.failures) - before
                print(f"{name}: {scores.numbers} numbers, largest relative difference {scores.worst:.1e}"
                      + (f", {failed} FAILED" if failed else ""))
    return checks.finish()


if __name__ == "__main__":
    sys.exit(main())
