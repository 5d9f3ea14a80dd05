"""The texts of a record with their places, as rules name them, joined into one text that is searched at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from motcua.catalog.record import ProcedureRecord
from motcua.proposals.engine_text import Plain, plain

_BREAK = re.compile(r"\n|;|\. ")
_HEADING = 700  # characters above a sentence within which its heading is looked for


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a record: its path ("components[2].name"), its name for rules, the case it belongs to."""

    path: str
    kind: str
    plain: Plain
    case: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Texts of a record that are written alike (with diacritics or without), one after the other."""

    text: str
    accented: bool
    fields: tuple[Text, ...]
    starts: tuple[int, ...]
    sentences: tuple[int, ...]  # where each begins

    def field_at(self, place: int) -> tuple[Text, int]:
        """The text at a place of the whole, and where it starts."""
        number = bisect_right(self.starts, place) - 1
        return self.fields[number], self.starts[number]

    def sentence(self, place: int) -> tuple[int, int]:
        """Beginning and end of the sentence at a place."""
        number = bisect_right(self.sentences, place) - 1
        end = self.sentences[number + 1] if number + 1 < len(self.sentences) else len(self.text)
        return self.sentences[number], end

    def heading(self, start: int) -> str:
        """The nearest line above that ends with a colon, of the same field; empty where there is none."""
        _text, floor = self.field_at(start)
        above = self.text[max(floor, start - _HEADING) : start]
        for line in reversed(above.split("\n")):
            if line.rstrip().endswith(":"):
                return line.strip()
        return ""


def texts_of(record: ProcedureRecord) -> Iterator[tuple[str, str, str, str]]:
    """Path, kind, text and case of every text that a rule may look at; empty ones are left out."""
    for name in ("steps", "conditions", "description"):
        yield name, name, getattr(record, name) or "", ""
    for place, channel in enumerate(record.channels):
        kind = f"channels.{channel.channel}"
        yield f"channels[{place}].note", kind, channel.note or "", channel.case or ""
        yield f"channels[{place}].time", kind, channel.time or "", channel.case or ""
        yield f"channels[{place}].fee", "fees", channel.fee or "", channel.case or ""
    for place, one in enumerate(record.components):
        yield f"components[{place}].name", "components.name", one.name, one.case or ""
        yield f"components[{place}].case", "components.case", one.case or "", ""
        yield f"components[{place}].quantity", "components.quantity", one.quantity or "", one.case or ""
    for place, result in enumerate(record.results):
        yield f"results[{place}].name", "results", result.name, ""


def joined(record: ProcedureRecord) -> tuple[Joined, ...]:
    """The record's texts in one or two pieces: those with diacritics, those without. Repeated texts stand once."""
    pieces: dict[bool, list[Text]] = {True: [], False: []}
    seen: set[tuple[str, str]] = set()
    for path, kind, text, case in texts_of(record):
        if not text.strip() or (kind, text) in seen:
            continue
        seen.add((kind, text))
        form = plain(text)
        pieces[form.accented].append(Text(path, kind, form, case))
    return tuple(_join(texts, accented) for accented, texts in pieces.items() if texts)


def _join(texts: list[Text], accented: bool) -> Joined:
    starts: list[int] = []
    place = 0
    for text in texts:
        starts.append(place)
        place += len(text.plain.text) + 1
    whole = "\n".join(text.plain.text for text in texts)
    sentences = (0, *(found.end() for found in _BREAK.finditer(whole)))
    return Joined(whole, accented, tuple(texts), tuple(starts), sentences)
