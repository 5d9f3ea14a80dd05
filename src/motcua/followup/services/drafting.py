"""From a task to the province's own decision: a draft with the lines that are still open."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, record
from motcua.access.service import service
from motcua.followup.models import FollowTask, MinistryLine, TaskState
from motcua.followup.owners import heir, province_units
from motcua.followup.services.tasks import must_work_on
from motcua.organisation.models import TreeRow, Unit
from motcua.publication.content import DecisionContent, LineGiven
from motcua.publication.models import AnnouncedLine, AnnouncementDecision, DecisionState, LineKind
from motcua.publication.services.drafting import draft_decision
from motcua.web.faults import UserError


@service(permission="publication.draft")
def draft_list(*, actor: Actor, task: FollowTask) -> AnnouncementDecision:
    """Draft the provincial decision that lists what a ministry announced: every line not listed and in no draft yet.

    Raises `UserError` where nobody advises on the task, nothing is left to list, or what `draft_decision` refuses.
    """
    must_work_on(actor, task)
    FollowTask.objects.select_for_update().get(pk=task.pk)  # of two who draft at once the second sees the first draft
    if task.unit is None:
        raise UserError(
            "no-unit",
            _("Chưa rõ cơ quan tham mưu của việc này."),
            hint=_("Giao việc cho một cơ quan trước."),
            status=409,
        )
    if task.state != TaskState.OPEN:
        raise UserError("task-closed", _("Việc này đã kết thúc."), status=409)
    lines = open_lines(task)
    if not lines:
        raise UserError(
            "nothing-to-list",
            _("Mọi thủ tục của việc này đã có trong quyết định của tỉnh hoặc trong một dự thảo."),
            status=409,
        )
    unit = heir(task.unit, timezone.localdate())
    with transaction.atomic():
        decision = draft_decision(actor=actor, content=_content(task, unit), lines=[_given(one) for one in lines])
    record(
        Event(
            "followup.task.drafted", "followup.task", task.public_id, facts={"procedures": len(lines)},
            unit_id=unit.pk,
        )
    )  # fmt: skip
    return decision


def open_lines(task: FollowTask) -> list[MinistryLine]:
    """The lines of a task that neither a signed decision nor a draft of one lists."""
    rows = task.lines.filter(listed_on=None).select_related("announcement").order_by("code")
    drafted = set(
        AnnouncedLine.objects.filter(code__in=rows.values("code"), decision__in=drafts_of(task)).values_list(
            "code", flat=True
        )
    )
    return [line for line in rows if line.code not in drafted]


def drafts_of(task: FollowTask) -> QuerySet[AnnouncementDecision]:
    """The province's decisions after a task that are still without number, the first first."""
    waiting = (DecisionState.DRAFT, DecisionState.CHECKED)
    rows = AnnouncementDecision.objects.filter(state__in=waiting, source__in=_sources_of(task))
    return rows.filter(lines__code__in=task.lines.values("code")).distinct().order_by("pk")


def source_of(task: FollowTask) -> str:
    """How a provincial decision names the ministry's that it follows, with the day of signing where it is known."""
    return _sources_of(task)[-1]


def _sources_of(task: FollowTask) -> list[str]:
    """The names that drafts of the task may bear: a draft may be older than what is known of the day."""
    one = task.announcement
    if not one.decision_no:
        return [one.ministry]
    undated = f"{one.decision_no} ({one.ministry})"
    return (
        [undated, f"{one.decision_no} ngày {one.signed_on:%d/%m/%Y} ({one.ministry})"] if one.signed_on else [undated]
    )


def _content(task: FollowTask, unit: Unit) -> DecisionContent:
    one = task.announcement
    return DecisionContent(
        title=_("Công bố danh mục thủ tục hành chính theo Quyết định %(number)s của %(ministry)s")
        % {"number": one.decision_no or _("(chưa rõ số)"), "ministry": one.ministry},
        advising_unit=unit,
        issuing_unit=_committee(),
        source=source_of(task),
        law_effective_on=one.effective_on,
    )


def _committee() -> Unit | None:
    """The people's committee of the province: what its office stands directly below."""
    today = timezone.localdate()
    office = province_units(today).get("office")
    if office is None:
        return None
    line = TreeRow.objects.on(today).filter(descendant=office, depth=1).select_related("ancestor").first()
    return line.ancestor if line else None


def _given(line: MinistryLine) -> LineGiven:
    return LineGiven(code=line.code, kind=LineKind(line.kind), name=line.name)
