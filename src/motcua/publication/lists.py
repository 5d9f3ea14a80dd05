"""Lists of procedures by field, tier or unit, as a draft decision with annexes: in force, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from motcua.catalog.models import AgencyLine, Field, ProcedureVersion, ProvincialLayer, TierLine, VersionState
from motcua.organisation.issuing import committee_named, place_named
from motcua.organisation.models import Tier, Unit
from motcua.organisation.selectors import find_unit, province_period
from motcua.papers.document import Annex, Document, HeadCell, Row, Table
from motcua.papers.templating import document_from
from motcua.publication.cells import NOTHING, Cells, cells_of
from motcua.publication.decision_paper import SYMBOL, TEMPLATE
from motcua.web.faults import UserError

_HEAD = (
    "STT",
    "Mã số",
    "Tên thủ tục hành chính",
    "Thời hạn giải quyết",
    "Địa điểm thực hiện",
    "Phí, lệ phí",
    "Căn cứ pháp lý",
)
_WIDTHS = (5.0, 10.0, 28.0, 15.0, 17.0, 12.0, 22.0)
_KINDS = {"new": "mới ban hành", "amended": "được sửa đổi, bổ sung", "abolished": "bị bãi bỏ"}


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What a list is to hold: of a field, a tier, a unit (public id or code), on a day; changes `since` a day apart."""

    on: date
    field: str = ""
    tier: str = ""
    unit: str = ""
    since: date | None = None

    def plain(self) -> dict[str, str]:
        """As a job carries it."""
        return {
            name: value.isoformat() if isinstance(value, date) else value or "" for name, value in asdict(self).items()
        }

    @classmethod
    def read(cls, plain: dict[str, Any]) -> ListAsked:
        """Back from what a job carried."""
        since = date.fromisoformat(plain["since"]) if plain.get("since") else None
        return cls(date.fromisoformat(plain["on"]), plain["field"], plain["tier"], plain["unit"], since)


@dataclass(frozen=True, slots=True)
class Listed:
    """The versions of a list: those in force, and apart from them what came, changed or went since a day."""

    whole: list[ProcedureVersion]
    new: list[ProcedureVersion]
    amended: list[ProcedureVersion]
    abolished: list[ProcedureVersion]


def listed(asked: ListAsked) -> Listed:
    """Gather what a list holds. Raises `UserError` for an unknown unit or a list that would be empty."""
    chosen = _chosen(asked)
    ended = Q(effective_to__isnull=True) | Q(effective_to__gt=asked.on)
    in_force = (VersionState.PUBLISHED, VersionState.SUPERSEDED, VersionState.ABOLISHED)
    whole = list(chosen.filter(ended, state__in=in_force, effective_from__lte=asked.on))
    abolished: list[ProcedureVersion] = []
    new: list[ProcedureVersion] = []
    amended: list[ProcedureVersion] = []
    if asked.since is not None:
        days = {"effective_to__gte": asked.since, "effective_to__lte": asked.on}
        abolished = list(chosen.filter(state=VersionState.ABOLISHED, **days))
        earlier = ProcedureVersion.objects.filter(
            procedure=OuterRef("procedure"), effective_from__lt=OuterRef("effective_from")
        )
        recent = [version.pk for version in whole if version.effective_from and version.effective_from >= asked.since]
        changed = set(ProcedureVersion.objects.filter(Exists(earlier), pk__in=recent).values_list("pk", flat=True))
        new = [version for version in whole if version.pk in recent and version.pk not in changed]
        amended = [version for version in whole if version.pk in changed]
    if not whole and not abolished:
        raise UserError(
            "empty-list",
            _("Không có thủ tục nào khớp với lĩnh vực, cấp, đơn vị đã chọn."),
            hint=_("Bỏ bớt điều kiện rồi lập lại."),
        )
    return Listed(whole, new, amended, abolished)


def list_document(asked: ListAsked, found: Listed) -> Document:
    """The list as a draft decision: its body, then an annex each for new, amended, abolished, and the whole list."""
    versions = {version.pk: version for group in (found.whole, found.abolished) for version in group}
    cells = cells_of(set(versions), asked.on)
    changed = {"new": found.new, "amended": found.amended, "abolished": found.abolished}
    body = _body(asked)
    draft = document_from(TEMPLATE, asked.on, body)
    annexes: list[tuple[str, Sequence[ProcedureVersion]]] = [
        (f"DANH MỤC THỦ TỤC HÀNH CHÍNH {_KINDS[kind].upper()}", rows) for kind, rows in changed.items() if rows
    ]
    if found.whole:
        annexes.append(
            ("DANH MỤC THỦ TỤC HÀNH CHÍNH ĐANG ÁP DỤNG" if annexes else "DANH MỤC THỦ TỤC HÀNH CHÍNH", found.whole)
        )
    single = len(annexes) == 1
    note = f"(Kèm theo Quyết định số …/{SYMBOL} của {body['authority']})"
    return replace(
        draft,
        annexes=tuple(
            Annex(
                "Phụ lục" if single else f"Phụ lục {place}",
                title,
                note,
                (_table(rows, cells),),
                landscape=True,
            )
            for place, (title, rows) in enumerate(annexes, start=1)
        ),
    )


def list_title(asked: ListAsked) -> str:
    """What the list is called: by its field, tier and unit."""
    return " ".join(["Danh mục thủ tục hành chính", *_scope(asked)])


def _chosen(asked: ListAsked) -> QuerySet[ProcedureVersion]:
    rows = ProcedureVersion.objects.filter(procedure__internal=False).select_related("procedure", "field")
    if asked.field:
        rows = rows.filter(field__name=asked.field)
    if asked.tier:
        rows = rows.filter(Exists(TierLine.objects.filter(procedure_version=OuterRef("pk"), tier=asked.tier)))
    if asked.unit:
        rows = rows.filter(_of_unit(find_unit(asked.unit, asked.on), asked.on))
    return rows.order_by("field__name", "procedure__code")


def _of_unit(unit: Unit, day: date) -> Q:
    """Procedures that a unit handles: named among the agencies or in the province's layer; a commune, its tier's."""
    shown = unit.on(day)
    if shown is None:
        raise UserError("unit-ended", _("Đơn vị này không hoạt động vào ngày của danh mục."), field="unit")
    if shown.tier == "commune":
        return Q(Exists(TierLine.objects.filter(procedure_version=OuterRef("pk"), tier="commune")))
    name = _without_province(shown.name, day)
    agencies = AgencyLine.objects.filter(procedure_version=OuterRef("pk"), name__contains=name)
    layers = ProvincialLayer.objects.filter(procedure=OuterRef("procedure"), competent_agency__contains=name)
    open_end = Q(effective_to__isnull=True) | Q(effective_to__gt=day)
    return Q(Exists(agencies)) | Q(Exists(layers.filter(open_end, effective_from__lte=day)))


def _without_province(name: str, day: date) -> str:
    """A unit's name as central procedures write it: "Sở Tư pháp tỉnh Vĩnh Long" → "Sở Tư pháp"."""
    period = province_period(day)
    return name.removesuffix(f" {period.name[:1].lower()}{period.name[1:]}") if period else name


def _scope(asked: ListAsked) -> Iterator[str]:
    if asked.field:
        field = Field.objects.filter(name=asked.field).first()
        yield f"lĩnh vực {field.name[:1].lower()}{field.name[1:]}" if field else f"lĩnh vực {asked.field}"
    if asked.tier:
        tier = Tier.objects.filter(key=asked.tier).first()
        yield f"{tier.name.lower() if tier else asked.tier}"
    if asked.unit:
        unit = find_unit(asked.unit, asked.on).on(asked.on)
        yield f"thuộc thẩm quyền giải quyết của {unit.name}" if unit else ""
    elif not asked.field:
        yield "thực hiện trên địa bàn tỉnh"


def _body(asked: ListAsked) -> dict[str, Any]:
    period = province_period(asked.on)
    if period is None:
        raise UserError("no-province", _("Chưa chọn tỉnh của hệ thống nên chưa có cơ quan ban hành."), status=409)
    committee = committee_named(period.name)
    proposer = find_unit(asked.unit, asked.on).on(asked.on) if asked.unit else None
    return {
        "agency_name": committee,
        "authority": f"Chủ tịch {committee}",
        "symbol": SYMBOL,
        "place": place_named(committee),
        "scope": " ".join(_scope(asked)),
        "proposer": proposer.name if proposer else f"Chánh Văn phòng {committee}",
        "signature_lines": ["CHỦ TỊCH"],
    }


def _table(versions: Sequence[ProcedureVersion], cells: dict[int, Cells]) -> Table:
    return Table(
        head=(tuple(HeadCell(text) for text in _HEAD),),
        rows=tuple(_rows(versions, cells)),
        widths=_WIDTHS,
        align=("center", "center", "left", "left", "left", "left", "left"),
    )


def _rows(versions: Sequence[ProcedureVersion], cells: dict[int, Cells]) -> Iterator[Row]:
    field: str | None = None
    for number, version in enumerate(versions, start=1):
        name = version.field.name if version.field else "Lĩnh vực khác"
        if name != field:
            field = name
            yield Row((f"Lĩnh vực {name}",), "group")
        row = cells.get(version.pk, NOTHING)
        texts = (row.time_limit, row.place, row.fee, row.legal_basis)
        yield Row((number, version.procedure.code, version.name, *texts))
