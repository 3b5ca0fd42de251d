"""Every source in lib/ and tools/ that has a header of its own includes it before anything else, and is
compiled: so its compilation proves that the header needs nothing before it (headers.cmake counts on this).
Usage: own_header_first.py SOURCE_DIR"""

import pathlib
import re
import sys

from report import finish


def problems(root, source):
    own = source.with_suffix(".hpp").relative_to(root / source.relative_to(root).parts[0])
    first = re.search(r"^\s*#\s*include\s*(.*)$", source.read_text(encoding="utf-8"), re.MULTILINE)
    if first is None or first.group(1).strip() != f'"{own}"':
        yield f'its first #include must be "{own}"'
    lists = source.parent / "CMakeLists.txt"
    text = re.sub("#.*", "", lists.read_text(encoding="utf-8")) if lists.exists() else ""
    if source.name not in re.split(r"[\s()]+", text):
        yield "not compiled by the CMakeLists.txt beside it"


def main():
    root = pathlib.Path(sys.argv[1])
    sources = [source for folder in ("lib/siskin", "tools") for source in sorted((root / folder).glob("*/*.cpp"))
               if source.with_suffix(".hpp").exists()]
    findings = [f"{source.relative_to(root)}: {problem}" for source in sources for problem in problems(root, source)]
    finish(findings, len(sources), "sources with a header")


if __name__ == "__main__":
    main()
