"""
Draws a terminal's text with its colours as an SVG, from the standard input to the standard output.

Argument: the title of the window.
"""

import io
import re
import sys

from rich.console import Console
from rich.text import Text

FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def draw(ansi, title):
    text = Text.from_ansi(ansi)
    width = max(line.cell_len for line in text.split())
    console = Console(file=io.StringIO(), record=True, width=width)
    console.print(text)
    svg = console.export_svg(title=title, unique_id="terminal")
    # A picture in a README cannot load fonts, so it uses the reader's own.
    return "\n".join(line.rstrip() for line in FONTS.sub("", svg).splitlines()) + "\n"


for stream in (sys.stdin, sys.stdout):
    stream.reconfigure(encoding="utf-8", newline="\n")
sys.stdout.write(draw(sys.stdin.read(), sys.argv[1]))
