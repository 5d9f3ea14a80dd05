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
    """One text of a record: its path ("components[2].name"), its names for rules, the case it belongs to."""

    path: str
    kinds: frozenset[str]
    plain: Plain
    case: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: its words as rules see them and where it stands, in the whole and in its own text."""

    words: str
    start: int
    place: int
    text: Text


@dataclass(frozen=True, slots=True)
class Joined:
    """Texts of a record that are written alike (with diacritics or without), one after the other."""

    text: str
    accented: bool
    fields: tuple[Text, ...]
    starts: tuple[int, ...]
    breaks: tuple[int, ...]  # where each sentence begins

    @property
    def sentences(self) -> Iterator[str]:
        """The words of every sentence, in order."""
        return map(self.text.__getitem__, map(slice, self.breaks, (*self.breaks[1:], len(self.text))))

    def sentence(self, number: int) -> Sentence:
        """The sentence of a number, from 0."""
        start = self.breaks[number]
        end = self.breaks[number + 1] if number + 1 < len(self.breaks) else len(self.text)
        place = bisect_right(self.starts, start) - 1
        return Sentence(self.text[start:end], start, start - self.starts[place], self.fields[place])

    def _floor(self, start: int) -> int:
        """Where the field begins to which a place belongs, at most so many letters above."""
        return max(self.starts[bisect_right(self.starts, start) - 1], start - _HEADING)

    def chain(self, start: int) -> int:
        """Where the chain of clauses begins to which a sentence belongs: a semicolon does not end it."""
        floor = self._floor(start)
        return max(self.text.rfind("\n", floor, start) + 1, self.text.rfind(". ", floor, start) + 1, floor)

    def heading(self, start: int) -> str:
        """The nearest line above that ends with a colon, of the same field; empty where there is none."""
        above = self.text[self._floor(start) : start]
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
    kinds: dict[str, set[str]] = {}
    first: dict[str, tuple[str, str]] = {}
    for path, kind, text, case in texts_of(record):
        if text.strip():
            kinds.setdefault(text, set()).add(kind)
            first.setdefault(text, (path, case))
    pieces: dict[bool, list[Text]] = {True: [], False: []}
    for text, (path, case) in first.items():
        form = plain(text)
        pieces[form.accented].append(Text(path, frozenset(kinds[text]), form, case))
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
