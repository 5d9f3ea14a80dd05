"""Assessment (a), part by part and paper by paper, and (b), the effort against the yearly volume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.service import service
from motcua.review.answering import Given, basis_of
from motcua.review.models import Basis, CampaignKind, CampaignLine, Draft, EffortSheet, PartAnswer, PartSaid
from motcua.review.questions import DOSSIER, part_names, subject_of_part
from motcua.review.selectors_assessment import components_of, version_of_line
from motcua.review.services.assessing import proposals
from motcua.review.services.assessing_store import Outcome, put, take_line, tell, touch
from motcua.review.services.drafting import EFFORT
from motcua.web.faults import Stale, UserError
from motcua.web.words import one_line

LARGEST = 2_000_000_000
_SIMPLIFYING = (CampaignKind.SIMPLIFICATION, CampaignKind.INTERNAL, CampaignKind.UNSUITABLE)


@dataclass(frozen=True, slots=True)
class EffortGiven:
    """The factors of a service: counts, estimated cost in đồng, dossiers a year with their source. None: unknown."""

    cases: int | None = None
    components: int | None = None
    agencies: int | None = None
    steps: int | None = None
    databases: int | None = None
    build_cost: int | None = None
    volume: int | None = None
    volume_source: str = ""


COUNTS = tuple(field.name for field in fields(EffortGiven) if field.name != "volume_source")


@service(permission="review.assess")
def answer_part(*, actor: Actor, line: CampaignLine, part: str, ordinal: int = 0, given: Given, seen: int) -> Outcome:
    """Write what is said of a statutory part (`ordinal` 0) or of a component; the rest as `answer_criterion`."""
    row = take_line(actor, line)
    answer = given.cleaned()
    check_part(row, part, ordinal, answer)
    subject = subject_of_part(part, ordinal)
    proposal = proposals(row).of(subject)
    fresh = PartAnswer(line=row, part=part, ordinal=ordinal, value=answer.value, proposal=dict(proposal))
    kept = PartAnswer.objects.filter(line=row, part=part, ordinal=ordinal).select_related("line__procedure").first()
    basis = basis_of(answer, proposal)
    outcome = put(kept, fresh, answer, subject=subject, seen=seen, actor=actor, basis=basis)
    if outcome.changed:
        touch(row)
        tell("part_answered", row, part=part, ordinal=ordinal, value=answer.value)
    return outcome


@service(permission="review.assess")
def accept_fitting_parts(*, actor: Actor, line: CampaignLine) -> int:
    """Answer "fits" in one act for every part and paper that nothing stands against and nobody answered.

    Returns how many; the log says which act it was. Raises as `answer_part`.
    """
    row = take_line(actor, line)
    proposed = proposals(row)
    taken = set(PartAnswer.objects.filter(line=row).values_list("part", "ordinal"))
    places = [(part, 0) for part in part_names(row.law_date)]
    places += [(DOSSIER, paper.ordinal) for paper in components_of(version_of_line(row))]
    who = {"by": actor.user, "by_label": actor.label[:200], "at": timezone.now(), "basis": Basis.EXCEPTION}
    fresh = []
    for part, ordinal in places:
        plain = proposed.of(subject_of_part(part, ordinal))
        if (part, ordinal) not in taken and plain.get("fit", PartSaid.FITS) == PartSaid.FITS:
            one = PartAnswer(line=row, part=part, ordinal=ordinal, value=PartSaid.FITS, proposal=dict(plain), **who)
            fresh.append(one)
    if fresh:
        PartAnswer.objects.bulk_create(fresh)
        touch(row)
        tell("parts_accepted", row, n=len(fresh))
    return len(fresh)


@service(permission="review.assess")
def save_effort(*, actor: Actor, line: CampaignLine, given: EffortGiven, seen: int) -> EffortSheet:
    """Write the factors of a line; `seen` is the version of the sheet that was looked at, 0 for none.

    One's own earlier figures are simply replaced, figures that are the same are left as they are; the author's draft is
    done with. Raises `Stale` where another wrote meanwhile, `UserError` for a volume without source or a number out of
    reach.
    """
    row = take_line(actor, line)
    source = one_line(given.volume_source)[:500]
    for name in COUNTS:
        value, most = getattr(given, name), 10**15 if name == "build_cost" else LARGEST
        if value is not None and not 0 <= value <= most:
            raise UserError("out-of-reach", _("Ghi số từ 0 đến {most}.").format(most=most), field=name)
    if given.volume is not None and not source:
        raise UserError("no-source", _("Số hồ sơ một năm cần ghi nguồn số liệu."), field="volume_source")
    values = {name: getattr(given, name) for name in COUNTS} | {"volume_source": source}
    Draft.objects.visible_to(actor).filter(line=row, subject=EFFORT).delete()
    kept = EffortSheet.objects.filter(line=row).first()
    if kept is not None and all(getattr(kept, name) == value for name, value in values.items()):
        return kept
    _write_effort(kept, EffortSheet(line=row), values, seen, actor)
    tell("effort", row, tuple(name for name in values if values[name] not in (None, "")))
    return EffortSheet.objects.get(line=row)


def _write_effort(
    kept: EffortSheet | None, fresh: EffortSheet, values: Mapping[str, object], seen: int, actor: Actor
) -> None:
    """Write figures over those that stand (None: over none, `fresh` is made). Raises `Stale` over another's unseen."""
    own = kept is not None and actor.user is not None and kept.by_id == actor.user.pk
    if (kept.version if kept else 0) != seen and not own:
        raise Stale(_("Phần này vừa được người khác sửa. Tải lại trang để xem rồi làm lại."))
    row = kept or fresh
    for name, value in values.items():
        setattr(row, name, value)
    row.by, row.by_label, row.at = actor.user, actor.label[:200], timezone.now()
    row.version = row.version + 1 if kept else 1
    row.save()


def check_part(line: CampaignLine, part: str, ordinal: int, given: Given) -> None:
    """Refuse an unknown part, a component that the record does not have, an answer the campaign does not ask."""
    known = part in part_names(line.law_date) and (ordinal == 0 or part == DOSSIER)
    if known and ordinal:
        known = any(paper.ordinal == ordinal for paper in components_of(version_of_line(line)))
    if not known:
        raise UserError("no-such-part", _("Thủ tục không có bộ phận hoặc giấy tờ này."), field="part", status=404)
    simplifies = line.campaign.kind in _SIMPLIFYING
    wide = given.value in (PartSaid.REPLACE, PartSaid.ABOLISH)
    if given.value not in PartSaid.values or (wide and not simplifies):
        raise UserError("bad-answer", _("Chưa chọn kết luận cho bộ phận này."), field="value")


def simplifies(line: CampaignLine) -> bool:
    """Whether necessity, reasonableness and legality are asked of each part."""
    return line.campaign.kind in _SIMPLIFYING
