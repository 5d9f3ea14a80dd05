"""Cuts the text "Trình tự thực hiện" of a record into the steps it numbers, without losing a word of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBERED = re.compile(
    r"(?:^|(?<=[\n.;:)!?…]))[ \t]*"
    r"(?P<lead>(?:[-+*•●]+|[a-zđ][).]|\(?[ivx]{1,4}\)|\d{1,2}(?:\.\d{1,2})*[.)])?[ \t]*)"
    r"(?P<word>B[uưƣứừ][oơớờ][\u0300\u0301]?c)[ \t]*(?:th[ứu])?[ \t]*"
    r"(?P<number>\d{1,2}|[IVX]{1,4}\b|m[ộo]t|hai|ba|b[ốo]n|n[ăa]m)[ \t]*(?P<sign>[:.)\-–/]|(?=[ \n])|$)",
    re.IGNORECASE | re.MULTILINE,
)
_BULLET = re.compile(r"^[ \t]*(?:[-–+*•●·]+|[a-zđ]{1,2}\)|\d{1,2}(?:\.\d{1,2}){0,2}[.)]|\([ivx\d]{1,4}\))[ \t]+(?=\S)")
_PLAIN_NUMBER = re.compile(r"^[ \t]*(?P<number>\d{1,2})[.)][ \t]+(?=\S)", re.MULTILINE)
_CASE = re.compile(r"^(?:trường\s+hợp|trường\s+họp|nếu|đối\s+với\s+(?:trường\s+hợp|hồ\s+sơ))\b", re.IGNORECASE)
_TOP = re.compile(r"^[ \t]*(?:[-–*•●]|[a-zđ]\)|\d{1,2}[.)])[ \t]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the text: what the step says, and the cases told apart in it (each a passage of its own)."""

    text: str
    cases: tuple[str, ...] = ()
    heading: bool = False


def passages_of(text: str) -> list[Passage]:
    """The steps of a text in its order: by "Bước n", else by plain numbers, else by bullets, else the whole as one.

    What stands before the first number is a heading, which opens the part that follows.
    """
    whole = text.replace("\r\n", "\n").replace("\xa0", " ").replace("\u200b", "").strip()
    if not whole:
        return []
    marks = list(_NUMBERED.finditer(whole))
    if marks:
        return _cut(whole, [(mark.start(), mark.end()) for mark in marks])
    plain = [mark for mark in _PLAIN_NUMBER.finditer(whole) if int(mark["number"]) <= 30]
    if len(plain) > 1 and [int(mark["number"]) for mark in plain[:2]] == [1, 2]:
        return _cut(whole, [(mark.start(), mark.end()) for mark in plain])
    return _by_lines(whole)


def _cut(whole: str, marks: list[tuple[int, int]]) -> list[Passage]:
    found = [Passage(lead, heading=True)] if (lead := _bare(whole[: marks[0][0]])) else []
    for place, (_start, end) in enumerate(marks):
        until = marks[place + 1][0] if place + 1 < len(marks) else len(whole)
        body = whole[end:until].strip()
        if body:
            found.append(_passage(body))
    return found


def _by_lines(whole: str) -> list[Passage]:
    """Bullets of the outermost kind open a step; other lines belong to the step above them."""
    lines = [line.strip() for line in whole.split("\n") if line.strip()]
    outer = next((line[0] for line in lines if _TOP.match(line)), "")
    groups: list[list[str]] = []
    for line in lines:
        opens = _TOP.match(line) and (line[0] == outer or (outer.isalnum() and line[0].isalnum()))
        if opens or not groups or not outer:
            groups.append([_TOP.sub("", line, count=1) if opens else line])
        else:
            groups[-1].append(line)
    return [_passage("\n".join(group)) for group in groups]


def _passage(body: str) -> Passage:
    """Separate the cases where at least two lines of a step begin with one."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    starts = [place for place, line in enumerate(lines) if _CASE.match(_BULLET.sub("", line))]
    if len(starts) < 2:
        return Passage("\n".join(lines))
    bounds = [*starts, len(lines)]
    cases = tuple(_bare("\n".join(lines[one:other])) for one, other in zip(starts, bounds[1:], strict=False))
    return Passage("\n".join(lines[: starts[0]]), cases)


def _bare(text: str) -> str:
    return _BULLET.sub("", text.strip(), count=1).strip(" -–+*•\n\t")
