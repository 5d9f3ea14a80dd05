"""Assessment, consultation and obstacles for machines: reading, and every act as `POST …/{id}/{act}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query

from motcua.access.api import needs
from motcua.access.routes import actor_of
from motcua.access.service import SERVICES
from motcua.catalog.api_paging import Paging, page_of
from motcua.review.acting_assess import (
    CONSULTATION_ACTS,
    LINE_ACTS,
    OBSTACLE_ACTS,
    Act,
    ConsultationSent,
    ObstacleSent,
    open_round,
    report,
)
from motcua.review.api_router import router
from motcua.review.plain_assess import consultation_dict, line_dict, obstacle_dict
from motcua.review.selectors_asking import consultation_rows, find_consultation, find_obstacle, obstacle_rows
from motcua.review.selectors_assessment import find_line, work_rows
from motcua.review.services.assessing import accept_fits, answer_criterion, note_opened
from motcua.review.services.assessing_copy import copy_answers
from motcua.review.services.assessing_end import conclude_assessment
from motcua.review.services.assessing_merge import settle_clash
from motcua.review.services.assessing_parts import accept_fitting_parts, answer_part, save_effort
from motcua.review.services.consulting import (
    close_consultation,
    discard_consultation,
    give_opinions,
    open_consultation,
    record_consultation_sent,
    reply_to_opinion,
)
from motcua.review.services.consulting_letter import submit_consultation
from motcua.review.services.obstacles import (
    close_obstacle,
    direct_obstacle,
    judge_obstacle,
    remind_of_obstacles,
    report_obstacle,
)
from motcua.web.words import storable

Service = Callable[..., Any]
LINE_SERVICES: dict[str, Service] = {
    "answer": answer_criterion,
    "accept": accept_fits,
    "accept-parts": accept_fitting_parts,
    "open": note_opened,
    "effort": save_effort,
    "copy": copy_answers,
    "conclude": conclude_assessment,
    "merge": settle_clash,
}
CONSULTATION_SERVICES: dict[str, Service] = {
    "letter": submit_consultation,
    "sent": record_consultation_sent,
    "opinions": give_opinions,
    "reply": reply_to_opinion,
    "close": close_consultation,
    "discard": discard_consultation,
}
OBSTACLE_SERVICES: dict[str, Service] = {
    "judge": judge_obstacle,
    "direct": direct_obstacle,
    "close": close_obstacle,
    "remind": remind_of_obstacles,
}
ALSO = (answer_part, open_consultation, report_obstacle)
"""Services behind an act that two share ("answer" of a part), or behind an address of its own."""


class WorkFilter(Paging):
    """Filters of one's lines."""

    state: str = Field("", max_length=9, examples=["returned"])
    campaign: str = Field("", max_length=40)
    q: str = Field("", max_length=200)
    mine: bool = False


class AskingFilter(Paging):
    """Filters of consultations and obstacles."""

    state: str = Field("", max_length=9)
    campaign: str = Field("", max_length=40)


@router.get("/review/lines", auth=needs("review.view"), summary="Procedures that one's units have to assess, paged")
def work(request: HttpRequest, given: Query[WorkFilter]) -> dict[str, Any]:
    """Code, state, how many criteria are answered, whether two answers wait to be made one."""
    rows = work_rows(
        actor_of(request),
        state=storable(given.state),
        campaign=storable(given.campaign),
        text=storable(given.q),
        mine=given.mine,
    )
    found, more = page_of(rows, given)
    items = [
        {
            "id": row.public_id,
            "code": row.procedure.code,
            "state": row.state,
            "answered": getattr(row, "answered", None) or 0,
            "clashing": bool(getattr(row, "clashing", False)),
            "version": row.version,
        }
        for row in found
    ]
    return {"items": items, "page": given.page, "next": more}


@router.get("/review/lines/{public_id}", auth=needs("review.view"), summary="The sheet of a procedure under review")
def line(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Every question with proposal and answer, the verdict with reasons, what does not hold together."""
    return line_dict(find_line(actor_of(request), public_id))


@router.get("/review/consultations", auth=needs("review.view"), summary="Consultations, newest first, paged")
def consultations(request: HttpRequest, given: Query[AskingFilter]) -> dict[str, Any]:
    """Title, state, how many were asked, answered, silent."""
    rows = consultation_rows(actor_of(request), state=storable(given.state), campaign=storable(given.campaign))
    found, more = page_of(rows, given)
    items = [
        {
            "id": row.public_id,
            "title": row.title,
            "state": row.state,
            "asked": getattr(row, "asked", 0),
            "answered": getattr(row, "answered", 0),
        }
        for row in found
    ]
    return {"items": items, "page": given.page, "next": more}


@router.post(
    "/review/consultations", auth=needs("review.assess"), summary="Ask for opinions", response={201: dict[str, Any]}
)
def consultation_new(request: HttpRequest, given: ConsultationSent) -> tuple[int, dict[str, Any]]:
    """The round as a draft."""
    return 201, open_round(actor_of(request), given)


@router.get("/review/consultations/{public_id}", auth=needs("review.view"), summary="One consultation")
def consultation(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """Its clock with reasons, opinions and replies."""
    return consultation_dict(find_consultation(actor_of(request), public_id))


@router.get("/review/obstacles", auth=needs("review.view"), summary="The register of obstacles, newest first, paged")
def obstacles(request: HttpRequest, given: Query[AskingFilter]) -> dict[str, Any]:
    """Those of one's units; all for the office."""
    rows = obstacle_rows(actor_of(request), state=storable(given.state), campaign=storable(given.campaign))
    found, more = page_of(rows, given)
    items = [
        {"id": row.public_id, "title": row.title, "state": row.state, "due_on": row.due_on, "version": row.version}
        for row in found
    ]
    return {"items": items, "page": given.page, "next": more}


@router.post(
    "/review/obstacles", auth=needs("review.assess"), summary="Report an obstacle", response={201: dict[str, Any]}
)
def obstacle_new(request: HttpRequest, given: ObstacleSent) -> tuple[int, dict[str, Any]]:
    """The obstacle as it stands in the register."""
    return 201, report(actor_of(request), given)


@router.get("/review/obstacles/{public_id}", auth=needs("review.view"), summary="One obstacle")
def obstacle(request: HttpRequest, public_id: str) -> dict[str, Any]:
    """What each side said."""
    return obstacle_dict(find_obstacle(actor_of(request), public_id))


def _add(kind: str, name: str, act: Act, service: Service, find: Callable[..., Any]) -> None:
    """Give an act its address: the permission and the words are those of its service."""
    permission = SERVICES[f"{service.__module__}.{service.__qualname__}"] or "review.view"
    words = (service.__doc__ or name).strip().splitlines()[0].rstrip(".")

    def run(request: HttpRequest, public_id: str, given: Any) -> dict[str, Any]:
        actor = actor_of(request)
        return act.run(actor, find(actor, public_id), given)

    run.__annotations__ = {"request": HttpRequest, "public_id": str, "given": act.sent, "return": dict[str, Any]}
    run.__name__ = f"{kind}_{name.replace('-', '_')}"
    router.post(f"/review/{kind}/{{public_id}}/{name}", auth=needs(permission), summary=words, url_name=None)(run)


def _add_all(kind: str, acts: Mapping[str, Act], services: Mapping[str, Service], find: Callable[..., Any]) -> None:
    for name, act in acts.items():
        _add(kind, name, act, services[name], find)


_add_all("lines", LINE_ACTS, LINE_SERVICES, find_line)
_add_all("consultations", CONSULTATION_ACTS, CONSULTATION_SERVICES, find_consultation)
_add_all("obstacles", OBSTACLE_ACTS, OBSTACLE_SERVICES, find_obstacle)
