"""Addresses of the room `publication`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.publication.views import acts, annexes, decisions, overview

app_name = "publication"
_ROOT = "kiem-soat/cong-bo/"
_ONE = f"{_ROOT}<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path(_ROOT, decisions.listing, name="decisions"),
    path(f"{_ROOT}moi/", decisions.new, name="new"),
    path(f"{_ROOT}han/", overview.clocks, name="clocks"),
    path(f"{_ROOT}chi-so/", overview.measures, name="measures"),
    path(f"{_ROOT}chi-so/<str:key>/", overview.measure, name="measure"),
    path(f"{_ROOT}danh-muc/", annexes.annexes, name="annexes"),
    path(f"{_ROOT}danh-muc/<str:public_id>/<str:form>/", annexes.download, name="annex-file"),
    path(_ONE, decisions.decision, name="decision"),
    path(f"{_ONE}sua/", decisions.edit, name="edit"),
    path(f"{_ONE}them/", acts.add, name="add"),
    path(f"{_ONE}bo-dong/", acts.remove, name="remove"),
    path(f"{_ONE}bo/", acts.discard, name="discard"),
    path(f"{_ONE}kiem-soat/", acts.check, name="check"),
    path(f"{_ONE}tra-lai/", acts.give_back, name="return"),
    path(f"{_ONE}trinh-ky/", acts.submit, name="submit"),
    path(f"{_ONE}ghi-so/", acts.sign, name="sign"),
    path(f"{_ONE}cong-khai/", acts.publish, name="publish"),
    path(f"{_ONE}rut-cong-khai/<str:act>/", acts.withdraw, name="withdraw"),
    path(f"{_ONE}ket-thuc/", acts.end, name="end"),
]
