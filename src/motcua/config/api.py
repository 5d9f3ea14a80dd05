"""The machine API: one description for all rooms, one form of errors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from motcua.catalog.api import router as catalog_router
from motcua.web.faults import UserError

api = NinjaAPI(
    title="Một Cửa",
    version="1",
    description="Danh mục thủ tục hành chính, đơn vị, quy định của một tỉnh.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", catalog_router)


@api.exception_handler(UserError)
def _user_error(request: HttpRequest, error: UserError) -> HttpResponse:
    return api.create_response(request, {"error": error.to_dict()}, status=error.status)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0] if error.errors else {}
    place = ".".join(str(part) for part in first.get("loc", ()))
    told = {"code": "invalid", "message": str(first.get("msg", "")), "field": place, "hint": None}
    return api.create_response(request, {"error": told, "details": error.errors}, status=422)
