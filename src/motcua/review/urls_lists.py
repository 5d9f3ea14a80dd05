"""Addresses of what comes out of a campaign."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.review.views import lists

_LISTS = "kiem-soat/ra-soat/<str:public_id>/danh-muc/"
routes: list[URLPattern] = [
    path(_LISTS, lists.lists, name="lists"),
    path(f"{_LISTS}lap/", lists.make, name="lists-make"),
    path(f"{_LISTS}tep/<str:file>/", lists.kept_file, name="list-kept"),
    path(f"{_LISTS}<str:key>/", lists.one_list, name="list"),
    path(f"{_LISTS}<str:key>/<str:form>/", lists.list_file, name="list-file"),
    path("can-bo/ra-soat/<str:public_id>/chi-phi/", lists.costs, name="costs"),
]
