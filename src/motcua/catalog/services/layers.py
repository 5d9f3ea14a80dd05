"""The province's layer: what it decides about a procedure of a ministry, by period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.access.actors import Actor
from motcua.access.events import Event
from motcua.access.events import record as log
from motcua.access.service import service
from motcua.access.versions import take_version
from motcua.catalog.models import Procedure, ProvincialLayer
from motcua.catalog.services.storing import touch_catalog
from motcua.web.faults import UserError


@dataclass(frozen=True, slots=True)
class LayerContent:
    """What the province says; blank says nothing and leaves the ministry's content as it is."""

    receiving_desk: str = ""
    competent_agency: str = ""
    delegated_agency: str = ""
    fee_text: str = ""
    fee_instrument: str = ""
    limit_value: Decimal | None = None
    limit_unit: str = ""
    limit_instrument: str = ""
    contact: str = ""
    note: str = ""


@service(permission="catalog.edit")
def set_layer(
    *, actor: Actor, procedure: Procedure, effective_from: date, content: LayerContent, version: int
) -> ProvincialLayer:
    """Lay the province's content over a procedure from a date; the layer before it ends on that date.

    `version` is the procedure's. Raises `Stale` where another changed the layer meanwhile, `UserError` where a fee or
    a shortened time names no instrument, or where a later layer already stands.
    """
    _sourced(content)
    take_version(procedure, version, _("Phần của tỉnh vừa được người khác sửa. Tải lại trang để xem."))
    if procedure.layers.filter(effective_from__gt=effective_from).exists():
        raise UserError(
            "later-layer",
            _("Đã có nội dung của tỉnh áp dụng từ ngày muộn hơn."),
            field="effective_from",
            hint=_("Chọn ngày áp dụng bằng hoặc sau ngày đó."),
        )
    values = {name: getattr(content, name) for name in LayerContent.__dataclass_fields__}
    procedure.layers.filter(effective_to__isnull=True, effective_from__lt=effective_from).update(
        effective_to=effective_from
    )
    layer, _created = ProvincialLayer.objects.update_or_create(
        procedure=procedure, effective_from=effective_from, defaults=values
    )
    log(
        Event(
            verb="catalog.layer.set",
            object_type="catalog.procedure",
            object_id=procedure.public_id,
            fields=tuple(name for name, value in values.items() if value),
            facts={"code": procedure.code, "from": effective_from.isoformat()},
        )
    )
    touch_catalog()
    procedure.refresh_from_db(fields=["version"])
    return layer


def _sourced(content: LayerContent) -> None:
    if content.fee_text.strip() and not content.fee_instrument.strip():
        raise UserError(
            "fee-without-instrument",
            _("Mức phí, lệ phí của tỉnh cần số nghị quyết của Hội đồng nhân dân."),
            field="fee_instrument",
        )
    if (content.limit_value is None) != (not content.limit_unit):
        raise UserError("half-limit", _("Thời hạn rút ngắn cần cả số và đơn vị."), field="limit_unit")
    if content.limit_value is not None and not content.limit_instrument.strip():
        raise UserError(
            "limit-without-instrument",
            _("Thời hạn rút ngắn cần văn bản quy định."),
            field="limit_instrument",
        )
