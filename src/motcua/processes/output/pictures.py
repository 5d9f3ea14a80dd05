"""The picture as a file: SVG from the same template as the pages, PNG by the compiler that draws our documents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.template.loader import render_to_string

from motcua.processes.drawing.layout import drawing_of
from motcua.processes.drawing.shapes import Drawing, Part
from motcua.processes.flow.facts import facts_of
from motcua.processes.flow.steps import Step
from motcua.processes.flow.words import in_one_sentence

_SHEET = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
_ONE_AT_A_TIME = Lock()
FONT = "Tinos, Times New Roman, serif"
SCREEN_INCH, PAPER_INCH = 96.0, 200.0
_MOST_PIXELS = 60_000_000


def svg_of(steps: Sequence[Step], title: str, part: Part | None = None, drawing: Drawing | None = None) -> bytes:
    """The picture of the steps (of a part of it) as a file of its own, UTF-8, without script or style."""
    words = in_one_sentence(steps, facts_of(steps))
    context = {"drawing": drawing or drawing_of(steps), "title": title, "words": words, "part": part, "font": FONT}
    return render_to_string("processes/diagram_file.html", context).strip().encode()


def png_of(svg: bytes, drawing: Drawing, height: float, inch: float = SCREEN_INCH) -> bytes:
    """An SVG picture as PNG at so many dots an inch, fewer where the picture is very large."""
    pixels = drawing.width * height * (inch / SCREEN_INCH) ** 2
    dots = inch if pixels <= _MOST_PIXELS else inch * (_MOST_PIXELS / pixels) ** 0.5
    with _ONE_AT_A_TIME:
        compile_sheet: Any = typst.compile
        made = compile_sheet(
            _SHEET,
            format="png",
            ppi=dots,
            sys_inputs={"svg": svg.decode()},
            font_paths=[_fonts()],
            ignore_system_fonts=True,
        )
    return bytes(made[0] if isinstance(made, list) else made)


def whole_png(steps: Sequence[Step], title: str) -> bytes:
    """The whole picture as PNG."""
    drawing = drawing_of(steps)
    return png_of(svg_of(steps, title, drawing=drawing), drawing, drawing.height)


@cache
def _fonts() -> str:
    return str(Path(str(resources.files("motcua.papers.rendering"))) / "fonts")
