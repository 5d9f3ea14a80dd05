"""The log of uses of seals from the terminal: what `motcua powers seal-use…` takes and does."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.access.commands import a_day, a_moment
from motcua.organisation import seal_log
from motcua.organisation.models import Seal, SealUse
from motcua.organisation.services.seal_uses import UseContent, log_use, reverse_use
from motcua.web.faults import UserError


def arguments_list(parser: ArgumentParser) -> None:
    """What `seal-uses` takes."""
    parser.add_argument("--seal", default="", metavar="ID", help="of one seal; else of all")
    for name in ("text", "procedure"):
        parser.add_argument(f"--{name}", default="")
    states = ["", seal_log.STANDING, seal_log.TAKEN_BACK, seal_log.REVERSALS]
    parser.add_argument("--state", default="", choices=states)
    for name in ("since", "until"):
        parser.add_argument(f"--{name}", type=a_day, metavar="DATE")
    parser.add_argument("--limit", type=int, default=1000)


def arguments_new(parser: ArgumentParser) -> None:
    """What `seal-use` takes."""
    parser.add_argument("id", metavar="SEAL")
    parser.add_argument("--document", required=True, help="title of the document")
    parser.add_argument("--used-at", type=a_moment, metavar="MOMENT", help="2026-11-20T15:30; else now")
    for name in ("document-no", "procedure", "dossier"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--copies", type=int, default=1)


def listed(actor: Actor, given: Namespace, seal: Seal | None) -> list[dict[str, Any]]:
    """The rows that fit, the latest first."""
    wanted = seal_log.UseWanted(given.text, given.procedure, given.state, given.since, given.until)
    return [seal_log.use_dict(row) for row in seal_log.use_rows(actor, wanted, seal)[: given.limit]]


def entered(actor: Actor, given: Namespace, seal: Seal) -> dict[str, Any]:
    """A document was sealed. Raises `UserError`."""
    content = UseContent(
        document=given.document,
        used_at=given.used_at or timezone.now(),
        document_no=given.document_no,
        copies=given.copies,
        procedure=given.procedure,
        dossier=given.dossier,
    )
    return seal_log.use_dict(_found(actor, log_use(actor=actor, seal=seal, content=content).public_id))


def taken_back(actor: Actor, given: Namespace) -> dict[str, Any]:
    """A row is taken back; the answer is the new row. Raises `UserError`."""
    made = reverse_use(actor=actor, use=_found(actor, given.id), reason=given.reason)
    return seal_log.use_dict(_found(actor, made.public_id))


def _found(actor: Actor, public_id: str) -> SealUse:
    row = seal_log.use_by_id(public_id, actor)
    if row is None:
        raise UserError("unknown-use", f"Không có dòng “{public_id}” trong sổ sử dụng con dấu.", status=404)
    return row
