"""What the portal's lists show: hits with their matching places, why they were found, filters as links, suggestions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalog import finder
from motcua.catalog.explain import cut
from motcua.catalog.portal import ALL_CASES, ProcedurePage
from motcua.catalog.search.fold import fold
from motcua.catalog.search.results import FacetValue, Hit, Match, SearchResult

Chip = tuple[str, str, bool, int | None]
PARAMETERS = {"audience": "doi-tuong", "field": "linh-vuc", "tier": "cap", "unit": "co-quan", "life_event": "viec"}
_MOST_CHOSEN, _SHOWN, _MORE = 20, 6, 24
_NAME_SHOWN = 160


@dataclass(frozen=True, slots=True)
class HitRow:
    """A procedure in a list of results."""

    code: str
    url: str
    parts: list[tuple[str, bool]]
    note: str
    whys: list[str]


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet as a group of check boxes: the values at once in sight, and those behind a fold."""

    parameter: str
    title: str
    shown: list[FacetLine]
    more: list[FacetLine]


@dataclass(frozen=True, slots=True)
class FacetLine:
    """One value of a facet, in words."""

    value: str
    words: str
    count: int
    chosen: bool


def tier_names() -> dict[str, str]:
    """Tiers as the engine names them, in words for a citizen."""
    return {"xa": _("Xã, phường"), "tinh": _("Cấp tỉnh"), "bo": _("Cấp bộ"), "khac": _("Cơ quan khác")}


def filters_of(query: QueryDict) -> dict[str, list[str]]:
    """The facet values chosen in an address."""
    found = {facet: query.getlist(name)[:_MOST_CHOSEN] for facet, name in PARAMETERS.items()}
    return {facet: [value for value in values if value] for facet, values in found.items() if any(values)}


def facet_groups(result: SearchResult) -> list[FacetGroup]:
    """The facets worth showing: those with something to choose."""
    titles = {
        "tier": _("Cấp giải quyết"),
        "audience": _("Đối tượng"),
        "field": _("Lĩnh vực"),
        "unit": _("Cơ quan"),
        "life_event": _("Việc trong đời"),
    }
    words = {"tier": tier_names(), "life_event": {event.key: _(event.title) for event, _n in finder.life_events()}}
    groups = []
    for facet, title in titles.items():
        values = [value for value in result.facets.get(facet, ()) if value.value.strip()]
        if len(values) < 2 and not any(value.chosen for value in values):
            continue
        lines = [_facet_line(value, words.get(facet, {})) for value in sorted(values, key=lambda one: not one.chosen)]
        groups.append(FacetGroup(PARAMETERS[facet], title, lines[:_SHOWN], lines[_SHOWN : _SHOWN + _MORE]))
    return groups


def _facet_line(value: FacetValue, words: dict[str, str]) -> FacetLine:
    return FacetLine(value.value, cut(words.get(value.value, value.value), 90), value.count, value.chosen)


def parts_of(name: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A name cut into pieces, each with whether it matches."""
    parts, at = [], 0
    for start, end in spans:
        parts += [(name[at:start], False), (name[start:end], True)]
        at = end
    return [part for part in (*parts, (name[at:], False)) if part[0]]


def hit_rows(hits: Iterable[Hit]) -> list[HitRow]:
    """Hits as a list shows them; one statement for the times of all."""
    found = list(hits)
    times = finder.times_of(hit.code for hit in found) if found else {}
    return [
        HitRow(
            hit.code,
            reverse("catalog:procedure", args=[hit.code]),
            parts_of(hit.name, hit.spans),
            _note(hit, times),
            list(filter(None, map(_why, hit.matches))),
        )
        for hit in found
    ]


def shared_whys(hits: Sequence[HitRow]) -> list[str]:
    """The reasons that every hit has, taken off the hits to be told once above them."""
    if len(hits) < 2:
        return []
    shared = [why for why in hits[0].whys if all(why in hit.whys for hit in hits)]
    for hit in hits:
        hit.whys[:] = [why for why in hit.whys if why not in shared]
    return shared


def _note(hit: Hit, times: dict[str, str]) -> str:
    tiers = tier_names()
    tier = ", ".join(tiers[level] for level in tiers if level in hit.document.levels)
    return " · ".join(filter(None, (tier, times.get(hit.code, ""))))


def _why(match: Match) -> str:
    """One reason of a hit in words; what stands in the name as typed needs none."""
    said, understood = cut(match.said, 80), cut(match.understood, 120)
    if match.how == "viet_tat":
        return _("“{said}” là viết tắt của “{understood}”").format(said=said, understood=understood)
    if match.how in ("dong_nghia", "doi_thuong"):
        return _("“{said}” được hiểu là “{understood}”").format(said=said, understood=understood)
    if match.how == "sua_loi":
        return _("đọc “{said}” thành “{understood}”").format(said=said, understood=understood)
    if match.how == "ma_so":
        return _("đúng mã {code}").format(code=understood)
    return ""


def suggestions(text: str, limit: int) -> list[dict[str, Any]]:
    """Instant results grouped by what is meant: guidance, procedures, other ways to say it."""
    found = finder.suggest(text, limit)
    times = finder.times_of(hit.code for hit in found.hits) if found.hits else {}
    search = reverse("catalog:search")
    rows: list[dict[str, Any]] = [
        {"name": row.title, "url": f"{search}?{urlencode({'q': text})}", "note": "", "group": _("Hướng dẫn")}
        for row in found.guidance[:2]
    ]
    for hit in found.hits:
        spans = [span for span in hit.spans if span[1] < _NAME_SHOWN]
        name = cut(hit.name, _NAME_SHOWN)
        url = reverse("catalog:procedure", args=[hit.code])
        rows.append({"name": name, "url": url, "note": _note(hit, times), "group": _("Thủ tục"), "spans": spans})
    phrases = [phrase for phrase in found.phrases if fold(phrase) != fold(text)]
    rows += [
        {"name": phrase, "url": f"{search}?{urlencode({'q': phrase})}", "note": "", "group": _("Cách nói khác")}
        for phrase in phrases[:3]
    ]
    return rows


@dataclass(frozen=True, slots=True)
class ListChoice:
    """What is chosen in the list from A to Z."""

    field: str = ""
    tier: str = ""
    letter: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> ListChoice:
        """Read an address; nonsense chooses nothing."""
        tier = query.get("cap", "")
        return cls(
            query.get("linh-vuc", "")[:300], tier if tier in tier_names() else "", query.get("chu", "")[:1].upper()
        )

    def narrow(self, lines: Iterable[finder.Line], *, but: str = "") -> list[finder.Line]:
        """The lines that fit; `but` names a choice to leave out of account."""
        return [
            line
            for line in lines
            if (but == "field" or not self.field or line.field == self.field)
            and (but == "tier" or not self.tier or self.tier in line.levels)
            and (but == "letter" or not self.letter or line.letter == self.letter)
        ]

    def href(self, **changed: str) -> str:
        """The address with some choices changed."""
        kept = {"linh-vuc": self.field, "cap": self.tier, "chu": self.letter} | changed
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"{reverse('catalog:procedures')}{'?' if query else ''}{query}"

    def tier_links(self, lines: Iterable[finder.Line]) -> list[Chip]:
        """Tiers with their numbers of procedures, "all" first."""
        held = self.narrow(lines, but="tier")
        counts = Counter(level for line in held for level in line.levels)
        rows: list[Chip] = [(_("Mọi cấp"), self.href(cap=""), not self.tier, len(held))]
        return rows + [
            (words, self.href(cap=tier), tier == self.tier, counts[tier])
            for tier, words in tier_names().items()
            if counts[tier] or tier == self.tier
        ]

    def letter_links(self, lines: Iterable[finder.Line]) -> list[Chip]:
        """First letters in use."""
        letters = sorted({line.letter for line in self.narrow(lines, but="letter")} | ({self.letter} - {""}))
        rows: list[Chip] = [(_("Tất cả"), self.href(chu=""), not self.letter, None)]
        return rows + [(letter, self.href(chu=letter), letter == self.letter, None) for letter in letters]

    def field_links(self, lines: Iterable[finder.Line]) -> list[tuple[str, str, int]]:
        """Fields with their numbers of procedures, from A to Z."""
        counts = Counter(line.field for line in self.narrow(lines, but="field") if line.field)
        names = sorted(counts, key=fold)
        return [(name, self.href(**{"linh-vuc": name, "chu": ""}), counts[name]) for name in names]


def case_links(request: HttpRequest, page: ProcedurePage) -> list[Chip]:
    """The cases of a procedure as links; empty where there is nothing to choose."""
    if not page.choices:
        return []

    def href(key: str) -> str:
        query = request.GET.copy()
        query["truong-hop"] = key
        return f"?{query.urlencode()}#giay-to"

    rows: list[Chip] = [(cut(one.name, 110), href(one.key), page.chosen == one.key, None) for one in page.choices]
    return [*rows, (_("Xem tất cả trường hợp"), href(ALL_CASES), page.chosen == ALL_CASES, None)]
