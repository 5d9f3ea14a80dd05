"""Addresses of impact files."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.review.views import impact

_ROOT = "can-bo/ra-soat/tac-dong/"
_ONE = f"{_ROOT}<str:public_id>/"
routes: list[URLPattern] = [
    path(_ROOT, impact.listing, name="impacts"),
    path(f"{_ROOT}moi/", impact.new, name="impact-new"),
    path(_ONE, impact.impact, name="impact"),
    path(f"{_ONE}thu-tuc/", impact.carry, name="impact-carry"),
    path(f"{_ONE}san-pham/", impact.hand, name="impact-hand"),
    path(f"{_ONE}san-pham/<str:product>/", impact.product_file, name="impact-file"),
    path(f"{_ONE}san-pham/<str:product>/rut/", impact.withdraw, name="impact-withdraw"),
    path(f"{_ONE}ket-thuc/", impact.end, name="impact-end"),
    path(f"{_ONE}tai/<str:form>/", impact.document, name="impact-document"),
]
