"""A province's campaign for the stories of review: procedures by the dozen, units, days, the way of one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from motcua.access.actors import Actor
from motcua.catalog.models import Field, Origin, Procedure, ProcedureVersion, TierLine, VersionState
from motcua.organisation.models import Unit
from motcua.review.checklist import POINTS
from motcua.review.content import CampaignContent, Conclusion, ScopeRule
from motcua.review.models import Answer, Campaign, CampaignLine, CampaignUnit, LineState, PartAnswer, Verdict
from motcua.review.questions import part_names
from motcua.review.services.assigning import assign_lines
from motcua.review.services.checking import confirm_unit, draw_sample, judge_sample
from motcua.review.services.concluding import conclude_lines
from motcua.review.services.opening import make_lines, open_campaign
from motcua.review.services.planning import plan_campaign
from motcua.review.services.submitting import approve_unit, submit_unit
from motcua.review.verdicts import questions_for

TODAY = date(2026, 3, 2)
DAYS = {
    "opens_on": date(2026, 3, 2),
    "unit_result_due": date(2026, 6, 30),
    "check_due": date(2026, 7, 31),
    "consolidation_due": date(2026, 8, 31),
}
UNFIT = {
    "C6c": {
        "remedy": "ministry", "reason": "phải có mặt", "document": "12/2024/NĐ-CP", "article": "Điều 7",
        "wording": "bỏ yêu cầu có mặt",
    }
}  # fmt: skip
GOOD = dict.fromkeys(POINTS, True)


def procedures(
    count: int, field: str = "Hộ tịch", first: int = 1, tier: str = "commune", decision_no: str = "1024/QĐ-BTP"
) -> list[Procedure]:
    """So many announced procedures of a field, in force since 2025."""
    named, _new = Field.objects.get_or_create(name=field, key=field.lower())
    rows = Procedure.objects.bulk_create(
        Procedure(code=f"9.{first + place:06d}", origin=Origin.CENTRAL) for place in range(count)
    )
    versions = ProcedureVersion.objects.bulk_create(
        ProcedureVersion(
            procedure=row,
            number=1,
            effective_from=date(2025, 7, 1),
            name=f"Thủ tục {row.code} về {field.lower()}",
            field=named,
            decision_no=decision_no,
            fingerprint=row.code,
        )
        for row in rows
    )
    TierLine.objects.bulk_create(TierLine(procedure_version=version, ordinal=1, tier=tier) for version in versions)
    ProcedureVersion.objects.filter(procedure__in=rows).update(state=VersionState.PUBLISHED)
    for row, version in zip(rows, versions, strict=True):
        row.current = version
    Procedure.objects.bulk_update(rows, ["current"], batch_size=500)
    return rows


def content(**more: object) -> CampaignContent:
    """A sound plan for online services of 2026."""
    values = {"title": "Rà soát dịch vụ công trực tuyến 2026", "year": 2026, "scope": ScopeRule(), **DAYS, **more}
    return CampaignContent(**values)  # type: ignore[arg-type]


def opened(actor: Actor, follows: Campaign | None = None, **more: object) -> Campaign:
    """A campaign with all its lines, none given to a unit yet."""
    campaign = plan_campaign(actor=actor, content=content(**more), follows=follows)
    campaign = open_campaign(actor=actor, campaign=campaign, version=campaign.version)
    while make_lines(actor=actor, campaign=campaign):
        pass
    campaign.refresh_from_db()
    return campaign


def given_to(actor: Actor, campaign: Campaign, unit: Unit, lines: Sequence[CampaignLine] | None = None) -> CampaignUnit:
    """Lines (all of them where none is named) in the hands of a unit."""
    rows = list(campaign.lines.select_related("procedure")) if lines is None else list(lines)
    assign_lines(actor=actor, campaign=campaign, lines=rows, unit=unit, versions=[row.version for row in rows])
    return campaign.units.get(unit=unit)


def answered(lines: Sequence[CampaignLine], unmet: Mapping[str, Mapping[str, object]] | None = None) -> None:
    """Every question and part of lines answered as fitting, as far as nobody answered it; `unmet` are those with no."""
    held = unmet or {}
    answers, parts = [], []
    for line in lines:
        common = {"line": line, "at": timezone.now(), "by_label": "Người rà soát thử"}
        for question in questions_for(line):
            said = {"value": "no", **held[question.key]} if question.key in held else {"value": "yes"}
            answers.append(Answer(key=question.key, **said, **common))
        parts += [PartAnswer(part=part, value="fits", **common) for part in part_names(line.law_date)]
    Answer.objects.bulk_create(answers, batch_size=2000, ignore_conflicts=True)
    PartAnswer.objects.bulk_create(parts, batch_size=2000, ignore_conflicts=True)


def assessed(actor: Actor, part: CampaignUnit, level: str = "full", year: int | None = 2026) -> None:
    """Every line of a part that is with its author, concluded alike."""
    open_ones = part.campaign.lines.filter(unit=part.unit, state__in=(LineState.OPEN, LineState.RETURNED))
    rows = list(open_ones.select_related("procedure", "campaign"))
    answered(rows, UNFIT if year is None else None)
    conclude_lines(
        actor=actor,
        conclusions=[
            Conclusion(
                row, row.version, level, suitable=year is not None, year=year, note="đã xem", answer="đã tiếp thu"
            )
            for row in rows
        ],
    )


def sent(actor: Actor, part: CampaignUnit) -> CampaignUnit:
    """A part approved and submitted."""
    part.refresh_from_db()
    part = approve_unit(actor=actor, part=part, version=part.version)
    return submit_unit(actor=actor, part=part, version=part.version)


def confirmed(actor: Actor, part: CampaignUnit, size: int | None = None) -> CampaignUnit:
    """A submitted part with its sample looked at and all of it confirmed."""
    part.refresh_from_db()
    check = draw_sample(actor=actor, part=part, version=part.version, size=size, seed=7)
    for sample in check.samples.all():
        judged = judge_sample(actor=actor, sample=sample, points=GOOD, note="", version=sample.version)
        assert judged.verdict == Verdict.PASSED
    part.refresh_from_db()
    return confirm_unit(actor=actor, part=part, version=part.version)
