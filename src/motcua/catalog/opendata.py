"""The whole catalogue for reuse: JSON, CSV and XLSX written piece by piece, never whole in memory."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import StringIO
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.catalog.models import AgencyRole, ComponentKind, Procedure, ProcedureVersion, ProvincialLayer
from motcua.catalog.plain import agencies, procedure_dict
from motcua.catalog.selectors import revision, with_parts

PIECE = 200  # versions read and written at a time
_CELL = 32_000  # characters that a cell of a workbook takes
Row = tuple[ProcedureVersion, ProvincialLayer | None]
Column = tuple[str, Callable[[ProcedureVersion, ProvincialLayer | None], Any]]


def rows(day: date) -> Iterator[Row]:
    """Every public procedure in force with the province's layer of the day, by code; 10 statements a piece."""
    after = ""
    while True:
        found = list(Procedure.objects.public().filter(code__gt=after).order_by("code")[:PIECE])
        if not found:
            return
        after = found[-1].code
        versions = with_parts(ProcedureVersion.objects.filter(current_of__in=found))
        open_end = Q(effective_to__isnull=True) | Q(effective_to__gt=day)
        layers = ProvincialLayer.objects.filter(open_end, procedure__in=found, effective_from__lte=day)
        held = {layer.procedure_id: layer for layer in layers.order_by("effective_from")}
        for version in sorted(versions, key=lambda one: one.procedure.code):
            yield version, held.get(version.procedure_id)


def about() -> dict[str, Any]:
    """What a reuser must know: whose data, from where, on what terms, of what moment."""
    return {
        "publisher": str(settings.PROVINCE_NAME),
        "source": _(
            "Cơ sở dữ liệu quốc gia về thủ tục hành chính và các quyết định công bố; từng thủ tục ghi nguồn riêng"
        ),
        "license": _(
            "Văn bản hành chính của cơ quan nhà nước không thuộc đối tượng bảo hộ quyền tác giả "
            "(Điều 15 Luật Sở hữu trí tuệ). Được dùng lại tự do; đề nghị ghi nguồn và thời điểm lấy dữ liệu."
        ),
        "page": settings.BASE_URL + "/du-lieu-mo/",
        "generated_at": timezone.localtime().isoformat(timespec="seconds"),
        "revision": revision(),
    }


def as_json(day: date) -> Iterator[str]:
    """The catalogue as one JSON document: `about`, then `procedures` in the shape of the API."""
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    yield f'{{"about":{encoder.encode(about())},"procedures":['
    first = True
    for version, layer in rows(day):
        yield ("\n" if first else ",\n") + encoder.encode(procedure_dict(version, layer))
        first = False
    yield "\n]}\n"


def as_csv(day: date) -> Iterator[str]:
    """The catalogue as a table for spreadsheets, in UTF-8 with a mark; cells cannot start a formula."""
    stream = StringIO()
    writer = csv.writer(stream)
    stream.write("\ufeff")
    writer.writerow([name for name, _value in COLUMNS])
    for version, layer in rows(day):
        writer.writerow([harmless(value(version, layer)) for _name, value in COLUMNS])
        if stream.tell() > 65_536:
            yield stream.getvalue()
            stream.seek(0)
            stream.truncate()
    yield stream.getvalue()


def as_xlsx(day: date) -> Iterator[bytes]:
    """The table as a workbook: written row by row into a temporary file, then given piece by piece."""
    with TemporaryFile() as file:
        _write_workbook(day, file)
        file.seek(0)
        while piece := file.read(65_536):
            yield piece


def _write_workbook(day: date, file: IO[bytes]) -> None:
    import xlsxwriter  # slow to load, and only an export needs it

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet("thu-tuc")
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, len(COLUMNS) - 1, 24)
    sheet.write_row(0, 0, [name for name, _value in COLUMNS], book.add_format({"bold": True}))
    for number, (version, layer) in enumerate(rows(day), start=1):
        sheet.write_row(number, 0, [str(value(version, layer))[:_CELL] for _name, value in COLUMNS])
    terms = book.add_worksheet("nguon")
    for number, (name, value) in enumerate(about().items()):
        terms.write_row(number, 0, [name, str(value)])
    book.close()


def harmless(value: Any) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _joined(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, values)))


def _papers(version: ProcedureVersion) -> str:
    return "; ".join(part.name for part in version.components.all() if part.kind == ComponentKind.PAPER)


COLUMNS: tuple[Column, ...] = (
    ("ma", lambda version, _layer: version.procedure.code),
    ("ten", lambda version, _layer: version.name),
    ("linh_vuc", lambda version, _layer: version.field.name if version.field else ""),
    ("cap", lambda version, _layer: _joined(line.tier for line in version.tiers.all())),
    ("co_quan_thuc_hien", lambda version, _layer: _joined((agencies(version, AgencyRole.EXECUTING) or "").split("\n"))),
    ("doi_tuong", lambda version, _layer: _joined(line.name for line in version.subjects.all())),
    ("cach_nop", lambda version, _layer: _joined(line.kind for line in version.channels.all())),
    ("thoi_han_nguyen_van", lambda version, _layer: _joined(line.time_text for line in version.channels.all())),
    ("phi_nguyen_van", lambda version, _layer: _joined(line.fee_text for line in version.channels.all())),
    ("thanh_phan_ho_so", lambda version, _layer: _papers(version)),
    ("ket_qua", lambda version, _layer: _joined(line.name for line in version.results.all())),
    ("can_cu", lambda version, _layer: _joined(line.number for line in version.legal_basis.all())),
    ("quyet_dinh_cong_bo", lambda version, _layer: version.decision_no),
    ("co_quan_ban_hanh", lambda version, _layer: version.issuer),
    ("ap_dung_tu", lambda version, _layer: version.effective_from or ""),
    (
        "tinh_thoi_han",
        lambda _version, layer: (
            f"{layer.limit_value.normalize():f} {layer.limit_unit}" if layer and layer.limit_value else ""
        ),
    ),
    ("tinh_phi", lambda _version, layer: layer.fee_text if layer else ""),
    ("tinh_noi_tiep_nhan", lambda _version, layer: layer.receiving_desk if layer else ""),
    ("nguon", lambda version, _layer: version.source),
)
