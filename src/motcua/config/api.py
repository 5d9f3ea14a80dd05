"""The machine API: one description for all rooms, one form of errors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from motcua.access.api import Everyone, Needs
from motcua.access.routes import PUBLIC
from motcua.audit.api import router as audit_router
from motcua.catalog.api import router as catalog_router
from motcua.config.api_parser import CleanParser
from motcua.defects.api import router as defects_router
from motcua.followup.api import router as followup_router
from motcua.jobs.api import router as jobs_router
from motcua.online.api import router as online_router
from motcua.onthespot.api import router as onthespot_router
from motcua.organisation.api import router as organisation_router
from motcua.papers.api import router as papers_router
from motcua.posting.api import router as posting_router
from motcua.processes.api import router as processes_router
from motcua.proposals.api import router as proposals_router
from motcua.publication.api import router as publication_router
from motcua.receiving.api import router as receiving_router
from motcua.review.api import router as review_router
from motcua.rulebook.api import router as rulebook_router
from motcua.web.faults import UserError

api = NinjaAPI(
    title="Một Cửa",
    version="1",
    description="Danh mục thủ tục hành chính, đơn vị, quy định của một tỉnh.",
    docs_url=None,
    urls_namespace="api",
    parser=CleanParser(),
)
api.add_router("", audit_router)
api.add_router("", catalog_router)
api.add_router("", defects_router)
api.add_router("", followup_router)
api.add_router("", jobs_router)
api.add_router("", organisation_router)
api.add_router("", papers_router)
api.add_router("", posting_router)
api.add_router("", publication_router)
api.add_router("", receiving_router)
api.add_router("", rulebook_router)
api.add_router("", online_router)
api.add_router("", proposals_router)
api.add_router("", processes_router)
api.add_router("", review_router)
api.add_router("", onthespot_router)


@api.exception_handler(UserError)
def _user_error(request: HttpRequest, error: UserError) -> HttpResponse:
    return api.create_response(request, {"error": error.to_dict()}, status=error.status)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    cause = error.__context__
    if isinstance(cause, UserError):
        return _user_error(request, cause)
    told = {"code": "unreadable", "message": str(error), "field": None, "hint": None}
    return api.create_response(request, {"error": told}, status=error.status_code)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0] if error.errors else {}
    place = ".".join(str(part) for part in first.get("loc", ()))
    told = {"code": "invalid", "message": str(first.get("msg", "")), "field": place, "hint": None}
    return api.create_response(request, {"error": told, "details": error.errors}, status=422)


def rule_of(operation: Operation) -> str | None:
    """Who may call an operation: "public", a permission, or `None` where it does not say (a test finds it)."""
    rules = [one.rule for one in operation.auth_callbacks if isinstance(one, Everyone | Needs)]
    return rules[0] if len(rules) == 1 else None


def _address_rules() -> dict[str, str | None]:
    """The rule of each address: that of its GET operation, else of the first; the description itself is public."""
    rules: dict[str, str | None] = {}
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            first = next((one for one in view.operations if "GET" in one.methods), view.operations[0])
            rules["/".join(part.strip("/") for part in (prefix, path) if part.strip("/"))] = rule_of(first)
    return rules


def _with_rules(patterns: list[URLResolver | URLPattern]) -> None:
    """Let the walk over all routes find the rule of each address of the API."""
    rules = _address_rules()
    for entry in patterns:
        if isinstance(entry, URLPattern):
            plain = str(entry.pattern).replace("<", "{").replace(">", "}")
            entry.callback.__dict__["access_rule"] = rules.get(plain, PUBLIC if entry.name else None)


urls = api.urls
_with_rules(urls[0])
