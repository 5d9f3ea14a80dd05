"""A letter as a document: made from its reports, submitted for signature, sent once it comes back signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.defects.models import DefectKind, DefectLetter, LetterState
from motcua.defects.parts import parts_on
from motcua.defects.services.letters import Sent, filled, record_sent
from motcua.defects.services.touch import claim_letter, require_hands, tell_letter
from motcua.organisation.selectors import today_names
from motcua.papers.models import Paper, PaperState
from motcua.papers.selectors import papers_of
from motcua.papers.services import change_paper, make_paper, return_paper, submit_paper

PURPOSE, TEMPLATE = "defects.letter", "defect-letter"
TITLE = "Phản ánh nội dung công bố, công khai thủ tục hành chính chưa đầy đủ, chính xác, kịp thời"
KINDS = {
    DefectKind.INCOMPLETE: "chưa đầy đủ",
    DefectKind.INACCURATE: "chưa chính xác",
    DefectKind.LATE: "chưa kịp thời",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What the letter says beside its table: symbol, place, signature block."""

    symbol: str
    place: str
    signature: tuple[str, ...]


@service(permission="defects.letter")
def submit_letter(*, actor: Actor, letter: DefectLetter, wording: Wording, version: int) -> Paper:
    """Make the document of a draft and submit it for signature; a returned one is written anew.

    Raises `Denied` for another's letter, `UserError` where it is empty or a field is missing, `Stale`.
    """
    require_hands(actor, letter.from_unit)
    row = claim_letter(letter, version, LetterState.DRAFT)
    filled(row)
    data = data_of(row, wording)
    kept = papers_of(actor, PURPOSE, row.public_id).filter(state=PaperState.DRAFT).first()
    if kept is not None:
        paper = change_paper(actor=actor, paper=kept, version=kept.version, data={**kept.data, **data}, title=TITLE)
    else:
        paper = make_paper(
            actor=actor,
            template=TEMPLATE,
            unit=row.from_unit,
            data=data,
            title=TITLE,
            purpose=PURPOSE,
            object_id=row.public_id,
        )
    paper = submit_paper(actor=actor, paper=paper, version=paper.version)
    row.state, row.paper = LetterState.SUBMITTED, paper.public_id
    row.save(update_fields=["state", "paper"])
    tell_letter("submitted", row)
    return paper


@service(permission="defects.letter")
def return_letter(*, actor: Actor, letter: DefectLetter, reason: str, version: int) -> DefectLetter:
    """Take a submitted letter and its document back to be changed.

    Raises `UserError` without a reason or where the document has its number, `Stale`.
    """
    require_hands(actor, letter.from_unit)
    row = claim_letter(letter, version, LetterState.SUBMITTED)
    paper = Paper.objects.filter(public_id=row.paper, state=PaperState.SUBMITTED).first()
    if paper is not None:
        return_paper(actor=actor, paper=paper, version=paper.version, reason=reason)
    row.state, row.paper = LetterState.DRAFT, ""
    row.save(update_fields=["state", "paper"])
    tell_letter("returned", row)
    return row


def letter_signed(actor: Actor, paper: Paper) -> None:
    """Write down number and day of a signed letter; called by the room `papers`. Asked twice it changes nothing."""
    row = DefectLetter.objects.filter(public_id=paper.object_id, paper=paper.public_id).first()
    if row is None or row.state != LetterState.SUBMITTED or paper.signed_on is None:
        return
    sent = Sent(paper.number_text, paper.signed_on, paper.signer)
    record_sent(actor=actor, letter=row, sent=sent, version=row.version)


def data_of(letter: DefectLetter, wording: Wording) -> dict[str, Any]:
    """What the template `defect-letter` is filled with."""
    lines = letter.lines.select_related("report__procedure", "report__procedure_version")
    reports = [line.report for line in lines]
    names = today_names({report.unit_id for report in reports if report.unit_id})
    parts = parts_on(letter.created_on)
    return {
        "addressees": [letter.to_name],
        "symbol": wording.symbol,
        "place": wording.place,
        "signature_lines": list(wording.signature),
        "lines": [
            {
                "code": report.procedure.code,
                "name": report.procedure_version.name if report.procedure_version else report.procedure.code,
                "kind": KINDS[DefectKind(report.kind)],
                "part": parts.get(report.part, report.part),
                "quote": report.quote,
                "proposal": report.proposal,
                "reporter": names.get(report.unit_id or 0, ""),
            }
            for report in reports
        ],
    }
