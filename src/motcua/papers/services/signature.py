"""The way to a signature: submitted, returned, signed with number and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.files.models import StoredFile
from motcua.files.services import Readable, store
from motcua.jobs.services import enqueue
from motcua.papers.layout import document_of
from motcua.papers.models import LIVE, Paper, PaperState, RegisterEntry
from motcua.papers.rendering.pdf import check_letters
from motcua.papers.services.handover import end_submission, open_submission
from motcua.papers.services.registering import check_number, enter_foreign
from motcua.papers.services.taking import require_keeper, take, tell
from motcua.papers.text import one_line, storable
from motcua.web.faults import UserError

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A signed copy still to be kept: its bytes and its name."""

    stream: Readable
    name: str


@service(permission="papers.submit")
def submit_paper(*, actor: Actor, paper: Paper, version: int) -> Paper:
    """Submit a draft for signature; where a document system is set up, a job hands it over. Returns it as it is now.

    Raises `Stale` where another changed it, `UserError` where it is no draft or holds a letter that cannot be printed.
    """
    row = take(actor, paper, version, PaperState.DRAFT)
    check_letters(document_of(row))
    row.state, row.submitted_at = PaperState.SUBMITTED, timezone.now()
    row.note = ""
    row.save(update_fields=["state", "submitted_at", "note", "version"])
    tell("submitted", row)
    open_submission(actor, row)
    return row


@service(permission=None)
def return_paper(*, actor: Actor, paper: Paper, version: int, reason: str) -> Paper:
    """Make a submitted document a draft again: taken back by its author or returned by who was to sign it.

    Raises `UserError` without a reason or where a number has been taken for it, `Stale` where another changed it.
    """
    require_keeper(actor)
    row = take(actor, paper, version, PaperState.SUBMITTED)
    if row.entries.exists():
        raise UserError(
            "paper-numbered",
            _("Văn bản đã lấy số trong sổ, không trả lại được."),
            hint=_("Ghi ký rồi thu hồi văn bản, hoặc soạn văn bản thay thế."),
            status=409,
        )
    row.state, row.note = PaperState.DRAFT, reason_of(reason)
    row.save(update_fields=["state", "note", "version"])
    end_submission(actor, row)
    tell("returned", row)
    return row


@service(permission=None)
def record_signed(
    *,
    actor: Actor,
    paper: Paper,
    version: int,
    number: int,
    symbol: str,
    signed_on: date,
    signer: str,
    file: StoredFile | SignedCopy | None = None,
    from_system: bool = False,
) -> Paper:
    """Write down number, symbol ("QĐ-UBND"), date and signer of a submitted document; returns it as it is now.

    `file` is the signed copy (PDF). A job then calls what `when_signed` registered for its purpose. `from_system` says
    that the number came from the document system. Raises `UserError` for a day in the future, a number already used by
    the unit that year or one that an own register must give, `Stale` where another changed it.
    """
    require_keeper(actor)
    row = take(actor, paper, version, PaperState.SUBMITTED)
    row.number, row.symbol, row.signed_on, row.year = number, symbol_of(symbol), signed_on, signed_on.year
    row.number_text = f"{number:02d}/{row.symbol}"
    row.signer, row.file = signer_of(signer), _kept(actor, file)
    _check_day(row, signed_on)
    check_number(row)
    row.state = PaperState.SIGNED
    row.save()
    if from_system:
        enter_foreign(actor, row)
    else:
        end_submission(actor, row)
    _replace_older(row)
    tell("signed", row, facts={"number": row.number_text, "signed_on": signed_on.isoformat()})
    enqueue(actor=actor, kind="papers.signed", key=row.public_id, arguments={"paper": row.public_id})
    return row


def _kept(actor: Actor, file: StoredFile | SignedCopy | None) -> StoredFile | None:
    if not isinstance(file, SignedCopy):
        return file
    return store(actor=actor, stream=file.stream, name=file.name, purpose="papers.signed", accept=[PDF])


def _check_day(paper: Paper, signed_on: date) -> None:
    if signed_on > timezone.localdate():
        raise UserError("signed-later", _("Ngày ký không thể sau hôm nay."), field="signed_on")
    entry = RegisterEntry.objects.filter(paper=paper).first()
    if entry is not None and entry.on != signed_on:
        raise UserError("signed-other-day", _("Ngày ký khác ngày đã ghi trong sổ."), field="signed_on")


def _replace_older(paper: Paper) -> None:
    """The document that this one was drafted to replace is replaced from now on."""
    if paper.replaces_id is None:
        return
    old = Paper.objects.select_for_update().get(pk=paper.replaces_id)
    if old.state in LIVE:
        old.state, old.version = PaperState.REPLACED, old.version + 1
        old.save(update_fields=["state", "version"])
        tell("replaced", old, facts={"by": paper.number_text})


def reason_of(text: str) -> str:
    """A reason on one line; raises `UserError` for none."""
    line = one_line(text, 1000)
    if not line:
        raise UserError("no-reason", _("Cần ghi lý do."), field="reason")
    return line


def signer_of(text: str) -> str:
    """Who signed, on one line; raises `UserError` for nobody."""
    line = one_line(text, 200)
    if not line:
        raise UserError("no-signer", _("Cần ghi người ký."), field="signer")
    return line


def symbol_of(text: str) -> str:
    """The symbol without spaces and leading stroke (Decree 30/2020, Annex I); raises `UserError` for none."""
    symbol = "".join(storable(text).split()).lstrip("/")
    if not symbol or len(symbol) > 60:
        raise UserError("no-symbol", _("Cần ghi ký hiệu, ví dụ QĐ-UBND."), field="symbol")
    return symbol
