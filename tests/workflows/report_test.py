"""make_report.py from outside: it gets the script's path and the tiny example's folder, and judges the
page as a browser would meet it. Usage: report_test.py MAKE_REPORT"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

SCRIPT = None
XHTML = "{http://www.w3.org/1999/xhtml}"
FIGURE = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="10" viewBox="0 0 {width} 10">
<title>t</title><desc>siskin-plot 0.1.0 --name &lt;a&gt;</desc><text>{text}</text></svg>
"""
TABLE = ("# siskin-score 0.1.0 siskin-score accuracy -o a.tsv\nrun\tauroc\tn\tp\n"
         "a<b>\t0.912345\t100\t1.25e-09\nc&d\tNA\t7\t0.5\n")


class ReportTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def run_script(self, *arguments):
        return subprocess.run([sys.executable, SCRIPT, "--title", "A & <B>", "-o", "r.html", *arguments],
                              cwd=self.folder, capture_output=True, text=True, check=False)

    def page(self, *arguments):
        """The text of the page and its parsed root."""
        done = self.run_script(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        text = (self.folder / "r.html").read_text(encoding="utf-8")
        return text, ET.fromstring(text)

    def refusal(self, *arguments):
        done = self.run_script(*arguments)
        self.assertNotEqual(done.returncode, 0)
        self.assertFalse((self.folder / "r.html").exists())
        self.assertNotIn("Traceback", done.stderr)
        return done.stderr

    def full_page(self):
        self.write("f.svg", FIGURE.format(width=300, text="in the figure"))
        self.write("t.tsv", TABLE)
        return self.page("--section", "First & <1>::Text", "--figure", "Of `x`::f.svg",
                         "--section", "Second::More", "--table", "Runs::t.tsv")

    def test_is_well_formed_and_escapes_what_it_is_given(self):
        text, root = self.full_page()
        self.assertTrue(text.startswith("<!DOCTYPE html>"))
        self.assertEqual(root.findtext(f"{XHTML}body/{XHTML}header/{XHTML}h1"), "A & <B>")
        headings = [element.text for element in root.iter(f"{XHTML}h2")]
        self.assertIn("First & <1>", headings)

    def test_loads_nothing_and_runs_nothing(self):
        text, root = self.full_page()
        loading = {"script", "link", "img", "iframe", "object", "embed", "image", "use"}
        for element in root.iter():
            self.assertNotIn(element.tag.rsplit("}", 1)[-1], loading)
            for key, value in element.attrib.items():
                self.assertFalse(key == "src" or key.startswith("on"), key)
                if key.endswith("href"):
                    self.assertTrue(value.startswith("#"), value)
        self.assertNotRegex(text, r"@import|url\(")

    def test_holds_the_figures_and_tables_in_order_with_numbers(self):
        text, root = self.full_page()
        places = [text.index(part) for part in ("First &amp;", "in the figure", "Figure 1.", "Second</h2>", "Table 1.",
                                                "a&lt;b&gt;")]
        self.assertEqual(places, sorted(places))
        self.assertEqual(text.count("<?xml"), 0)
        self.assertEqual(len(list(root.iter("{http://www.w3.org/2000/svg}svg"))), 1)

    def test_links_every_section_in_the_contents(self):
        _, root = self.full_page()
        links = [link.get("href")[1:] for link in root.iter(f"{XHTML}a")]
        anchors = [heading.get("id") for heading in root.iter(f"{XHTML}h2") if heading.get("id")]
        self.assertEqual(links, anchors)
        self.assertEqual(len(links), 2)

    def test_rounds_numbers_and_keeps_the_full_value_as_title(self):
        _, root = self.full_page()
        cells = {cell.text: cell.attrib for cell in root.iter(f"{XHTML}td")}
        self.assertEqual(cells["0.912"], {"class": "number", "title": "0.912345"})
        self.assertEqual(cells["1.25e-09"], {"class": "number"})
        self.assertEqual(cells["100"], {"class": "number"})
        self.assertEqual(cells["NA"], {"class": "number"})
        self.assertEqual(cells["a<b>"], {})

    def test_tells_how_everything_was_made(self):
        _, root = self.full_page()
        made = {term.text: value for term, value in zip(root.iter(f"{XHTML}dt"), root.iter(f"{XHTML}dd"))}
        self.assertEqual("".join(made["t.tsv"].itertext()), "siskin-score 0.1.0 siskin-score accuracy -o a.tsv")
        self.assertEqual("".join(made["f.svg"].itertext()), "siskin-plot 0.1.0 --name <a>")

    def test_reads_a_little_markdown_also_from_a_file(self):
        self.write("text.md", "One **bold** and *slanted* `a*b*c`.\n\n"
                   "- first\n- [home](https://example.org/?a=1&b=2)\n")
        _, root = self.page("--section", "S::@text.md")
        main = root.find(f"{XHTML}body/{XHTML}main")
        self.assertEqual(main.findtext(f".//{XHTML}strong"), "bold")
        self.assertEqual(main.findtext(f".//{XHTML}em"), "slanted")
        self.assertEqual(main.findtext(f".//{XHTML}code"), "a*b*c")
        self.assertEqual(len(main.findall(f".//{XHTML}li")), 2)
        self.assertEqual(main.find(f".//{XHTML}a").get("href"), "https://example.org/?a=1&b=2")

    def test_folds_long_tables_and_says_what_it_leaves_out(self):
        self.write("t.tsv", "x\n" + "".join(f"{i}\n" for i in range(600)))
        text, root = self.page("--table", "Long::t.tsv")
        self.assertEqual(len(list(root.iter(f"{XHTML}td"))), 500)
        self.assertIn("The first 500 of 600 rows", text)
        self.assertEqual(len(list(root.iter(f"{XHTML}details"))), 1)

    def test_gives_wide_figures_their_width(self):
        self.write("f.svg", FIGURE.format(width=3000, text="x"))
        text, _ = self.page("--figure", "Wide::f.svg")
        self.assertIn('class="drawing wide"', text)

    def test_gives_the_same_bytes_twice(self):
        self.assertEqual(self.full_page()[0], self.full_page()[0])

    def test_says_that_an_empty_figure_had_nothing_to_draw(self):
        self.write("f.svg", "")
        text, _ = self.page("--figure", "Motifs of relu.::f.svg")
        self.assertIn("Motifs of relu. <em>There is none.</em>", text)
        self.assertNotIn("<figure>", text)

    def test_refuses_figures_that_run_or_load_something(self):
        for content in ("<script>1</script>", '<image href="x.png"/>', '<use href="https://example.org/x.svg#a"/>'):
            self.write("f.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{content}</svg>')
            self.assertIn("f.svg: ", self.refusal("--figure", "F::f.svg"))

    def test_refuses_files_it_cannot_read(self):
        self.assertIn("no.svg: No such file", self.refusal("--figure", "F::no.svg"))
        self.write("f.svg", "<svg><g></svg>")
        self.assertIn("f.svg: no well-formed SVG", self.refusal("--figure", "F::f.svg"))
        self.write("t.tsv", "a\tb\n1\n")
        self.assertIn("t.tsv: found 1 cells in a row, expected 2", self.refusal("--table", "T::t.tsv"))
        self.write("t.tsv", "# only a comment\n")
        self.assertIn("t.tsv: no header", self.refusal("--table", "T::t.tsv"))

    def test_refuses_a_command_line_without_parts(self):
        self.assertIn("nothing to report", self.refusal())
        self.assertTrue(re.search("expected two parts", self.refusal("--figure", "f.svg")))


if __name__ == "__main__":
    SCRIPT = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
