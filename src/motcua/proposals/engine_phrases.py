"""The phrases in which rules are written: an officer reads and changes them without knowing a programming language.

A phrase is words as they stand in a record: `kiểm tra thực tế`. `(a|b)` is one of several, `(a|b)?` one or none, `…`
any words of the same sentence (at most 60 characters, twice a phrase), `^` the beginning, `$` the end of a sentence.
Nothing else has a meaning of its own, so that no phrase can take long to look for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from motcua.proposals.engine_text import Plain, bare, regular

GAP = 60
_GAPS = 2
_SHORT = 4
_EVERYDAY = frozenset(
    [
        "hồ sơ",
        "tổ chức",
        "thực hiện",
        "người",
        "phải",
        "nhận",
        "cấp",
        "trong",
        "giấy",
        "nộp",
        "tiếp nhận",
        "làm việc",
        "cá nhân",
        "yêu cầu",
        "quyết định",
        "giải quyết",
        "kết quả",
        "quy định",
        "giấy chứng nhận",
        "bằng",
        "gửi",
        "chuyển",
        "được",
        "trường hợp",
        "cơ quan",
        "theo",
    ]
)
"""Words that stand in nearly every record: a phrase is not looked for by them where it has others."""
_LONGEST = 400
_TWO_BLANKS = "  "  # words may stand further apart than in a phrase
_TOKEN = re.compile(r"\((?P<group>[^()]*)\)(?P<maybe>\?)?|(?P<gap>…)|(?P<text>[^()…]+)|(?P<stray>[()])")


class PhraseFaultError(ValueError):
    """A phrase that cannot be read; the sentence says what is wrong with it."""


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase as regular expression (`pattern`) and the words of which one must stand in any text that it fits."""

    pattern: str
    triggers: tuple[str, ...]

    def triggers_in(self, accented: bool) -> tuple[str, ...]:
        """The triggers as they stand in a text with or without diacritics."""
        return self.forms[accented][1]

    @cached_property
    def forms(self) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
        """The phrase ready to be looked for: without diacritics (first) and with them, each beside its triggers."""
        plain_triggers = tuple(bare(word) for word in self.triggers)
        return (re.compile(bare(self.pattern)), plain_triggers), (re.compile(self.pattern), self.triggers)

    def search(self, text: str, accented: bool) -> re.Match[str] | None:
        """The first place where the phrase stands as whole words; its triggers are looked for first."""
        for word in self.forms[accented][1]:
            if word in text:
                return self.search_awake(text, accented)
        return self.search_awake(text, accented) if _TWO_BLANKS in text else None

    def search_awake(self, text: str, accented: bool) -> re.Match[str] | None:
        """The first place where the phrase stands in a text in which a trigger of it is known to stand.

        That a word begins here is asked afterwards: an expression that begins with letters is found ten times faster.
        """
        pattern = self.forms[accented][0]
        found = pattern.search(text)
        while found is not None and _within_a_word(text, found.start()):
            found = pattern.search(text, found.start() + 1)
        return found


def _within_a_word(text: str, place: int) -> bool:
    return place > 0 and text[place - 1].isalnum() and text[place].isalnum()


def read_phrase(written: str) -> Phrase:
    """Read one phrase. Raises `PhraseFaultError` where it has no word of its own, is too long or badly bracketed."""
    text = regular(written.strip()).replace("...", "…")
    if not text:
        raise PhraseFaultError("cụm từ trống")
    if len(text) > _LONGEST:
        raise PhraseFaultError(f"cụm từ dài quá {_LONGEST} ký tự")
    if text.count("…") > _GAPS:
        raise PhraseFaultError(f"cụm từ có quá {_GAPS} dấu …")
    begins, ends = text.startswith("^"), text.endswith("$")
    parts, triggers = _parts(text.removeprefix("^").removesuffix("$"))
    if not triggers:
        raise PhraseFaultError("cụm từ không có từ nào bắt buộc")
    start = r"^[\s\W\d]*" if begins else ""
    end = r"[\s\W]*$" if ends else r"(?!\w)"
    return Phrase(start + "".join(parts) + end, triggers)


def _parts(text: str) -> tuple[list[str], tuple[str, ...]]:
    parts: list[str] = []
    firm: list[str] = []
    groups: list[tuple[str, ...]] = []
    for token in _TOKEN.finditer(text):
        if token["stray"]:
            raise PhraseFaultError("dấu ngoặc không khớp")
        if token["gap"]:
            parts.append(rf"[^\n;]{{0,{GAP}}}?")
        elif token["group"] is not None:
            choices = tuple(choice.strip() for choice in token["group"].split("|"))
            if not all(choices):
                raise PhraseFaultError("ngoặc có lựa chọn trống")
            parts.append(_choice(choices, maybe=bool(token["maybe"])))
            if not token["maybe"]:
                groups.append(choices)
        else:
            parts.append(_words(token["text"]))
            firm.append(" ".join(token["text"].split()))
    rarest = max([*((one,) for one in firm if one), *groups], key=_rareness, default=())
    return parts, rarest


def _rareness(choices: tuple[str, ...]) -> tuple[bool, int, int]:
    """How seldom the words stand in a record, as a guess: not of every day, then more words, then more letters."""
    everyday = any(choice in _EVERYDAY or len(choice) < _SHORT for choice in choices)
    return not everyday, min(choice.count(" ") for choice in choices), min(map(len, choices))


def _words(text: str) -> str:
    """Words with any number of blanks between; blanks at the edges may be missing beside a gap."""
    inner = " +".join(re.escape(word) for word in text.split())
    lead = " *" if text[:1] == " " else ""
    tail = " *" if text[-1:] == " " and inner else ""
    return lead + inner + tail


def _choice(choices: Iterable[str], *, maybe: bool) -> str:
    inner = "|".join(_words(choice) for choice in choices)
    return f"(?:{inner}){'?' if maybe else ''}"


@dataclass(frozen=True)
class Matcher:
    """Several phrases of which one is looked for, in texts with diacritics and without."""

    phrases: tuple[Phrase, ...]

    def found_in(self, form: Plain) -> bool:
        """Whether a phrase stands in a text."""
        return self.stands_in(form.text, form.accented)

    def stands_in(self, text: str, accented: bool) -> bool:
        """Whether a phrase stands in a text with or without diacritics."""
        return any(phrase.search(text, accented) is not None for phrase in self.phrases)

    def search(self, text: str, accented: bool) -> re.Match[str] | None:
        """The first place where a phrase stands; of two at the same place, that of the earlier phrase."""
        return first_of(phrase.search(text, accented) for phrase in self.phrases)


def first_of(found: Iterable[re.Match[str] | None]) -> re.Match[str] | None:
    """The match that begins first; of two at the same place, the earlier given."""
    first: re.Match[str] | None = None
    for one in found:
        if one is not None and (first is None or one.start() < first.start()):
            first = one
    return first


def matcher(phrases: Iterable[str]) -> Matcher | None:
    """One matcher of several phrases; None where there are none. Raises `PhraseFaultError`."""
    read = tuple(read_phrase(phrase) for phrase in phrases)
    return Matcher(read) if read else None
