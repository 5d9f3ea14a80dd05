"""Tells papers from headings and notes in a table of components, where the source mixes them.

A row that ends with a colon and asks for no copy is a heading; a row "Lưu ý" and the rows under it, as long as
they ask for no copy, are notes. Nothing is dropped: the kind only says how the row is shown and counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from motcua.catalog.record import ComponentRecord

_NOTE = re.compile(r"^[\s\-+*.(\d)]*(lưu ý|ghi chú|chú ý)\b", re.IGNORECASE)


def _asks_nothing(component: ComponentRecord) -> bool:
    return not component.originals and not component.copies


def component_kinds(components: Sequence[ComponentRecord]) -> list[str]:
    """`paper`, `heading` or `note` for each component, in order."""
    kinds: list[str] = []
    noting: str | None = None  # the case in which a note is open
    for component in components:
        name = component.name.strip()
        if _NOTE.match(name) or _NOTE.match(component.case or ""):
            kind, noting = "note", component.case or ""
        elif name.endswith(":") and _asks_nothing(component):
            kind, noting = "heading", None
        elif noting is not None and noting == (component.case or "") and _asks_nothing(component):
            kind = "note"
        else:
            kind, noting = "paper", None
        kinds.append(kind)
    return kinds
