"""The page of a tool, tools/<name>/<name>.md, held against the tool itself.

Its ```console blocks are run: every line "$ command" (continued after a backslash) in one fresh folder that
holds test-data as a link, with the tools on PATH; the lines below it must be its standard output, byte for
byte. Its headings "### --option" must be the long options of --help. Usage: tool_page.py SOURCE_DIR BIN_DIR TOOL"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

from report import finish

EVERYWHERE = {"help", "version"}


def console_blocks(page):
    return re.findall(r"^```console\n(.*?)^```\s*$", page, re.DOTALL | re.MULTILINE)


def steps(block):
    """Pairs of a command and the output shown below it."""
    command, output, continued = None, [], False
    for line in block.splitlines():
        if continued:
            command += "\n" + line.removeprefix("> ")
            continued = line.endswith("\\")
        elif line.startswith("$ "):
            if command is not None:
                yield command, "".join(output)
            command, output = line[2:], []
            continued = line.endswith("\\")
        else:
            output.append(line + "\n")
    if command is not None:
        yield command, "".join(output)


def check_examples(page, root, tools):
    """Runs the examples; yields findings, and the number of commands at the end."""
    environment = dict(os.environ, PATH=f"{tools}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "test-data").symlink_to(root / "test-data")
        for block in console_blocks(page):
            for command, expected in steps(block):
                done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=folder,
                                      env=environment, capture_output=True, text=True, check=False)
                if done.returncode != 0:
                    yield f"$ {command}\nended with status {done.returncode}: {done.stderr}"
                elif done.stdout != expected:
                    yield f"$ {command}\nexpected:\n{expected}printed:\n{done.stdout}"


def help_of(tool, *words):
    done = subprocess.run([str(tool), *words, "--help"], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def help_options(tool):
    """The long options of --help, of the tool and of its subcommands."""
    overview = help_of(tool)
    texts = [overview]
    for word in re.findall(r"^ {2,4}([a-z][a-z-]+)(?: {2,}|$)", overview, re.MULTILINE):
        text = help_of(tool, word)
        if text.startswith("Usage:") and text != overview:
            texts.append(text)
    declared = re.compile(r"^\s+(?:-\S(?: \[|,) )?--([a-z0-9-]+)", re.MULTILINE)
    return {name for text in texts for name in declared.findall(text)} - EVERYWHERE


def heading_options(page):
    return set(re.findall(r"^#{3,5} .*?--([a-z0-9-]+)", page, re.MULTILINE)) - EVERYWHERE


def main():
    root, tools, name = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), sys.argv[3]
    path = root / "tools" / name / f"{name}.md"
    if not path.exists():
        finish([f"{path.relative_to(root)}: missing"], 1, "pages")
    page = path.read_text(encoding="utf-8")
    findings = list(check_examples(page, root, tools))
    offered, described = help_options(tools / f"siskin-{name}"), heading_options(page)
    findings += [f"--{option}: in --help, without a heading on the page" for option in sorted(offered - described)]
    findings += [f"--{option}: a heading on the page, not in --help" for option in sorted(described - offered)]
    commands = sum(1 for block in console_blocks(page) for _ in steps(block))
    finish(findings, commands, "commands")


if __name__ == "__main__":
    main()
