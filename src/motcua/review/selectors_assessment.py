"""Every read about answers: a line as its page needs it, its neighbours and twins, answers and remedies of many lines.

Other modules of the room (lists, checks, the register of services) read answers only through here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.catalog.models import Component, LegalBasis, ProcedureVersion
from motcua.catalog.selectors import with_parts
from motcua.review.models import (
    Answer,
    CampaignLine,
    CampaignUnit,
    Clash,
    Draft,
    EffortSheet,
    LineState,
    Opening,
    PartAnswer,
    Remark,
    Remedy,
    UnitRole,
)
from motcua.review.services.claims import acts_for
from motcua.web.faults import UserError

TWINS = 10


def assesses(actor: Actor, line: CampaignLine) -> bool:
    """Whether the actor may answer about a line: its lead unit or the heir, a unit that helps it, the office.

    A line that was returned is its author's alone unless the unit gave it to another.
    """
    if actor.system:
        return True
    if not actor.may("review.assess"):
        return False
    if line.state == LineState.RETURNED and line.assignee_id is not None:
        return actor.user is not None and actor.user.pk == line.assignee_id
    if acts_for(actor, line.unit):
        return True
    helps = Q(helps__isnull=True) | Q(helps__unit=line.unit_id)
    units = actor.units_for("review.assess")
    rows = CampaignUnit.objects.filter(helps, campaign=line.campaign_id, role=UnitRole.COOPERATING, unit__in=units)
    return rows.exists()


def line_rows(actor: Actor) -> QuerySet[CampaignLine]:
    """Lines with what every page about them shows."""
    rows = CampaignLine.objects.visible_to(actor)
    return rows.select_related("campaign", "procedure", "procedure_version", "field", "assignee", "unit")


def find_line(actor: Actor, public_id: str) -> CampaignLine:
    """The line with the id. Raises `UserError` where there is none for this actor."""
    row = line_rows(actor).filter(public_id=public_id).first() if "\x00" not in public_id else None
    if row is None:
        raise UserError("no-such-line", _("Không có thủ tục này trong đợt rà soát."), status=404)
    return row


def version_of_line(line: CampaignLine) -> ProcedureVersion | None:
    """The version under review with its parts; that in force now where the line pins none."""
    key = line.procedure_version_id or line.procedure.current_id
    return with_parts(ProcedureVersion.objects.filter(pk=key)).first() if key else None


def versions_of_lines(lines: Iterable[CampaignLine]) -> dict[int, ProcedureVersion | None]:
    """The versions of many lines with their parts, by line id: a fixed number of statements."""
    keys = {line.pk: line.procedure_version_id or line.procedure.current_id for line in lines}
    rows = with_parts(ProcedureVersion.objects.filter(pk__in=[key for key in keys.values() if key]))
    found = {row.pk: row for row in rows}
    return {line: found.get(key) if key else None for line, key in keys.items()}


def drafts_of(actor: Actor, line: CampaignLine, subject: str) -> tuple[Draft | None, list[Draft]]:
    """The actor's own draft of a sheet of a line, and those of others who are at it (one statement)."""
    rows = list(Draft.objects.filter(line=line, subject=subject))
    own = [row for row in rows if actor.user is not None and row.by_id == actor.user.pk]
    return next(iter(own), None), [row for row in rows if row not in own]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that was answered about a line."""

    answers: Mapping[str, Answer]
    parts: Mapping[tuple[str, int], PartAnswer]
    opened: frozenset[str]
    clashes: tuple[Clash, ...]
    effort: EffortSheet | None = None
    remarks: tuple[Remark, ...] = field(default=())


def sheet_of(line: CampaignLine) -> Sheet:
    """What was answered about one line: a fixed number of statements."""
    return Sheet(
        {row.key: row for row in Answer.objects.filter(line=line)},
        {(row.part, row.ordinal): row for row in PartAnswer.objects.filter(line=line)},
        frozenset(Opening.objects.filter(line=line).values_list("subject", flat=True)),
        tuple(Clash.objects.open().filter(line=line)),
        EffortSheet.objects.filter(line=line).first(),
        tuple(Remark.objects.filter(line=line, answered_at__isnull=True).order_by("said_at", "id")),
    )


def sheets_of(lines: Iterable[CampaignLine]) -> dict[int, Sheet]:
    """What was answered about many lines, by line id: the same number of statements for one and for all."""
    ids = [line.pk for line in lines]
    answers: dict[int, dict[str, Answer]] = {pk: {} for pk in ids}
    parts: dict[int, dict[tuple[str, int], PartAnswer]] = {pk: {} for pk in ids}
    opened: dict[int, set[str]] = {pk: set() for pk in ids}
    clashes: dict[int, list[Clash]] = {pk: [] for pk in ids}
    for answer in Answer.objects.filter(line__in=ids):
        answers[answer.line_id][answer.key] = answer
    for part in PartAnswer.objects.filter(line__in=ids):
        parts[part.line_id][part.part, part.ordinal] = part
    for line_id, subject in Opening.objects.filter(line__in=ids).values_list("line", "subject"):
        opened[line_id].add(subject)
    for clash in Clash.objects.open().filter(line__in=ids):
        clashes[clash.line_id].append(clash)
    effort = {row.line_id: row for row in EffortSheet.objects.filter(line__in=ids)}
    return {pk: Sheet(answers[pk], parts[pk], frozenset(opened[pk]), tuple(clashes[pk]), effort.get(pk)) for pk in ids}


def answers_of_lines(ids: Iterable[int]) -> dict[int, dict[str, bool | None]]:
    """Confirmed answers of many lines as the law's functions take them: line id → key → answer (one statement)."""
    found: dict[int, dict[str, bool | None]] = {pk: {} for pk in ids}
    for row in Answer.objects.filter(line__in=list(found)).only("line_id", "key", "value"):
        found[row.line_id][row.key] = row.as_bool
    return found


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """One remedy proposed for a line: for which subject, by whom, which words of which document."""

    line_id: int
    subject: str
    remedy: str
    reason: str
    document: str
    article: str
    wording: str
    owner: str
    due_on: object = None


def remedies_of_lines(ids: Iterable[int]) -> dict[int, list[RemedyRow]]:
    """The remedies of many lines, of criteria and of parts (two statements)."""
    found: dict[int, list[RemedyRow]] = {pk: [] for pk in ids}
    asked = list(found)
    for row in Answer.objects.filter(line__in=asked).exclude(remedy=""):
        found[row.line_id].append(_remedy(row, row.key))
    for part in PartAnswer.objects.filter(line__in=asked).exclude(remedy=""):
        found[part.line_id].append(_remedy(part, f"part:{part.part}:{part.ordinal}"))
    return found


def _remedy(row: Answer | PartAnswer, subject: str) -> RemedyRow:
    texts = (row.reason, row.document, row.article, row.wording, row.owner)
    return RemedyRow(row.line_id, subject, str(Remedy(row.remedy)), *texts, due_on=row.due_on)


def neighbours(line: CampaignLine) -> tuple[str, str]:
    """The public ids of the lines before and after one in the same unit's part of the campaign; empty at the ends."""
    rows = CampaignLine.objects.filter(campaign=line.campaign_id, unit=line.unit_id).exclude(state=LineState.CLOSED)
    before = rows.filter(pk__lt=line.pk).order_by("-pk").values_list("public_id", flat=True).first()
    after = rows.filter(pk__gt=line.pk).order_by("pk").values_list("public_id", flat=True).first()
    return before or "", after or ""


def next_open(line: CampaignLine) -> str:
    """The public id of the next line of the unit that still waits to be assessed, from the start again at the end."""
    waiting = (LineState.OPEN, LineState.RETURNED)
    rows = CampaignLine.objects.filter(campaign=line.campaign_id, unit=line.unit_id, state__in=waiting)
    rows = rows.exclude(pk=line.pk).order_by("pk")
    ids = rows.filter(pk__gt=line.pk).values_list("public_id", flat=True).first()
    return ids or rows.values_list("public_id", flat=True).first() or ""


def progress_of(line: CampaignLine) -> tuple[int, int]:
    """How many lines of the unit are concluded, of how many (one statement)."""
    rows = CampaignLine.objects.filter(campaign=line.campaign_id, unit=line.unit_id).exclude(state=LineState.CLOSED)
    waiting = Q(state__in=(LineState.OPEN, LineState.RETURNED))
    found = rows.aggregate(all=Count("pk"), waiting=Count("pk", filter=waiting))
    return int(found["all"]) - int(found["waiting"]), int(found["all"])


def twins_of(actor: Actor, line: CampaignLine, version: ProcedureVersion | None) -> list[CampaignLine]:
    """Lines of the same campaign for a procedure of the same name or on the same legal basis, closest first.

    A name alike to the letter counts most, then how many documents of the basis are shared (`shared`).
    """
    if version is None:
        return []
    numbers = {row.number for row in version.legal_basis.all()}
    rows = line_rows(actor).filter(campaign=line.campaign_id).exclude(pk=line.pk).exclude(state=LineState.CLOSED)
    basis = LegalBasis.objects.filter(procedure_version=OuterRef("procedure_version"), number__in=numbers)
    alike = rows.filter(Q(procedure_version__name=version.name) | Exists(basis))
    shared = Count(
        "procedure_version__legal_basis",
        filter=Q(procedure_version__legal_basis__number__in=numbers),
        distinct=True,
    )
    found: list[CampaignLine] = [*alike.annotate(shared=shared).order_by("-shared", "pk")[: 4 * TWINS]]
    return sorted(found, key=lambda row: row.procedure_version is None or row.procedure_version.name != version.name)[
        :TWINS
    ]


def components_of(version: ProcedureVersion | None) -> list[Component]:
    """The papers of a version that are really papers, in order."""
    return [row for row in version.components.all() if row.kind == "paper"] if version else []


def work_rows(
    actor: Actor, *, state: str = "", campaign: str = "", text: str = "", mine: bool = False
) -> QuerySet[CampaignLine]:
    """The lines that the actor's units assess in running campaigns, with how many answers each has.

    `state` narrows to one of a line's states, `mine` to those given to the actor; the office sees every unit's.
    """
    rows = line_rows(actor).filter(campaign__state__in=("open", "checking")).exclude(state=LineState.CLOSED)
    if not (actor.system or actor.may("review.check")):
        rows = rows.filter(unit__in=actor.units_for("review.assess"))
    if mine:
        rows = rows.filter(assignee=actor.user) if actor.user is not None else rows.none()
    if state:
        rows = rows.filter(state=state)
    if campaign:
        rows = rows.filter(campaign__public_id=campaign)
    if text:
        rows = rows.filter(Q(procedure__code=text.strip()) | Q(procedure_version__name__icontains=text.strip()))
    given = Answer.objects.filter(line=OuterRef("pk")).order_by().values("line").annotate(n=Count("pk")).values("n")
    clash = Clash.objects.open().filter(line=OuterRef("pk"))
    return rows.annotate(answered=given, clashing=Exists(clash)).order_by("campaign", "pk")
