"""Which procedures go first: marks by the four criteria of selection, with weights that a plan sets and shows.

The law names the criteria and no weights (rules-review-and-scoring 3.6): the weights are a local choice and are shown
as one. A procedure whose rules do not permit electronic handling is out whatever its other marks are.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.web.faults import UserError

CRITERIA: dict[str, str | Promise] = {
    "suitability": gettext_lazy("Sự phù hợp của quy định với xử lý điện tử"),
    "volume": gettext_lazy("Số lượng đối tượng, tần suất thực hiện"),
    "connection": gettext_lazy("Khả năng kết nối, liên thông, chia sẻ"),
    "effectiveness": gettext_lazy("Tính hiệu quả khi cung cấp trực tuyến"),
}
VETO = "suitability"
WHOLE = Decimal(100)
MOST = Decimal(5)


def sound_weights(weights: Mapping[str, Decimal]) -> dict[str, str]:
    """The weights as a campaign keeps them, in per cent.

    Raises `UserError` for a missing or unknown criterion, a weight below 0, or weights that do not sum to 100.
    """
    if set(weights) != set(CRITERIA):
        raise UserError("bad-criteria", _("Cần trọng số của đủ bốn tiêu chí lựa chọn."), field="weights")
    if any(not value.is_finite() or value < 0 for value in weights.values()):
        raise UserError("bad-weight", _("Trọng số không được âm."), field="weights")
    total = sum(weights.values(), Decimal(0))
    if total != WHOLE:
        raise UserError(
            "weights-do-not-sum",
            _("Tổng trọng số phải bằng 100%, đang là {total}%.").format(total=str(total).replace(".", ",")),
            field="weights",
        )
    return {key: str(weights[key].normalize()) for key in CRITERIA}


def score_of(scores: Mapping[str, Decimal], weights: Mapping[str, str]) -> Decimal | None:
    """The weighted mark from 0 to 5, None while a mark is missing; 0 by veto where the rules do not permit it.

    Raises `UserError` for a mark outside 0–5 or of an unknown criterion.
    """
    for key, mark in scores.items():
        if key not in CRITERIA or not mark.is_finite() or not 0 <= mark <= MOST:
            raise UserError("bad-mark", _("Điểm mỗi tiêu chí từ 0 đến 5."), field="scores")
    if scores.get(VETO) == 0:
        return Decimal(0)
    if set(scores) != set(CRITERIA) or set(weights) != set(CRITERIA):
        return None
    total = sum((scores[key] * Decimal(weights[key]) for key in CRITERIA), Decimal(0))
    return (total / WHOLE).quantize(Decimal("0.001"))
