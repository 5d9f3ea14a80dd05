"""What a citizen's page of one procedure shows, gathered in a fixed number of statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.catalog.asking import find_version
from motcua.catalog.explain import Answer, cut, explain_fee, explain_paper, explain_time, form_of
from motcua.catalog.models import (
    AgencyRole,
    ChannelKind,
    Component,
    ComponentKind,
    Finding,
    FindingState,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    ProvincialLayer,
    Severity,
    VersionState,
)
from motcua.catalog.models.procedures import IN_FORCE_ONCE
from motcua.catalog.search.fold import fold
from motcua.catalog.selectors import layer_on, public_versions
from motcua.law.explained import Explained
from motcua.law.limit import parse_limit
from motcua.rulebook.selectors import rules_on

ALL_CASES = "tat-ca"
_A_CASE = re.compile(
    r"^(?:(?:[\divx]{1,4}|[a-z]\d?) ){0,3}(?:truong hop|doi voi|neu|danh cho|ho so doi voi|ho so truong hop)\b"
)
_BESIDE = " uy quyen "  # papers of whoever acts for another come on top of those of the case


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the checklist: its name, how many, its form, why it is asked for."""

    name: str
    number: str
    form: str
    why: Explained[str]
    counted: bool  # the source asks for at least one copy


@dataclass(slots=True)
class Group:
    """Papers under one heading of the list."""

    heading: str
    papers: list[Paper] = field(default_factory=list)


@dataclass(slots=True)
class CasePapers:
    """A case, or a part of the list that is for everyone, with its papers and what is to be noted."""

    key: str
    name: str
    choosable: bool
    groups: list[Group] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def papers(self) -> list[Paper]:
        """All papers of the case."""
        return [paper for group in self.groups for paper in group.papers]


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """Everything on the page."""

    procedure: Procedure
    version: ProcedureVersion
    layer: ProvincialLayer | None
    time: Answer
    fee: Answer
    review_time: bool
    review_fee: bool
    cases: list[CasePapers]
    chosen: str
    versions: list[ProcedureVersion]
    on: date | None

    @property
    def shown_cases(self) -> list[CasePapers]:
        """The chosen case and the parts for everyone; every case where all are asked for."""
        return [case for case in self.cases if not case.choosable or self.chosen in (case.key, ALL_CASES)]

    @property
    def choices(self) -> list[CasePapers]:
        """The cases one of which is one's own; empty where there is nothing to choose."""
        return [case for case in self.cases if case.choosable]

    @property
    def paper_count(self) -> int:
        """How many papers with a number of copies stand on the page now; all of them where none has a number."""
        papers = [paper for case in self.shown_cases for paper in case.papers]
        return sum(paper.counted for paper in papers) or len(papers)

    @property
    def bring_note(self) -> str:
        """What stands beside the number of papers."""
        left = sum(len(case.papers) for case in self.shown_cases) - self.paper_count
        notes = [_("tùy trường hợp")] if self.choices else []
        return "; ".join(notes + ([_("và {n} mục không ghi số bản").format(n=left)] if left else []))

    @property
    def abolished(self) -> bool:
        """Whether the procedure is no longer in force."""
        return self.procedure.current_id is None or self.version.state == VersionState.ABOLISHED

    @property
    def older(self) -> bool:
        """Whether another version has taken this one's place."""
        return not self.abolished and self.procedure.current_id != self.version.pk

    @property
    def online(self) -> bool:
        """Whether a dossier can be handed in online."""
        return any(channel.kind == ChannelKind.ONLINE for channel in self.version.channels.all())

    @property
    def by_case(self) -> bool:
        """Whether a channel's time or fee is for one case only."""
        return any(channel.case_id for channel in self.version.channels.all())

    @property
    def channel_rows(self) -> list[list[str]]:
        """The table of channels as written; a bare number is no time and is not shown as one."""
        rows = []
        for channel in self.version.channels.all():
            unread = parse_limit(channel.time_text).why in ("empty", "bare_number", "zero")
            way = str(channel.get_kind_display())
            case = [channel.case.name if channel.case else _("mọi trường hợp")] if self.by_case else []
            time = _("Chưa rõ") if unread else channel.time_text
            rows.append([way[:1].upper() + way[1:], *case, time, channel.fee_text or _("Chưa rõ"), channel.note or "–"])
        return rows

    def agencies(self, role: str) -> list[str]:
        """The agencies of a role, as written."""
        return [line.name for line in self.version.agencies.all() if line.role == AgencyRole(role)]

    @property
    def tiers(self) -> list[str]:
        """The tiers that handle the procedure, in words, nearest first."""
        held = {line.tier for line in self.version.tiers.all()}
        return [str(words) for key, words in tier_words() if key in held]

    @property
    def who(self) -> tuple[str, str]:
        """For whom: the first two audiences, and how many more there are."""
        names = [line.name for line in self.version.subjects.all()]
        more = len(names) - 2
        note = _("và {n} nhóm khác").format(n=more) if more > 0 else ""
        return cut("; ".join(names[:2]), 140) or _("Chưa rõ"), note

    @property
    def where(self) -> tuple[str, str]:
        """Where to hand in: the province's desk or the tier, and the agency."""
        if self.layer is not None and self.layer.receiving_desk:
            return cut(self.layer.receiving_desk, 140), _("do tỉnh quy định")
        agency = next(iter(self.agencies("executing")), "")
        tiers = ", ".join(self.tiers[:2])
        return (tiers or cut(agency, 140) or _("Chưa rõ")), (cut(agency, 120) if tiers else "")

    @property
    def get(self) -> tuple[str, str]:
        """What one receives: the first result, and how many more."""
        names = [line.name for line in self.version.results.all()]
        note = _("và {n} kết quả khác").format(n=len(names) - 1) if len(names) > 1 else ""
        return cut(names[0], 120) if names else _("Chưa rõ"), note

    @property
    def forms(self) -> list[str]:
        """The files of forms that the papers name, once each."""
        return list(dict.fromkeys(filter(None, (form_of(part) for part in self.version.components.all()))))


def tier_words() -> list[tuple[str, str]]:
    """Tiers and their words for a citizen, the nearest first."""
    return [
        ("commune", _("Xã, phường")),
        ("province", _("Cấp tỉnh")),
        ("ministry", _("Cấp bộ")),
        ("other", _("Cơ quan khác")),
        ("district", _("Cấp huyện (không còn)")),
    ]


def public_procedure(code: str) -> Procedure | None:
    """The procedure with the code if it was ever published and is not internal to the administration."""
    if not code.isprintable():
        return None  # some databases refuse to be asked for such text
    return Procedure.objects.filter(code=code, internal=False, versions__state__in=IN_FORCE_ONCE).distinct().first()


def procedure_page(procedure: Procedure, day: date | None, case: str) -> ProcedurePage:
    """The page of a procedure as it stands, or stood on a day; raises `UserError` where it was not in force.

    `case` is the key of the chosen case, `tat-ca` for all, anything else for the first.
    """
    version = find_version(procedure, day)
    on = day or timezone.localdate()
    layer = layer_on(procedure, on)
    doubted = _doubted(version)
    cases = _cases(version)
    keys = [one.key for one in cases if one.choosable]
    return ProcedurePage(
        procedure=procedure,
        version=version,
        layer=layer,
        time=explain_time(version, layer, rules_on(on)),
        fee=explain_fee(version, layer),
        review_time=any(path.endswith(".time") for path in doubted),
        review_fee=any(path.endswith(".fee") for path in doubted),
        cases=cases,
        chosen=case if case in (*keys, ALL_CASES) else next(iter(keys), ""),
        versions=list(
            public_versions(procedure).only(
                "public_id", "number", "state", "effective_from", "effective_to", "decision_no", "procedure_id"
            )
        ),
        on=day,
    )


def _doubted(version: ProcedureVersion) -> list[str]:
    """The places of channels that a person still has to look at; what is wrong with them is not for citizens."""
    open_ones = Finding.objects.filter(procedure_version=version, state=FindingState.OPEN)
    telling = open_ones.filter(path__startswith="channels[").exclude(severity=Severity.NOTICE)
    return list(telling.values_list("path", flat=True))


def _cases(version: ProcedureVersion) -> list[CasePapers]:
    rows = list(version.cases.all())
    real = [row for row in rows if is_case(row)]
    held: dict[int, list[Component]] = {}
    for component in version.components.all():
        held.setdefault(component.case_id, []).append(component)
    found = []
    place = 0
    for number, row in enumerate(rows, start=1):
        one = CasePapers(str(number), _title(row.name), len(real) > 1 and row in real)
        place = _fill(one, held.get(row.pk, []), version, place)
        if one.groups or one.notes or one.choosable:
            found.append(one)
    return found


def is_case(case: ProcedureCase) -> bool:
    """Whether a heading of the list names a case to choose, not a part of the list that everyone needs."""
    folded = fold(case.name)
    return bool(folded) and (case.declared or (_A_CASE.match(folded) is not None and _BESIDE not in f" {folded} "))


def _title(name: str) -> str:
    return name.strip(" *-–+:.\n")


def _fill(case: CasePapers, components: Sequence[Component], version: ProcedureVersion, place: int) -> int:
    """Put the rows of a case under their headings; returns the number of papers so far."""
    for component in components:
        if component.kind == ComponentKind.NOTE:
            case.notes.append(component.name)
        elif component.kind == ComponentKind.HEADING:
            case.groups.append(Group(_title(component.name)))
        else:
            place += 1
            if not case.groups:
                case.groups.append(Group(""))
            why = explain_paper(component, place, version)
            case.groups[-1].papers.append(
                Paper(component.name.lstrip(" -–+*"), _number(component), form_of(component), why, _counted(component))
            )
    case.groups = [group for group in case.groups if group.papers or group.heading]
    return place


def _counted(component: Component) -> bool:
    return bool(component.originals or component.copies)


def _number(component: Component) -> str:
    if component.originals == 0 and component.copies == 0:
        return _("nguồn không ghi số bản")
    parts = []
    if component.originals:
        parts.append(
            ngettext("%(num)d bản chính", "%(num)d bản chính", component.originals) % {"num": component.originals}
        )
    if component.copies:
        parts.append(ngettext("%(num)d bản sao", "%(num)d bản sao", component.copies) % {"num": component.copies})
    return ", ".join(parts)
