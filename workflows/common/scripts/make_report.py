"""Puts the text, figures and tables of a study into one HTML page that needs no other file.

    make_report.py --title "Which bases" -o report.html \\
        --section "Accuracy::What the networks **learned**" \\
        --figure "AUROC of all runs::auroc.svg" \\
        --table "Means over seeds::summary.tsv" \\
        --section "Motifs::@motifs.md"

Parts come in the order given. A text may be @FILE; it knows blank lines between paragraphs, lists with
"- ", **bold**, *emphasis*, `code` and [links](address). Figures are SVG (an empty file: there was nothing to draw), tables are TSV. The footer tells
by which command each file was made, from its "# " line or its description."""

import argparse
import html
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
MOST_ROWS = 500    # of a table on the page; the rest stays in its file
OPEN_ROWS = 25     # longer tables are folded
WIDE = 1100        # pixels from which a figure scrolls sideways instead of shrinking
STYLE = pathlib.Path(__file__).with_name("report.css")


class ReportError(Exception):
    """One line for the user."""


def read_text(path):
    try:
        return pathlib.Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReportError(f"{path}: found bytes that are no UTF-8 text") from error


# ---- text


def inline(text):
    """`code`, **bold**, *emphasis* and links, everything else escaped."""
    parts = re.split(r"(`[^`]+`)", text)
    for i, part in enumerate(parts):
        if i % 2 == 1:
            parts[i] = f"<code>{html.escape(part[1:-1])}</code>"
            continue
        part = html.escape(part)
        part = re.sub(r"\[([^\]]+)\]\(((?:https?://|#)[^)\s]+)\)", r'<a href="\2">\1</a>', part)
        part = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", part)
        parts[i] = re.sub(r"\*([^*\s][^*]*)\*", r"<em>\1</em>", part)
    return "".join(parts)


def block(text):
    lines = [line.strip() for line in text.strip().splitlines()]
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{inline(line[2:])}</li>" for line in lines) + "</ul>"
    return f"<p>{inline(' '.join(lines))}</p>"


def markdown(text):
    if text.startswith("@"):
        text = read_text(text[1:])
    return "\n".join(block(part) for part in re.split(r"\n\s*\n", text) if part.strip())


# ---- numbers and tables


def number(cell):
    """The value of a cell, None when it is no number."""
    return float(cell) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", cell) else None


def rounded(cell):
    """Three digits for people; whole numbers stay."""
    value = number(cell)
    if value is None or re.fullmatch(r"[+-]?\d+", cell):
        return cell
    size = abs(value)
    if size != 0 and (size < 0.0005 or size >= 1e6):
        return f"{value:.2e}"
    return f"{value:.3f}" if size < 100 else f"{value:.1f}"


def read_table(path):
    """Header, rows and the command that made the file ('' when it does not say)."""
    lines = read_text(path).splitlines()
    made_by = lines[0][2:].strip() if lines and lines[0].startswith("# ") else ""
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    if not rows:
        raise ReportError(f"{path}: no header")
    for row in rows:
        if len(row) != len(rows[0]):
            raise ReportError(f"{path}: found {len(row)} cells in a row, expected {len(rows[0])}")
    return rows[0], rows[1:], made_by


def is_numeric(rows, column):
    cells = [row[column] for row in rows if row[column] != "NA"]
    return bool(cells) and all(number(cell) is not None for cell in cells)


def cell_html(cell, numeric):
    shown = rounded(cell) if numeric else cell
    title = f' title="{html.escape(cell)}"' if shown != cell else ""
    kind = ' class="number"' if numeric else ""
    return f"<td{kind}{title}>{html.escape(shown)}</td>"


def table_html(header, rows):
    numeric = [is_numeric(rows, column) for column in range(len(header))]
    head = "".join(f'<th scope="col"{" class=" + chr(34) + "number" + chr(34) if right else ""}>'
                   f"{html.escape(name)}</th>" for name, right in zip(header, numeric))
    body = "\n".join("<tr>" + "".join(map(cell_html, row, numeric)) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'


# ---- figures


def check_figure(path, root):
    """A figure must show itself without loading or running anything."""
    if root.tag not in (SVG + "svg", "svg"):
        raise ReportError(f"{path}: found <{root.tag}>, expected an SVG drawing")
    for element in root.iter():
        name = element.tag.rsplit("}", 1)[-1]
        if name in ("script", "foreignObject", "image"):
            raise ReportError(f"{path}: <{name}> is not allowed in a report")
        for key, value in element.attrib.items():
            if key.rsplit("}", 1)[-1] == "href" and not value.startswith("#"):
                raise ReportError(f"{path}: refers to another file, {value}")


def read_figure(path):
    """The SVG as it goes into the page, its width in pixels and the command that made it."""
    text = read_text(path)
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        raise ReportError(f"{path}: no well-formed SVG: {error}") from error
    check_figure(path, root)
    box = root.get("viewBox", "0 0 0 0").replace(",", " ").split()
    text = re.sub(r"^\s*<\?xml.*?\?>\s*", "", text, flags=re.DOTALL)
    text = re.sub(r"^\s*<!DOCTYPE[^>]*>\s*", "", text)
    return text.strip(), float(box[2]), root.findtext(SVG + "desc", "").strip()


# ---- the page


class Page:
    """Collects parts in order, with numbers for figures and tables."""

    def __init__(self):
        self.body = []
        self.contents = []
        self.provenance = []
        self.counts = {"Figure": 0, "Table": 0}

    def caption(self, kind, text):
        self.counts[kind] += 1
        return f"<figcaption><b>{kind} {self.counts[kind]}.</b> {inline(text)}</figcaption>"

    def add_section(self, title, text):
        anchor = f"section-{len(self.contents) + 1}"
        self.contents.append(f'<li><a href="#{anchor}">{html.escape(title)}</a></li>')
        self.body.append(f'<h2 id="{anchor}">{html.escape(title)}</h2>\n{markdown(text)}')

    def add_figure(self, caption, path):
        if not read_text(path).strip():
            self.body.append(f"<p>{inline(caption)} <em>There is none.</em></p>")
            return
        drawing, width, made_by = read_figure(path)
        kind = "drawing wide" if width > WIDE else "drawing"
        self.body.append(f'<figure><div class="{kind}">{drawing}</div>\n{self.caption("Figure", caption)}</figure>')
        self.note(path, made_by)

    def add_table(self, caption, path):
        header, rows, made_by = read_table(path)
        shown = table_html(header, rows[:MOST_ROWS])
        if len(rows) > MOST_ROWS:
            shown += f"<p>The first {MOST_ROWS} of {len(rows)} rows; all are in <code>{html.escape(path)}</code>.</p>"
        if len(rows) > OPEN_ROWS:
            shown = f"<details><summary>{len(rows)} rows</summary>{shown}</details>"
        self.body.append(f'<figure class="table">{self.caption("Table", caption)}\n{shown}</figure>')
        self.note(path, made_by)

    def note(self, path, made_by):
        how = f"<code>{html.escape(made_by)}</code>" if made_by else "<em>does not say how it was made</em>"
        self.provenance.append(f"<dt>{html.escape(path)}</dt><dd>{how}</dd>")

    def html(self, title):
        name = html.escape(title)
        contents = ""
        if len(self.contents) > 1:
            contents = f'<nav aria-label="Contents"><h2>Contents</h2><ol>{"".join(self.contents)}</ol></nav>'
        footer = ""
        if self.provenance:
            footer = ("<footer><h2>How the figures and tables were made</h2>\n<dl>" +
                      "\n".join(self.provenance) + "</dl></footer>")
        return f"""<!DOCTYPE html>
<html lang="en" xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{name}</title>
<style>
{read_text(STYLE)}</style>
</head>
<body>
<header><h1>{name}</h1></header>
{contents}
<main>
{chr(10).join(self.body)}
</main>
{footer}
</body>
</html>
"""


class Part(argparse.Action):
    """Keeps sections, figures and tables in one list, in the order of the command line."""

    def __call__(self, parser, namespace, values, option_string=None):
        first, separator, second = values.rpartition("::") if self.dest != "section" else values.partition("::")
        if not separator or not first.strip():
            parser.error(f"{option_string}: found '{values}', expected two parts with '::' between")
        namespace.parts = [*(namespace.parts or []), (self.dest, first.strip(), second)]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--title", required=True)
    parser.add_argument("-o", "--output", required=True, type=pathlib.Path, metavar="FILE.html")
    parser.add_argument("--section", action=Part, metavar="TITLE::TEXT", help="a heading and what stands below it")
    parser.add_argument("--figure", action=Part, metavar="CAPTION::FILE.svg")
    parser.add_argument("--table", action=Part, metavar="CAPTION::FILE.tsv")
    parser.set_defaults(parts=None)
    options = parser.parse_args()
    if not options.parts:
        parser.error("nothing to report: expected at least one of --section, --figure and --table")
    return options


def main():
    options = parse_arguments()
    page = Page()
    add = {"section": page.add_section, "figure": page.add_figure, "table": page.add_table}
    try:
        for kind, first, second in options.parts:
            add[kind](first, second)
        text = page.html(options.title)
        temporary = options.output.with_name(options.output.name + ".tmp")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(options.output)
    except ReportError as error:
        sys.exit(f"make_report.py: {error}")
    except OSError as error:
        sys.exit(f"make_report.py: {error.filename}: {error.strerror}")


if __name__ == "__main__":
    main()
