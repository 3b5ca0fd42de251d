"""How the structure tests speak: one line a finding, and a status."""

import sys


def finish(findings, checked, what):
    """Prints the findings and ends the program; checking nothing is a failure too."""
    for finding in findings:
        print(finding)
    if checked == 0:
        print(f"no {what} found: nothing was checked")
    print(f"{checked} {what} checked, {len(findings)} findings")
    sys.exit(1 if findings or checked == 0 else 0)
