"""clang-tidy over every source in compile_commands.json, two processes at a time.

clang-tidy looks at all that a source includes, and with LibTorch's headers that is most of a minute. So sources
that are compiled alike are joined, two dozen to one generated file, and their headers are paid for once. Two files
may use the same name for different things: a file that clang finds fault with beside the others goes to the next
group, and one that it refuses even alone is an error."""

import argparse
import concurrent.futures
import itertools
import json
import pathlib
import re
import shlex
import subprocess
import sys
import time

CLANG = "clang++-14"
TIDY = "clang-tidy-14"
PCH_NAME = "cmake_pch.hxx"
GROUP_SIZE = 24


def clang_flags(entry):
    """The flags of a compile command that clang understands, and g++'s precompiled header or None."""
    arguments = entry.get("arguments") or shlex.split(entry["command"])
    kept, header = [], None
    words = iter(arguments)
    for word in words:
        if word == "-include":
            header = next(words)
            if pathlib.Path(header).name != PCH_NAME:
                kept += [word, header]
                header = None
        elif word in ("-o", "-c"):
            next(words)
        elif word.startswith("-") and word != "-Winvalid-pch":
            kept.append(word)
            if word in ("-isystem", "-I", "-D"):
                kept.append(next(words))
    return tuple(kept), header


def apart(entries):
    """The entries, with CMake's joined sources (SISKIN_JOIN_TESTS) taken apart again."""
    for entry in entries:
        if pathlib.Path(entry["file"]).name.startswith("unity_"):
            for source in re.findall('#include "(.*)"', pathlib.Path(entry["file"]).read_text(encoding="utf-8")):
                yield {**entry, "file": source}
        else:
            yield entry


def group_by_flags(entries):
    groups = {}
    for entry in entries:
        flags, header = clang_flags(entry)
        groups.setdefault((entry["directory"], flags, header), []).append(entry["file"])
    return groups


class Checker:
    """Joins and checks the sources of one set of flags."""

    def __init__(self, root, folder):
        self.root = root
        self.folder = folder
        self.headers = {}
        self.numbers = itertools.count(1)  # next() is safe between threads

    def precompiled(self, header, flags):
        """Flags that stand for g++'s precompiled header: clang's own of the same header, made once."""
        if header is None:
            return []
        if header not in self.headers:
            path = self.folder / f"{len(self.headers)}.pch"
            # Else each of its readers instantiates its templates again, for two seconds.
            subprocess.run([CLANG, *flags, "-w", "-fpch-instantiate-templates", "-x", "c++-header", header,
                            "-o", str(path)], check=True)
            self.headers[header] = path
        return ["-include-pch", str(self.headers[header])]

    def join(self, sources):
        path = self.folder / f"group{next(self.numbers)}.cpp"
        path.write_text("".join(f'#include "{source}"\n' for source in sources), encoding="utf-8")
        return path

    def faulty(self, sources, flags):
        """Those of the sources in which clang reports an error when all are one file."""
        done = subprocess.run([CLANG, *flags, "-w", "-fsyntax-only", "-ferror-limit=0", str(self.join(sources))],
                              capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return [], ""
        named = set(re.findall(r"^(\S+?):\d+:\d+: (?:fatal )?error:", done.stderr, re.MULTILINE))
        return [source for source in sources if source in named] or sources[1:] or sources, done.stderr

    def agreeable(self, sources, flags):
        """Splits the sources into groups that clang takes; yields (group, message of a lone failure)."""
        todo = list(sources)
        while todo:
            group, later = todo[:GROUP_SIZE], todo[GROUP_SIZE:]
            while group:
                faulty, message = self.faulty(group, flags)
                if not faulty:
                    yield group, ""
                    break
                if len(group) == 1:
                    yield group, message
                    break
                later = faulty + later
                group = [source for source in group if source not in faulty] or [later.pop(0)]
            todo = later

    def check(self, sources, flags):
        """clang's own warnings stay off (-w): g++ has judged each file by itself, and joined files may shadow."""
        start = time.monotonic()
        done = subprocess.run(
            [TIDY, "--quiet", f"--config-file={self.root}/.clang-tidy", "--checks=-bugprone-suspicious-include",
             f"--header-filter=^{self.root}/(lib|tools|tests)/", str(self.join(sources)), "--", *flags, "-w"],
            capture_output=True, text=True, check=False)
        return done.returncode, done.stdout or done.stderr, time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="only sources whose path contains this")
    parser.add_argument("--times", action="store_true", help="print the seconds of each group")
    options = parser.parse_args()
    root = pathlib.Path(__file__).resolve().parents[2]
    build = options.build.resolve()
    folder = build / "clang-tidy"
    folder.mkdir(exist_ok=True)
    entries = apart(json.loads((build / "compile_commands.json").read_text(encoding="utf-8")))
    entries = [entry for entry in entries if pathlib.Path(entry["file"]).is_relative_to(root)
               and not pathlib.Path(entry["file"]).is_relative_to(build) and options.only in entry["file"]]
    if not entries:
        sys.exit("clang_tidy.py: no sources found: nothing would be checked")
    findings, checked = check_all(Checker(root, folder), group_by_flags(entries), options)
    print(f"{checked} sources checked, {findings} groups with findings")
    sys.exit(1 if findings else 0)


def check_all(checker, groups, options):
    """Prints what is found; returns the number of groups with findings, and of sources."""
    findings = checked = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        jobs = {}
        for (_, flags, header), sources in groups.items():
            flags = [*flags, *checker.precompiled(header, flags)]
            for group, message in checker.agreeable(sorted(sources), flags):
                checked += len(group)
                if message:
                    findings += 1
                    print(message, flush=True)
                else:
                    jobs[pool.submit(checker.check, group, flags)] = group
        for job in concurrent.futures.as_completed(jobs):
            status, text, seconds = job.result()
            if options.times:
                print(f"{seconds:6.1f} s  {' '.join(pathlib.Path(one).name for one in jobs[job])}")
            if status != 0:
                findings += 1
                print(text, flush=True)
    return findings, checked


if __name__ == "__main__":
    main()
