"""Gathers what the lists ask of lines: a fixed number of statements, for a page of lines as for a whole campaign."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.catalog.models import LegalBasis
from motcua.law.book import Rulebook
from motcua.law.cost import Cost, CostRow, Whose, Worksheet, cost_of
from motcua.law.explained import Explained, Reason
from motcua.law.unfit import Unfit
from motcua.law.words import N_
from motcua.online.reasons import reasons_in
from motcua.online.rows import tier_names
from motcua.organisation.selectors import today_names
from motcua.proposals.models import YearlyVolume
from motcua.proposals.selectors import volumes_of
from motcua.review.decision_paper import LevelWords, when_words
from motcua.review.lists.facts import Costs, LineFacts, PartialReason, Unmet, Volume
from motcua.review.lists.roadmap import Levels
from motcua.review.models import (
    Answer,
    CampaignLine,
    CostSheet,
    CostSide,
    EffortSheet,
    PartAnswer,
    PartSaid,
    Said,
)
from motcua.review.questions import part_names, title_of
from motcua.review.verdicts import CHANGED, asks_criteria, judge, level_choices
from motcua.rulebook.selectors import book as current_book

MISSING = N_("Chưa trả lời: {keys}")
_TEXTS = ("reason", "evidence", "document", "article", "wording", "remedy", "owner", "by_label")
ANSWERED = ("line_id", "value", "due_on", "at", *_TEXTS)


def levels_on(day: date, book: Rulebook | None = None) -> Levels:
    """The two levels that count as online services by the rules of a day, with the heads of their columns."""
    rules = book or current_book()
    rows = rules.at(day).row("online.levels").value
    lower, upper = ((str(row["level"]), _head(str(row["level"]), str(row["name"]))) for row in rows[-2:])
    return Levels(lower, upper)


def _head(level: str, name: str) -> str:
    if level.isdigit():
        return f"Mức {level}"
    short = name.split(", ", 1)[0].split(" (", 1)[0].removeprefix("cung cấp ")
    return short[:1].upper() + short[1:]


def facts_of_lines(lines: Sequence[CampaignLine], *, costs: bool = False) -> list[LineFacts]:
    """The facts of lines of one campaign, read with `procedure`, `procedure_version`, `field` at hand.

    `costs`: also what a simplification asks, worksheets of cost and the documents that lay a procedure down.
    """
    given = list(lines)
    if not given:
        return []
    campaign = given[0].campaign
    for line in given:
        line.campaign = campaign
    book = current_book()
    ids = [line.pk for line in given]
    answers = _by_line(Answer.objects.filter(line__in=ids).only("key", *ANSWERED), ids)
    parts = _by_line(
        PartAnswer.objects.filter(line__in=ids).exclude(value=PartSaid.FITS).only("part", "ordinal", *ANSWERED), ids
    )
    volumes = volumes_for(given)
    sheets = costs_for(given, book) if costs else {}
    grounds = _grounds(given) if costs else {}
    tiers, words = tier_names(), _Words(book)
    units = today_names({line.unit_id for line in given if line.unit_id})
    return [
        _facts(line, answers[line.pk], parts[line.pk], words, tiers)(
            unit=units.get(line.unit_id or 0, ""), volume=volumes.get(line.pk), costs=sheets.get(line.pk),
            grounds=grounds.get(line.procedure_version_id or 0, ()),
        )
        for line in given
    ]  # fmt: skip


def _grounds(lines: Sequence[CampaignLine]) -> dict[int, tuple[str, ...]]:
    """The documents that lay down each procedure concluded to change, by version; as the record numbers them."""
    asked = [line.procedure_version_id for line in lines if line.level in CHANGED]
    found: dict[int, tuple[str, ...]] = {}
    rows = LegalBasis.objects.filter(procedure_version__in=asked).order_by("procedure_version_id", "ordinal")
    for version, number, title in rows.values_list("procedure_version_id", "number", "title") if asked else ():
        found[version] = (*found.get(version, ()), number or title)
    return found


class Held(NamedTuple):
    """A line as lists of amendments know it."""

    pk: int
    ref: str
    procedure_id: int
    code: str
    name: str
    law_date: date


def held_facts(lines: QuerySet[CampaignLine]) -> list[LineFacts]:
    """What stands against each line, and its volume: all that a list of amendments asks, for a whole campaign at once.

    Neither the answers that are met nor the verdict of the law are read.
    """
    columns = ("pk", "public_id", "procedure_id", "procedure__code", "procedure_version__name", "law_date")
    found = [Held(*row) for row in lines.values_list(*columns)]
    ids = lines.order_by().values("pk")
    answers = _by_line(
        Answer.objects.filter(line__in=ids, value=Said.NO).only("key", *ANSWERED), (line.pk for line in found)
    )
    parts = _by_line(
        PartAnswer.objects.filter(line__in=ids).exclude(value=PartSaid.FITS).only("part", "ordinal", *ANSWERED),
        (line.pk for line in found),
    )
    volumes, words = volumes_for(found), _Words(current_book())
    return [
        LineFacts(
            line.ref,
            line.code,
            line.name or line.code,
            unmet=_all_unmet(line, answers[line.pk], parts[line.pk], words),
            volume=volumes.get(line.pk),
        )
        for line in found
    ]


class _Words:
    """Words of levels and parts, asked once a day of law."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.level_words = LevelWords()
        self._parts: dict[date, Mapping[str, str]] = {}
        self._ends: dict[date, dict[str, str]] = {}

    def part(self, day: date, part: str, ordinal: int) -> str:
        """A statutory part, or the component with that ordinal, by name."""
        if day not in self._parts:
            self._parts[day] = part_names(day, self.book)
        name = str(self._parts[day].get(part, part))
        return f"{name} {ordinal}" if ordinal else name

    def level(self, line: CampaignLine) -> str:
        """A conclusion in words: a level, or what becomes of rules under simplification."""
        if asks_criteria(line):
            return self.level_words(line)
        if line.law_date not in self._ends:
            self._ends[line.law_date] = dict(level_choices(line, self.book))
        return self._ends[line.law_date].get(line.level, line.level)


def _by_line(rows: Iterable[Any], ids: Iterable[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {pk: [] for pk in ids}
    for row in rows:
        found[row.line_id].append(row)
    return found


def _facts(
    line: CampaignLine, answers: list[Answer], parts: list[PartAnswer], words: _Words, tiers: Mapping[str, str]
) -> Callable[..., LineFacts]:
    unmet = _all_unmet(line, answers, parts, words)
    version = line.procedure_version

    def made(unit: str, volume: Volume | None, costs: Costs | None, grounds: tuple[str, ...]) -> LineFacts:
        return LineFacts(
            ref=line.public_id,
            code=line.procedure.code,
            name=version.name if version else line.procedure.code,
            field=line.field.name if line.field else "",
            tiers="; ".join(tiers.get(tier, tier) for tier in line.tiers),
            unit=unit,
            level=line.level,
            level_name=words.level(line),
            suitable=line.suitable,
            when=when_words(line),
            note=line.note,
            unmet=unmet,
            grounds=grounds,
            partial=_partial(line),
            volume=volume,
            costs=costs,
            judged=cache(lambda: _judged(line, answers, words.book)),
        )

    return made


def _all_unmet(
    line: CampaignLine | Held, answers: list[Answer], parts: list[PartAnswer], words: _Words
) -> tuple[Unmet, ...]:
    asked = (_unmet(row, row.key, title_of(row.key)) for row in answers if row.value == Said.NO)
    stand = (
        _unmet(row, f"part:{row.part}:{row.ordinal}", words.part(line.law_date, row.part, row.ordinal)) for row in parts
    )
    return (*asked, *stand)


def _unmet(row: Answer | PartAnswer, subject: str, title: str) -> Unmet:
    return Unmet(
        subject=subject,
        title=title,
        said=str(row.get_value_display()),
        reason=row.reason or row.evidence,
        document=row.document,
        article=row.article,
        wording=row.wording,
        remedy=row.remedy,
        owner=row.owner,
        due_on=row.due_on,
        by=row.by_label,
        at=row.at,
    )


def _partial(line: CampaignLine) -> tuple[PartialReason, ...]:
    return tuple(
        PartialReason(
            str(reason.kind.label),
            reason.article,
            f"{reason.repair_by:%d/%m/%Y}" if reason.repair_by else "",
        )
        for reason in reasons_in(line.partial_reasons)
    )


def _judged(line: CampaignLine, answers: list[Answer], book: Rulebook) -> tuple[Reason, ...]:
    """The steps of the law's verdict on the confirmed answers; what is still open where some are missing."""
    found = judge(line, {row.key: row for row in answers}, None, book)
    if found.verdict is None:
        if not found.missing:
            return ()
        return (Reason(MISSING, {"keys": "; ".join(title_of(key) for key in found.missing)}, warning=True),)
    upward = found.upward.reasons if found.upward is not None else ()
    return (*found.verdict.reasons, *upward)


def volumes_for(lines: Sequence[CampaignLine | Held]) -> dict[int, Volume]:
    """Dossiers a year by line: what the unit wrote, else the figures imported for the procedure, with their source."""
    told = {
        row.line_id: Volume(row.volume, row.volume_source)
        for row in EffortSheet.objects.filter(line__in=[line.pk for line in lines], volume__isnull=False)
        if row.volume is not None
    }
    rest = [line.procedure_id for line in lines if line.pk not in told]
    counts = volumes_of(rest) if rest else {}
    sources: dict[int, str] = {}
    rows = YearlyVolume.objects.filter(procedure__in=list(counts)).order_by("year", "pk")
    for procedure, source, year in rows.values_list("procedure", "source", "year"):
        sources[procedure] = f"{source}, {year}"
    for line in lines:
        if line.pk not in told and line.procedure_id in counts:
            told[line.pk] = Volume(counts[line.procedure_id], sources.get(line.procedure_id, ""))
    return told


def costs_for(lines: Sequence[CampaignLine], book: Rulebook) -> dict[int, Costs]:
    """Costs before and after by line, for those with a worksheet."""
    days = {line.pk: line.law_date for line in lines}
    sheets: dict[int, dict[str, CostSheet]] = {}
    for row in CostSheet.objects.filter(line__in=list(days)):
        sheets.setdefault(row.line_id, {})[row.side] = row
    return {pk: costs_of(found, days[pk], book) for pk, found in sheets.items()}


def costs_of(sheets: Mapping[str, CostSheet], day: date, book: Rulebook) -> Costs:
    """Costs of a line by its worksheets; what cannot be worked out is said, never guessed."""
    done: dict[str, Explained[Cost]] = {}
    for side in (CostSide.BEFORE, CostSide.AFTER):
        row = sheets.get(side)
        if row is None:
            return Costs(
                done.get("before"), done.get("after"), fault=_("Chưa có biểu chi phí %(side)s.") % {"side": side.label}
            )
        try:
            done[str(side)] = cost_of(worksheet(row), day, book)
        except Unfit as fault:
            return Costs(done.get("before"), done.get("after"), fault=fault.text(_))
    return Costs(done["before"], done["after"])


def worksheet(row: CostSheet) -> Worksheet:
    """A kept worksheet as the law's functions take it."""
    rows = tuple(
        CostRow(
            work=one["work"],
            hours=Decimal(one["hours"]),
            service=one["service"],
            fee=one["fee"],
            whose=Whose(one["whose"]),
        )
        for one in row.rows
    )
    return Worksheet(rows, row.executions, row.subjects, row.wage)
