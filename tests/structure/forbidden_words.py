"""Words that the house rules keep out, each with its reason. Comments and strings do not count.
Usage: forbidden_words.py SOURCE_DIR"""

import pathlib
import re
import sys

from report import finish

LIBRARY = "lib/siskin/"
# (pattern, where it is forbidden: path prefixes, where it is allowed all the same, why)
RULES = (
    (r"\b(?:std::)?(?:atoi|atol|atof|sto(?:i|l|ul|ll|ull|f|d|ld)|strto\w+|sscanf)\s*\(",
     ("lib/", "tools/"), (), "accepts half a number: use util/parse.hpp"),
    (r"\bstd::(?:cout|cerr|clog)\b|\b(?:f?printf|puts|perror)\s*\(", (LIBRARY,), ("lib/siskin/cli/",),
     "the library prints nothing"),
    (r"\bstd::(?:cout|cerr|clog)\b|\b(?:f?printf|puts|perror)\s*\(", ("tools/",), (),
     "a tool writes data to the stream it is given, and messages through cli"),
    (r"\b(?:std::)?(?:exit|_Exit|quick_exit|abort|terminate)\s*\(", ("lib/", "tools/"), (),
     "throw siskin::Error: run_tool decides the exit status"),
    (r"\brandom_device\b|\bstd::\w+_distribution\b|\bstd::mt19937\w*|\bs?rand\s*\(|\btime\s*\(\s*(?:0|NULL|nullptr)\s*\)",
     ("lib/", "tools/"), (), "not reproducible: use util/random.hpp"),
    (r"\bnew\b(?!>)|\bdelete\b(?!\s*;)", ("lib/", "tools/"), (), "no raw ownership"),
    (r"\busing\s+namespace\s+std\s*;", ("lib/", "tools/", "tests/"), (), "names its own names"),
    (r"#\s*include\s*<(?:htslib/|bigWig)", ("lib/", "tools/"), ("lib/siskin/io/",),
     "foreign handles live in io"),
    (r"#\s*include\s*<(?:torch|ATen|c10|caffe2)/", ("lib/", "tools/"),
     ("lib/siskin/model/", "lib/siskin/kernel/", "lib/siskin/train/", "lib/siskin/gradient/", "lib/siskin/attribute/",
      "tools/train/", "tools/predict/", "tools/attribute/", "tools/sis/"), "above the torch line"),
    (r"#\s*include\s*[<\"](?:torch|ATen|c10|siskin/(?:io|model|kernel|train|gradient|attribute)/)",
     ("tools/*/options.cpp",), (), "options are read without touching files or networks"),
)
LITERALS = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'', re.DOTALL)


def code_only(text):
    """The text with comments and literals blanked, line numbers kept; #include lines stay."""
    def blank(match):
        start = text.rfind("\n", 0, match.start()) + 1
        if text[start:match.start()].lstrip().startswith("#") and not match.group().startswith("/"):
            return match.group()
        return re.sub(r"[^\n]", " ", match.group())
    return LITERALS.sub(blank, text)


def applies(name, prefixes):
    return any(pathlib.PurePath(name).match(prefix) if "*" in prefix else name.startswith(prefix)
               for prefix in prefixes)


def main():
    root = pathlib.Path(sys.argv[1])
    findings = []
    checked = 0
    for folder in ("lib", "tools", "tests"):
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            checked += 1
            name = path.relative_to(root).as_posix()
            code = code_only(path.read_text(encoding="utf-8"))
            for pattern, where, except_in, reason in RULES:
                if not applies(name, where) or applies(name, except_in):
                    continue
                for match in re.finditer(pattern, code):
                    line = code.count("\n", 0, match.start()) + 1
                    findings.append(f"{name}:{line}: {match.group().strip()}: {reason}")
    finish(findings, checked, "files")


if __name__ == "__main__":
    main()
