"""clang-tidy over every source in compile_commands.json, two at a time.

LibTorch's headers cost a good 10 s a source, and the precompiled header of g++ is of no use to clang:
this makes one of clang's own from the same header and flags and puts it into the commands.
"""

import argparse
import concurrent.futures
import json
import pathlib
import shlex
import subprocess
import sys
import time

CLANG = "clang++-14"
TIDY = "clang-tidy-14"
PCH_NAME = "cmake_pch.hxx"


def without_pch(arguments):
    """The arguments without g++'s precompiled header, and that header's path or None."""
    kept, header = [], None
    index = 0
    while index < len(arguments):
        if arguments[index] == "-include" and arguments[index + 1].endswith(PCH_NAME):
            header = arguments[index + 1]
            index += 2
            continue
        if arguments[index] != "-Winvalid-pch":
            kept.append(arguments[index])
        index += 1
    return kept, header


def flags_only(arguments):
    """The arguments without compiler, launcher, input and output."""
    kept = []
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in ("-o", "-c"):
            skip = True
        elif argument.startswith("-") or kept:
            kept.append(argument)
    return kept


def make_pch(header, flags, folder):
    """Precompiles `header` with clang once; returns the path."""
    result = folder / (PCH_NAME + ".pch")
    command = [CLANG, *flags, "-x", "c++-header", header, "-o", str(result)]
    subprocess.run(command, check=True)
    return result


def rewrite(entries, folder):
    """The compile commands as clang can use them."""
    pch = None
    rewritten = []
    for entry in entries:
        if pathlib.Path(entry["file"]).name.startswith("cmake_pch"):
            continue
        arguments = entry.get("arguments") or shlex.split(entry["command"])
        arguments, header = without_pch(arguments)
        if header:
            pch = pch or make_pch(header, flags_only(arguments), folder)
            arguments[-4:-4] = ["-include-pch", str(pch)]
        rewritten.append({"directory": entry["directory"], "file": entry["file"], "arguments": arguments})
    return rewritten


def check(source, database, quiet=True):
    start = time.monotonic()
    done = subprocess.run(
        [TIDY, "-p", str(database), "--quiet", source], capture_output=True, text=True, check=False)
    return source, done.returncode, done.stdout, done.stderr, time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="only sources whose path contains this")
    parser.add_argument("--times", action="store_true", help="print the seconds of each source")
    options = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parents[2]
    entries = json.loads((options.build / "compile_commands.json").read_text(encoding="utf-8"))
    written = [entry for entry in entries
               if pathlib.Path(entry["file"]).is_relative_to(root)
               and not pathlib.Path(entry["file"]).is_relative_to(options.build.resolve())]
    folder = options.build.resolve() / "clang-tidy"
    folder.mkdir(exist_ok=True)
    chosen = [entry for entry in entries if entry in written and options.only in entry["file"]]
    rewritten = rewrite(chosen, folder)
    (folder / "compile_commands.json").write_text(json.dumps(rewritten, indent=1), encoding="utf-8")
    sources = sorted({entry["file"] for entry in rewritten})
    if not sources:
        sys.exit("clang_tidy.py: no sources found: nothing would be checked")
    failed = []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for source, status, out, err, seconds in pool.map(lambda one: check(one, folder), sources):
            if options.times:
                print(f"{seconds:6.1f} s  {source}")
            if status != 0:
                failed.append(source)
                print(out or err, flush=True)
    print(f"{len(sources)} sources, {len(failed)} with findings")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
