"""What every write to a document does first: lock it, check who, which version and which state; and tell the log."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event, Plain, record
from motcua.papers.models import Paper, PaperState
from motcua.web.faults import Denied, Stale, UserError


def take(actor: Actor, paper: Paper, version: int, *states: str) -> Paper:
    """The row, locked and counted one version on. The caller saves it.

    Raises `Denied` for a document of another unit, `Stale` where another changed it, `UserError` where its state
    forbids what is asked.
    """
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    check_hands(actor, row)
    if row.version != version:
        raise Stale(_("Văn bản này vừa được người khác sửa. Tải lại trang để xem."))
    if row.state not in states:
        raise UserError(
            "paper-state",
            _("Văn bản đang ở tình trạng “{state}”, không làm được việc này.").format(
                state=PaperState(row.state).label
            ),
            hint=_("Tải lại trang để xem tình trạng mới nhất."),
            status=409,
        )
    row.version += 1
    return row


def check_hands(actor: Actor, paper: Paper) -> None:
    """Raise `Denied` unless the actor may work on this document."""
    if not may_work_on(actor, paper):
        raise Denied(_("Văn bản này của đơn vị khác."))


def may_work_on(actor: Actor, paper: Paper) -> bool:
    """Whether the actor keeps registers, made the document, drafts for its unit or drafts for any."""
    units = actor.units_for("papers.draft")
    is_own = actor.user is not None and paper.made_by_id == actor.user.pk
    return actor.system or actor.may("papers.register") or is_own or not units or paper.unit_id in units


def require_keeper(actor: Actor) -> None:
    """Let those pass who submit documents or keep registers; raises `Denied` for others."""
    if not actor.may("papers.register"):
        actor.require("papers.submit")


def tell(verb: str, paper: Paper, fields: tuple[str, ...] = (), facts: Mapping[str, Plain] | None = None) -> None:
    """Write what happened to a document into the log; personal names stay out."""
    record(
        Event(
            f"papers.paper.{verb}",
            "papers.paper",
            paper.public_id,
            fields=fields,
            facts={"template": paper.template, **(facts or {})},
            unit_id=paper.unit_id,
        )
    )
