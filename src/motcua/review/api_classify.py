"""Trying answers out, for machines: `POST /review/classify`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Schema

from motcua.access.api import needs
from motcua.review.api_router import router
from motcua.review.classifying import judge_all, rules_in_force
from motcua.web.faults import UserError

MOST = 500


class ClassifyAsked(Schema):
    """Answers under the keys C1 to C8 (or L1 to L4), one object or a list; the day whose rules hold, today if none."""

    answers: Any = Field(
        ...,
        examples=[
            {
                "C1": True,
                "C2": True,
                "C3a": True,
                "C3b": None,
                "C4": True,
                "C5": None,
                "C6a": True,
                "C6b": False,
                "C6c": True,
                "C6d": True,
                "C7": True,
                "C8": True,
            }
        ],
    )
    on: date | None = Field(None, examples=["2026-08-03"])


@router.post("/review/classify", auth=needs("review.view"), summary="The level of a service from answers, and why")
def classify_answers(request: HttpRequest, given: ClassifyAsked) -> dict[str, Any]:
    """`verdict` for one object, `items` for a list; nothing is stored."""
    if isinstance(given.answers, list) and len(given.answers) > MOST:
        message = _("Mỗi lần nhận nhiều nhất {most} bộ câu trả lời.").format(most=MOST)
        raise UserError("too-many", message, field="answers", status=422)
    on = given.on or timezone.localdate()
    found = judge_all(given.answers, on, rules_in_force())
    return {"on": on, "items": found} if isinstance(found, list) else {"on": on, "verdict": found}
