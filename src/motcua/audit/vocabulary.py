"""The words of the log: what each verb says to a reader, what kinds of objects are called and where their pages are.

Rooms register in `AppConfig.ready()`; what no room has words for is shown by its code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.web.formats import vn_date

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
Words = str | Promise
LOG = _("Nhật ký")
WAYS: dict[str, Words] = {
    "web": _("trang web"),
    "api": _("phần mềm khác"),
    "terminal": _("dòng lệnh"),
    "job": _("công việc nền"),
}


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """A kind of object: what it is called, names of given ids (one statement), the address of its page."""

    words: Words
    names: Callable[[Collection[str]], Mapping[str, str]] | None = None
    href: Callable[[str], str | None] | None = None


@dataclass(frozen=True, slots=True)
class UnitBook:
    """How the log learns the names of units: by ids, and ids by a code or part of a name."""

    names: Callable[[Collection[int]], Mapping[int, str]]
    find: Callable[[str], Collection[int]]


_verbs: dict[str, Words] = {}
_kinds: dict[str, ObjectKind] = {}
_facts: dict[str, Callable[[object], object]] = {}
_units: list[UnitBook] = []


def register_verbs(words: Mapping[str, Words]) -> None:
    """Say what verbs mean: "catalog.procedure.created" → "thêm {object}". Facts may be named in braces."""
    _verbs.update(words)


def register_facts(words: Mapping[str, Callable[[object], object]]) -> None:
    """Say how facts of a name read inside a sentence: "kind" → the title of a finding for its code."""
    _facts.update(words)


def register_object(object_type: str, kind: ObjectKind) -> None:
    """Say what a kind of object is called."""
    _kinds[object_type] = kind


def register_units(book: UnitBook) -> None:
    """Let the room that knows the units name them."""
    _units[:] = [book]


def verb_choices() -> list[tuple[str, Words]]:
    """(verb, words) of every registered verb, for a filter; placeholders shown as dots."""
    return sorted((verb, _spoken(words, defaultdict(lambda: "…"))) for verb, words in _verbs.items())


def kind_choices() -> list[tuple[str, Words]]:
    """(object type, words) of every registered kind of object."""
    return sorted((name, str(kind.words)) for name, kind in _kinds.items())


def unit_names(ids: Iterable[int | None]) -> Mapping[int, str]:
    """The names of units, as far as a room knows them."""
    wanted = {identity for identity in ids if identity}
    return _units[0].names(wanted) if _units and wanted else {}


def units_like(text: str) -> Collection[int]:
    """The ids of the units that a reader may mean by `text`."""
    return _units[0].find(text) if _units else ()


def object_names(objects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(type, id) → name, one statement a kind."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for object_type, object_id in objects:
        by_kind[object_type].add(object_id)
    found: dict[tuple[str, str], str] = {}
    for object_type, ids in by_kind.items():
        kind = _kinds.get(object_type)
        if kind is not None and kind.names is not None:
            found.update({(object_type, identity): name for identity, name in kind.names(ids).items()})
    return found


def object_href(object_type: str, object_id: str) -> str | None:
    """The address of the object's page, where there is one."""
    kind = _kinds.get(object_type)
    return kind.href(object_id) if kind and kind.href else None


def object_words(object_type: str, name: str) -> str:
    """The object as a phrase: "tài khoản quantri"."""
    kind = _kinds.get(object_type)
    return f"{kind.words if kind else object_type} {name}".strip()


def predicate(verb: str, object_phrase: str, facts: Mapping[str, object]) -> str:
    """What was done, in words; the verb's code where no room has words for it."""
    read = {name: _facts.get(name, _day)(value) for name, value in facts.items()}
    values: dict[str, object] = defaultdict(lambda: "—", read)
    values["object"] = object_phrase
    words = _verbs.get(verb)
    return _spoken(words, values) if words is not None else f"{verb} {object_phrase}".strip()


def _day(value: object) -> object:
    """A stored date as it is written for people; anything else as it is."""
    if not (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    try:
        return vn_date(parse_date(value))
    except ValueError:  # written like a date, but no day of any calendar
        return value


def _spoken(words: Words, values: Mapping[str, object]) -> str:
    return str(words).format_map(values)


def register_own() -> None:
    """The words of this room and of `access`, which stands below and cannot speak for itself."""
    from motcua.audit import access_words

    register_verbs(
        {
            "audit.person.seen": _("xem dữ liệu của một người trong {object}"),
            "audit.exported": _("xuất {rows} dòng: {object}"),
        }
    )
    register_object("export", ObjectKind(_("dữ liệu")))
    access_words.register()
