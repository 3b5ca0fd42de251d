"""A main of at most 40 lines, a file of at most 400, a header that opens with #pragma once, and a
rule of a workflow of at most 25 lines. Usage: file_sizes.py SOURCE_DIR"""

import pathlib
import re
import sys

from report import finish

FILE_LIMIT = 400
MAIN_LIMIT = 40
RULE_LIMIT = 25


def check_source(path, lines):
    limit = MAIN_LIMIT if path.name == "main.cpp" else FILE_LIMIT
    if len(lines) > limit:
        yield f"{len(lines)} lines, at most {limit}"
    if path.suffix == ".hpp" and "#pragma once" not in lines:
        yield "no #pragma once"


def check_rules(lines):
    """A rule runs from its heading to the first line that is not indented."""
    name, start = None, 0
    for number, line in enumerate([*lines, "end"], start=1):
        if line.strip() and not line.startswith((" ", "#", ")")):
            if name and number - 1 - start > RULE_LIMIT:
                yield f"rule {name} has {number - 1 - start} lines, at most {RULE_LIMIT}"
            match = re.match(r"(?:rule|checkpoint) (\w+):", line)
            name, start = (match.group(1), number) if match else (None, 0)


def main():
    root = pathlib.Path(sys.argv[1])
    findings = []
    checked = 0
    for folder in ("lib", "tools", "tests", "workflows"):
        for path in sorted((root / folder).rglob("*")):
            if ".snakemake" in path.parts:
                continue
            if path.suffix in (".cpp", ".hpp", ".py", ".smk") or path.name == "Snakefile":
                checked += 1
                lines = path.read_text(encoding="utf-8").splitlines()
                problems = list(check_source(path, lines))
                if path.suffix == ".smk" or path.name == "Snakefile":
                    problems += check_rules(lines)
                findings += [f"{path.relative_to(root)}: {problem}" for problem in problems]
    finish(findings, checked, "files")


if __name__ == "__main__":
    main()
