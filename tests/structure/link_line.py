"""What the built executables load at start, by ldd: those in bin no LibTorch, the engines in libexec
LibTorch. Usage: link_line.py BIN_DIR ENGINE_DIR WITH_TORCH"""

import pathlib
import re
import subprocess
import sys

from report import finish

LIBTORCH = re.compile(r"\blib(?:torch|c10|caffe2)\w*\.so")


def loads_libtorch(executable):
    shown = subprocess.run(["ldd", str(executable)], capture_output=True, text=True, check=True)
    return bool(LIBTORCH.search(shown.stdout))


def executables(folder):
    return sorted(path for path in folder.glob("siskin-*") if path.is_file())


def main():
    fronts, engines = (executables(pathlib.Path(folder)) for folder in sys.argv[1:3])
    findings = [f"{path.name}: loads LibTorch, though in bin" for path in fronts if loads_libtorch(path)]
    findings += [f"{path.name}: an engine that loads no LibTorch" for path in engines
                 if not loads_libtorch(path)]
    findings += [f"{path.name}: an engine without a front in bin" for path in engines
                 if path.name not in {front.name for front in fronts}]
    if sys.argv[3] in ("ON", "1", "TRUE") and not engines:
        findings.append(f"{sys.argv[2]}: no engine there")
    finish(findings, len(fronts) + len(engines), "executables")


if __name__ == "__main__":
    main()
