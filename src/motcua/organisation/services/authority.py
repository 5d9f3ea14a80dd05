"""Whether a giver may pass a power on: the parties fit the kind, procedures are the giver's, the power is its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from motcua.organisation.issuing import COMMITTEE
from motcua.organisation.models import DelegationKind, PowerScope, TreeRow, Unit, UnitPeriod
from motcua.organisation.models.vocabulary import KindGroup
from motcua.organisation.procedures import known
from motcua.web.faults import UserError

SHOWN = 20


def within_authority(giver: Unit, receiver: Unit, day: date, codes: Sequence[str], kind: DelegationKind | None) -> None:
    """Refuse what a giver cannot pass on, on the first day of the power (`kind` None: decentralisation).

    Raises `UserError` where a unit does not exist then (it was merged or closed), the parties do not fit the kind, a
    procedure is unknown, abolished or not handled at the giver's tier, or the power is not the giver's own.
    """
    giving, receiving = _period(giver, day, "giver"), _period(receiver, day, "receiver")
    _parties(giving, receiving, kind, day)
    _procedures(giving, codes)
    _own(giver, codes, day)


def _period(unit: Unit, day: date, field: str) -> UnitPeriod:
    row = UnitPeriod.objects.on(day).filter(unit=unit).select_related("kind", "tier").first()
    if row is None:
        raise UserError(
            "unit-not-in-force",
            _("Đơn vị không tồn tại vào ngày bắt đầu: đã hợp nhất, kết thúc hoặc chưa thành lập."),
            field=field,
            hint=_("Chọn đơn vị đang hoạt động vào ngày đó."),
        )
    return row


def _parties(giving: UnitPeriod, receiving: UnitPeriod, kind: DelegationKind | None, day: date) -> None:
    committee = giving.kind.key == COMMITTEE or giving.kind.group == KindGroup.TERRITORY
    below = TreeRow.objects.filter(ancestor=giving.unit_id, descendant=receiving.unit_id).on(day).exists()
    if kind == DelegationKind.HEAD_TO_DEPUTY:
        fits = not committee and (below or giving.unit_id == receiving.unit_id)
    else:
        fits = committee and (below or kind is None) and giving.unit_id != receiving.unit_id
        fits = fits and (kind is None or receiving.kind.group == KindGroup.AUTHORITY)
    if fits:
        return
    raise UserError(
        "outside-authority",
        _("Bên giao và bên nhận không thuộc loại phân cấp, ủy quyền đã chọn."),
        field="receiver",
        hint=_(
            "Ủy ban nhân dân, Chủ tịch giao cho cơ quan trực thuộc; Thủ trưởng cơ quan chỉ ủy quyền trong cơ quan mình."
        ),
    )


def _procedures(giving: UnitPeriod, codes: Sequence[str]) -> None:
    facts = known(codes)
    if facts is None:
        return
    unknown = [code for code in codes if code not in facts]
    if unknown:
        raise UserError(
            "unknown-procedure", _("Không có thủ tục: %(codes)s.") % {"codes": _some(unknown)}, field="codes"
        )
    gone = [code for code in codes if not facts[code].in_force]
    if gone:
        raise UserError(
            "abolished",
            _("Thủ tục đã bãi bỏ: %(codes)s.") % {"codes": _some(gone)},
            field="codes",
            hint=_("Bỏ các mã này khỏi phạm vi."),
        )
    tier = giving.tier.key
    other = [code for code in codes if facts[code].tiers and tier not in facts[code].tiers]
    if other:
        raise UserError(
            "outside-authority",
            _("Thủ tục không thuộc thẩm quyền %(tier)s của bên giao: %(codes)s.")
            % {"tier": giving.tier.name.lower(), "codes": _some(other)},
            field="codes",
            hint=_("Chỉ giao thủ tục do cấp của bên giao giải quyết."),
        )


def _own(giver: Unit, codes: Sequence[str], day: date) -> None:
    """A power held by delegation is not delegated further; one passed on for good is no longer the giver's."""
    rows = PowerScope.objects.filter(void=False, code__in=codes).since(day)
    borrowed = sorted(set(rows.filter(delegation__receiver=giver).exclude(delegation__giver=giver)
                          .values_list("code", flat=True)))  # fmt: skip
    if borrowed:
        raise UserError(
            "no-further",
            _("Bên giao chỉ được ủy quyền các thủ tục này, không được ủy quyền tiếp: %(codes)s.")
            % {"codes": _some(borrowed)},
            field="codes",
        )
    passed = sorted(set(rows.filter(decentralisation__giver=giver).values_list("code", flat=True)))
    if passed:
        raise UserError(
            "passed-on",
            _("Bên giao đã phân cấp các thủ tục này nên không còn thẩm quyền: %(codes)s.") % {"codes": _some(passed)},
            field="codes",
            hint=_("Thu hồi việc phân cấp trước."),
            status=409,
        )


def _some(codes: Sequence[str]) -> str:
    more = f" … (+{len(codes) - SHOWN})" if len(codes) > SHOWN else ""
    return ", ".join(codes[:SHOWN]) + more
