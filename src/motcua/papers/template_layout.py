"""Lays a template out: its blocks, filled with checked values, become a document.

Texts of a layout are Jinja in a sandbox; a name that no field gives is an error of the template, found by tests.
A text with several lines becomes several paragraphs, an empty one none.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from jinja2 import StrictUndefined
from jinja2.environment import Template as Text
from jinja2.environment import TemplateExpression
from jinja2.sandbox import ImmutableSandboxedEnvironment

from motcua.papers.document import (
    Agency,
    Annex,
    Article,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Recipients,
    Signature,
)
from motcua.papers.template_files import Template
from motcua.papers.template_tables import table_of
from motcua.papers.words import long_day, number_and_symbol, roman
from motcua.web.faults import UserError

Spec = Mapping[str, Any]
Values = Mapping[str, Any]
PNG = b"\x89PNG\r\n\x1a\n"


def listed(parts: Iterable[str]) -> str:
    """Return the parts that are not empty as one speaks them: "a, b và c"."""
    present = [part for part in parts if part]
    return " và ".join([", ".join(present[:-1]), present[-1]]) if len(present) > 1 else "".join(present)


_language = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, trim_blocks=True)
_language.filters["long_day"] = long_day
_language.filters["day"] = lambda on: f"{on:%d/%m/%Y}"
_language.filters["listed"] = listed


def laid_out(template: Template, values: Values) -> Document:
    """Return the document of a template and its checked values."""
    layout = template.layout
    told = {**values, "reference": reference(values)}
    for name, text in layout.get("let", {}).items():
        told[name] = filled(text, told)
    bases = (line for spec in layout.get("base", []) for line in _paragraphs(spec["text"], told))
    return Document(
        template=template.key,
        template_version=template.version,
        agency=Agency(values["agency_parent"], values["agency_name"]),
        symbol=values["symbol"],
        place=values["place"],
        subject=filled(layout["subject"], told),
        signature=Signature(values["signature_lines"], values["signer_name"]),
        type_name=filled(layout.get("type_name", ""), told),
        number=values["number"],
        on=values["on"],
        addressees=values["addressees"],
        bases=(*values["bases"], *bases),
        blocks=tuple(blocks(layout.get("block", []), told)),
        recipients=Recipients(values["recipients"]),
        annexes=annexes(layout.get("annex", []), told),
        paper=layout.get("paper", "A4"),
        landscape=layout.get("landscape", False),
        authority=filled(layout.get("authority", ""), told),
        action=filled(layout.get("action", ""), told),
    )


def reference(values: Values) -> str:
    """Return how the annexes cite the document: "số 05/QĐ-UBND ngày 05 tháng 02 năm 2026"."""
    return f"số {number_and_symbol(values['number'], values['symbol'])} {long_day(values['on'])}"


def filled(text: str, values: Values) -> str:
    """Return a text of a layout with the values put in."""
    return _text(text).render(values).strip()


def blocks(specs: Iterable[Spec], values: Values) -> Iterator[Block]:
    """Yield the blocks of a layout; one with `when` only where that holds."""
    for spec in specs:
        if _holds(spec, values):
            yield from _made(spec, values)


def annexes(specs: Iterable[Spec], values: Values) -> tuple[Annex, ...]:
    """Return the annexes that have something to say; `annex_number` is Roman, or empty where there is only one."""
    present = [spec for spec in specs if _holds(spec, values)]
    made = []
    for place, spec in enumerate(present, start=1):
        told = {**values, "annex_number": roman(place) if len(present) > 1 else ""}
        made.append(
            Annex(
                filled(spec["title"], told),
                filled(spec.get("subtitle", ""), told),
                filled(spec.get("note", ""), told),
                tuple(blocks(spec.get("block", []), told)),
                spec.get("landscape", False),
            )
        )
    return tuple(made)


def _made(spec: Spec, values: Values) -> Iterator[Block]:
    match spec["kind"]:
        case "paragraph":
            for text in _paragraphs(spec["text"], values):
                yield Paragraph(text, spec.get("bold", False), spec.get("italic", False), spec.get("align", "justify"))
        case "heading":
            for text in _paragraphs(spec["text"], values):
                yield Heading(text, spec.get("level", 1))
        case "article":
            yield Article(filled(spec["title"], values), _paragraphs(spec["text"], values))
        case "table":
            yield from table_of(spec, values)
        case "page_break":
            yield PageBreak()
        case "picture":
            yield _picture(spec, values)
        case "each":
            for place, item in enumerate(values[spec["rows"]], start=1):
                yield from blocks(spec["block"], {**values, "item": item, "place_in_list": place})
        case kind:
            raise ValueError(kind)


def _paragraphs(text: str, values: Values) -> tuple[str, ...]:
    return tuple(line.strip() for line in filled(text, values).splitlines() if line.strip())


def _picture(spec: Spec, values: Values) -> Picture:
    try:
        data = base64.b64decode(str(_expression(spec["png"])(**values)), validate=True)
    except ValueError:
        data = b""
    if not data.startswith(PNG):
        message = _("Hình “%(name)s” cần là tệp PNG mã base64.") % {"name": spec["png"]}
        raise UserError("paper_picture", message, field=spec["png"])
    return Picture(data, spec["width_mm"], filled(spec["alt"], values))


def _holds(spec: Spec, values: Values) -> bool:
    return "when" not in spec or bool(_expression(spec["when"])(**values))


@cache
def _text(text: str) -> Text:
    return _language.from_string(text)


@cache
def _expression(text: str) -> TemplateExpression:
    return _language.compile_expression(text, undefined_to_none=False)
