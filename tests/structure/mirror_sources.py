"""Every lib/siskin/<m>/<f>.cpp has tests/unit/<m>/<f>_test.cpp that its CMakeLists.txt compiles, and
every tool has tests of its executable and of its options. Usage: mirror_sources.py SOURCE_DIR"""

import pathlib
import sys

from report import finish


def expected_tests(root):
    """Pairs: what is tested, and the test file it must have."""
    for source in sorted(root.glob("lib/siskin/*/*.cpp")):
        yield source, root / "tests/unit" / source.parent.name / f"{source.stem}_test.cpp"
    for main in sorted(root.glob("tools/*/main.cpp")):
        tool = main.parent.name
        for test in (f"{tool}_test.cpp", f"{tool}_options_test.cpp"):
            yield main, root / "tests/tools" / test


def is_listed(test):
    """True when the CMakeLists.txt beside the test names it: a test that is not built tests nothing."""
    lists = test.parent / "CMakeLists.txt"
    if not lists.exists():
        return False
    words = [line.split("#", 1)[0].split() for line in lists.read_text(encoding="utf-8").splitlines()]
    return any(word.strip("()") == test.name for line in words for word in line)


def main():
    root = pathlib.Path(sys.argv[1])
    findings = []
    checked = 0
    for source, test in expected_tests(root):
        checked += 1
        name = test.relative_to(root)
        if not test.exists():
            findings.append(f"{source.relative_to(root)}: has no {name}")
        elif not is_listed(test):
            findings.append(f"{name}: not compiled by the CMakeLists.txt beside it")
    for test in sorted(root.glob("tests/unit/*/*_test.cpp")):
        if not is_listed(test):
            findings.append(f"{test.relative_to(root)}: not compiled by the CMakeLists.txt beside it")
    finish(sorted(set(findings)), checked, "sources")


if __name__ == "__main__":
    main()
