"""The structure scripts on a small tree that breaks each rule once: a script that lets it pass checks nothing."""

import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CASES = (
    ("mirror_sources.py", {"lib/siskin/seq/alone.cpp": "int x;\n"}, "has no tests/unit/seq/alone_test.cpp"),
    ("mirror_sources.py", {"lib/siskin/seq/a.cpp": "", "tests/unit/seq/a_test.cpp": "",
                           "tests/unit/seq/CMakeLists.txt": "# a_test.cpp\n"}, "not compiled"),
    ("own_header_first.py", {"lib/siskin/seq/a.cpp": '#include <map>\n#include "siskin/seq/a.hpp"\n',
                             "lib/siskin/seq/a.hpp": "#pragma once\n"}, 'first #include must be "siskin/seq/a.hpp"'),
    ("own_header_first.py", {"tools/x/run.cpp": '#include "x/run.hpp"\n', "tools/x/run.hpp": "#pragma once\n",
                             "tools/x/CMakeLists.txt": "# run.cpp\n"}, "not compiled"),
    ("file_sizes.py", {"tools/x/main.cpp": "\n" * 41}, "41 lines"),
    ("file_sizes.py", {"lib/siskin/seq/long.cpp": "\n" * 401}, "401 lines"),
    ("file_sizes.py", {"lib/siskin/seq/bare.hpp": "int x;\n"}, "no #pragma once"),
    ("file_sizes.py", {"workflows/w/workflow/rules/r.smk": "rule long:\n" + "    input:\n" * 26}, "rule long"),
    ("forbidden_words.py", {"lib/siskin/seq/a.cpp": "int x = std::stoi(text);\n"}, "a.cpp:1: std::stoi("),
    ("forbidden_words.py", {"lib/siskin/seq/a.cpp": "// one\nstd::cout << 1;\n"}, "a.cpp:2: std::cout"),
    ("forbidden_words.py", {"tools/x/run.cpp": "exit(3);\n"}, "exit("),
    ("forbidden_words.py", {"lib/siskin/seq/a.cpp": "std::random_device seed;\n"}, "random_device"),
    ("forbidden_words.py", {"lib/siskin/seq/a.cpp": "int* x = new int;\n"}, "new"),
    ("forbidden_words.py", {"lib/siskin/seq/a.cpp": "#include <torch/torch.h>\n"}, "torch line"),
    ("forbidden_words.py", {"tools/x/options.cpp": '#include "siskin/io/table.hpp"\n'}, "without touching files"),
)
CLEAN = {
    "lib/siskin/seq/a.cpp": '#include "siskin/seq/a.hpp"\nconst char* x = "std::cout";  // no new exit(1) here\n',
    "lib/siskin/seq/a.hpp": "#pragma once\nstruct A {\n  A(const A&) = delete;\n};\n",
    "lib/siskin/seq/CMakeLists.txt": "siskin_module(seq SOURCES a.cpp)\n",
    "tests/unit/seq/a_test.cpp": "",
    "tests/unit/seq/CMakeLists.txt": "a_test.cpp\n",
}


def run(script, files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return subprocess.run([sys.executable, str(HERE / script), folder], capture_output=True, text=True,
                              check=False)


def main():
    wrong = []
    for script, files, message in CASES:
        done = run(script, files)
        if done.returncode != 1 or message not in done.stdout:
            wrong.append(f"{script}: expected '{message}', printed: {done.stdout}{done.stderr}")
    for script in sorted({case[0] for case in CASES}):
        done = run(script, CLEAN)
        if done.returncode != 0:
            wrong.append(f"{script}: refused a clean tree: {done.stdout}{done.stderr}")
    print("\n".join(wrong) or f"{len(CASES)} broken trees refused")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
