"""The form of a worksheet of costs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.review.models import CostSheet
from motcua.web.faults import UserError
from motcua.web.forms import AmountField, Form

AUTHORITY, CITIZEN = "cơ quan", "người dân"
_PIECES = 5


class CostForm(Form):
    """A worksheet: one piece of work a line, pieces parted by semicolons, as a person types it from a paper table."""

    rows = forms.CharField(
        label=gettext_lazy("Công việc"),
        help_text=gettext_lazy(
            "Mỗi dòng: công việc; số giờ; chi phí thuê ngoài (đồng); phí, lệ phí (đồng); người dân hoặc cơ quan."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    executions = forms.DecimalField(
        label=gettext_lazy("Số lần thực hiện một năm"), min_value=0, max_digits=9, decimal_places=2, localize=True
    )
    subjects = AmountField(label=gettext_lazy("Số đối tượng một năm"), min_value=0, max_value=2**31 - 1)
    wage = AmountField(
        label=gettext_lazy("Thu nhập một giờ (đồng)"),
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        help_text=gettext_lazy("Để trống thì lấy theo quy định đã ghi cho ngày của đợt rà soát."),
    )

    def clean_rows(self) -> list[dict[str, Any]]:
        """The rows as the service takes them. Raises `ValidationError` naming the line at fault."""
        try:
            return rows_of(self.cleaned_data["rows"])
        except UserError as error:
            raise forms.ValidationError(error.message) from error


def initial_of(row: CostSheet | None) -> dict[str, Any]:
    """What the form of a worksheet shows first."""
    if row is None:
        return {"executions": Decimal(1), "subjects": 1}
    return {"rows": text_of(row.rows), "executions": row.executions, "subjects": row.subjects, "wage": row.wage}


def text_of(rows: list[dict[str, Any]]) -> str:
    """Rows as lines of text."""
    who = {"citizen": CITIZEN, "authority": AUTHORITY}
    return "\n".join(
        "; ".join(
            (row["work"], row["hours"].replace(".", ","), str(row["service"]), str(row["fee"]), who[row["whose"]])
        )
        for row in rows
    )


def rows_of(text: str) -> list[dict[str, Any]]:
    """Lines of text as rows. Raises `UserError` for a line that names nobody's time known."""
    found = []
    for place, line in enumerate((one for one in text.splitlines() if one.strip()), start=1):
        pieces = [piece.strip() for piece in line.split(";")]
        if len(pieces) > _PIECES:
            raise UserError("bad-row", _("Dòng {n}: có quá 5 phần.").format(n=place), field="rows")
        work, hours, service, fee, whose = [*pieces, *[""] * (_PIECES - len(pieces))]
        if whose.lower() not in ("", CITIZEN, AUTHORITY):
            told = _("Dòng {n}: phần cuối là “người dân” hoặc “cơ quan”.").format(n=place)
            raise UserError("bad-row", told, field="rows")
        found.append(
            {
                "work": work,
                "hours": hours or "0",
                "service": _bare(service),
                "fee": _bare(fee),
                "whose": "authority" if whose.lower() == AUTHORITY else "citizen",
            }
        )
    return found


def _bare(money: str) -> str:
    return money.replace(".", "").replace(" ", "") or "0"
