"""The public list of online services for reuse: CSV and JSON."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from datetime import date
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from motcua.catalog.opendata import harmless
from motcua.online.rows import ServiceRow

HEAD = (
    "ma", "ten", "linh_vuc", "cap", "muc_do", "muc_chu_dong", "ly_do_mot_phan", "quyet_dinh", "ap_dung_tu",
    "dua_vao_khai_thac", "tam_dung_tu", "ly_do_tam_dung",
)  # fmt: skip


def as_csv(rows: Sequence[ServiceRow]) -> str:
    """The services as a table for spreadsheets, in UTF-8 with a mark; no cell can start a formula."""
    stream = StringIO()
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(HEAD)
    for row in rows:
        writer.writerow([harmless(cell) for cell in _cells(row)])
    return stream.getvalue()


def as_json(rows: Sequence[ServiceRow], day: date) -> str:
    """The services as one JSON document: `about`, then `services`."""
    about = {
        "publisher": str(settings.PROVINCE_NAME),
        "source": _("Sổ dịch vụ công trực tuyến của tỉnh; từng dịch vụ ghi quyết định riêng"),
        "on": day,
        "generated_at": timezone.localtime().isoformat(timespec="seconds"),
        "services": len(rows),
    }
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    return encoder.encode({"about": about, "services": [public_dict(row) for row in rows]})


def public_dict(row: ServiceRow) -> dict[str, Any]:
    """A service as everyone may read it."""
    plain = row.to_dict()
    return {name: value for name, value in plain.items() if name not in {"version", "reassess", "bare", "on"}}


def counted(rows: Sequence[ServiceRow]) -> dict[str, int]:
    """How many services stand at each level, by its name."""
    return dict(Counter(row.said.level_name for row in rows))


def _cells(row: ServiceRow) -> tuple[Any, ...]:
    said = row.said
    reasons = "; ".join(reason.words() for reason in said.reasons)
    days = (said.effective_from, said.launched_on or "", said.suspended_on or "")
    return (
        row.code, row.name, row.field, "; ".join(row.tiers), said.level_name, said.proactive, reasons, said.decision,
        *days, said.suspended_because,
    )  # fmt: skip
