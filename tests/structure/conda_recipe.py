"""The conda recipe, rendered by hand since conda-build is no Debian package, held against the project:
version, dependencies of CMake, and every installed executable run by the recipe's own test commands in a
fresh folder. Usage: conda_recipe.py SOURCE_DIR BUILD_DIR VERSION"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

from report import finish

# What a find_ call of lib/cmake/SiskinDependencies.cmake is called in conda.
CONDA_NAMES = {"HTSLIB": "htslib", "ZLIB": "zlib", "Boost": "libboost-devel", "nlohmann_json": "nlohmann_json",
               "BigWig": "libbigwig", "Torch": "libtorch", "edlib": "edlib"}
WITH_THE_COMPILER = {"PkgConfig", "Threads"}
SUMMARY_LIMIT = 120


def render(text):
    """The recipe as conda-build would read it on Linux: jinja set, names and the functions in use."""
    variables = dict(re.findall(r'{%\s*set (\w+) = "([^"]*)"\s*%}', text))
    text = re.sub(r"{%.*?%}\n?", "", text)
    text = "\n".join(line for line in text.splitlines() if not line.rstrip().endswith("# [not linux]"))

    def value(match):
        expression = match.group(1).strip()
        function = re.fullmatch(r"(\w+)\((.*)\)", expression)
        if not function:
            return variables[expression]
        name, arguments = function.groups()
        known = {"compiler": "gxx_linux-64", "stdlib": "sysroot_linux-64", "pin_subpackage": variables["name"]}
        if name not in known or not arguments:
            raise KeyError(expression)
        return known[name]

    return yaml.safe_load(re.sub(r"{{(.*?)}}", value, text))


def cmake_dependencies(root):
    text = (root / "lib/cmake/SiskinDependencies.cmake").read_text(encoding="utf-8")
    found = re.findall(r"^\s*(?:find_package|pkg_check_modules)\((\w+)", text, re.MULTILINE)
    found += re.findall(r"find_library\(\w+ (\w+)", text)
    return set(found) - WITH_THE_COMPILER


def check_dependencies(recipe, root):
    host = {line.split()[0] for line in recipe["requirements"]["host"]}
    wanted = set()
    for name in sorted(cmake_dependencies(root)):
        if name in CONDA_NAMES:
            wanted.add(CONDA_NAMES[name])
        else:
            yield f"CMake looks for {name}, whose conda name this test does not know"
    yield from (f"host lacks {name}, which CMake looks for" for name in sorted(wanted - host))
    yield from (f"host has {name}, which CMake never looks for" for name in sorted(host - wanted))


def check_fields(recipe, version):
    if recipe["package"]["version"] != version:
        yield f"version {recipe['package']['version']}, CMake says {version}"
    for section, key in (("build", "number"), ("build", "run_exports"), ("about", "home"),
                         ("about", "license"), ("about", "license_file"), ("about", "summary")):
        if key not in recipe[section]:
            yield f"{section}/{key} is missing"
    if len(recipe["about"].get("summary", "")) > SUMMARY_LIMIT:
        yield f"about/summary is longer than {SUMMARY_LIMIT} characters"
    if not {"gxx_linux-64", "sysroot_linux-64"} <= set(recipe["requirements"]["build"]):
        yield "requirements/build lacks compiler('cxx') or stdlib('c')"


def check_coverage(commands, executables):
    """Each executable must show its version and do real work."""
    for name in executables:
        own = [command.split() for command in commands if name in command.split()]
        if not any("--version" in words for words in own):
            yield f"{name}: no --version among the test commands"
        if not any(not {"--version", "--help"} & set(words) for words in own):
            yield f"{name}: no real run among the test commands"


def run_commands(commands, prefix):
    environment = dict(os.environ, PATH=f"{prefix}/bin:{os.environ['PATH']}")
    with tempfile.TemporaryDirectory() as folder:
        for command in commands:
            done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", command], cwd=folder, env=environment,
                                  capture_output=True, text=True, check=False)
            if done.returncode != 0:
                yield f"{command}: status {done.returncode}: {done.stderr.strip()}"


def main():
    root, build, version = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    recipe = render((root / "conda-recipe/meta.yaml").read_text(encoding="utf-8"))
    commands = recipe["test"]["commands"]
    findings = [*check_fields(recipe, version), *check_dependencies(recipe, root)]
    with tempfile.TemporaryDirectory() as prefix:
        subprocess.run(["cmake", "--install", str(build), "--prefix", prefix], check=True, capture_output=True)
        executables = sorted(path.name for path in (pathlib.Path(prefix) / "bin").iterdir())
        findings += check_coverage(commands, executables)
        findings += run_commands(commands, prefix)
    findings += ["build.sh is missing"] if not (root / "conda-recipe/build.sh").exists() else []
    finish(findings, len(executables), "executables")


if __name__ == "__main__":
    main()
