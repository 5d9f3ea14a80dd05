"""Lines of a campaign that is under way, for the stories of assessing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

from motcua.catalog.models import (
    AgencyLine,
    Channel,
    Component,
    Field,
    LegalBasis,
    Procedure,
    ProcedureCase,
    ProcedureVersion,
    ResultLine,
    SubjectLine,
    VersionState,
)
from motcua.organisation.models import Unit
from motcua.review.models import Campaign, CampaignKind, CampaignLine, CampaignState, CampaignUnit

DAY = date(2026, 3, 2)
VISIT = "Cán bộ tổ chức đi thẩm định thực tế tại cơ sở và lập biên bản."
_numbers = count(1)


def campaign(law_date: date = DAY, kind: str = CampaignKind.ONLINE) -> Campaign:
    """A campaign in which units are at work."""
    return Campaign.objects.create(
        title="Rà soát năm 2026",
        year=law_date.year,
        kind=kind,
        state=CampaignState.OPEN,
        law_date=law_date,
        opens_on=law_date,
        unit_result_due=law_date + timedelta(days=60),
        check_due=law_date + timedelta(days=90),
        consolidation_due=law_date + timedelta(days=120),
    )


def version(code: str, *, name: str = "", steps: str = VISIT, basis: str = "38/2018/TT-BNNPTNT") -> ProcedureVersion:
    """A version in force of a procedure, whose steps send an officer to the site."""
    procedure, _made = Procedure.objects.get_or_create(code=code)
    field = Field.objects.get_or_create(name="Chất lượng nông lâm sản", key="chat luong nong lam san")[0]
    row = ProcedureVersion.objects.create(
        procedure=procedure, number=1, name=name or f"Thủ tục {code}", field=field, steps=steps,
        decision_no="12/QĐ-UBND", fingerprint=code, effective_from=date(2017, 7, 1),
    )  # fmt: skip
    case = ProcedureCase.objects.create(procedure_version=row, ordinal=1)
    Component.objects.create(procedure_version=row, case=case, ordinal=1, name="Đơn đề nghị theo mẫu", form="mau.doc")
    Component.objects.create(procedure_version=row, case=case, ordinal=2, name="Thuyết minh cơ sở vật chất")
    Channel.objects.create(
        procedure_version=row, ordinal=1, kind="online", time_text="15 ngày làm việc", fee_text="Không thu phí"
    )  # fmt: skip
    ResultLine.objects.create(procedure_version=row, ordinal=1, name="Giấy chứng nhận")
    SubjectLine.objects.create(procedure_version=row, ordinal=1, name="Doanh nghiệp")
    AgencyLine.objects.create(procedure_version=row, ordinal=1, role="executing", name="Sở Nông nghiệp và Môi trường")
    LegalBasis.objects.create(procedure_version=row, ordinal=1, number=basis)
    ProcedureVersion.objects.filter(pk=row.pk).update(state=VersionState.PUBLISHED)
    Procedure.objects.filter(pk=procedure.pk).update(current=row)
    row.refresh_from_db()
    return row


def line(where: Campaign, unit: Unit, code: str = "", **about: str) -> CampaignLine:
    """A procedure under review by a unit."""
    made = version(code or f"1.{next(_numbers):06d}", **about)
    CampaignUnit.objects.get_or_create(campaign=where, unit=unit)
    return CampaignLine.objects.create(
        campaign=where,
        procedure=made.procedure,
        procedure_version=made,
        law_date=where.law_date or DAY,
        field=made.field,
        unit=unit,
    )
