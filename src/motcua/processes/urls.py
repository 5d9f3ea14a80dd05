"""Addresses of the room `processes`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.processes.views import acts, editing, showing

app_name = "processes"
_ROOT = "kiem-soat/quy-trinh/"
_ONE = f"{_ROOT}<str:public_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, showing.listing, name="processes"),
    path(f"{_ROOT}moi/", acts.new, name="new"),
    path(_ONE, showing.process, name="process"),
    path(f"{_ONE}sua/", editing.edit, name="edit"),
    path(f"{_ONE}tu-luu/", editing.autosave, name="autosave"),
    path(f"{_ONE}bo-phan-chua-ghi/", editing.forget, name="forget"),
    path(f"{_ONE}nhap/", acts.take_file, name="import"),
    path(f"{_ONE}xac-nhan/", acts.confirm, name="confirm"),
    path(f"{_ONE}lap-lai/", acts.reopen, name="reopen"),
    path(f"{_ONE}bo/", acts.discard, name="discard"),
    path(f"{_ONE}so-sanh/", showing.compare, name="compare"),
    path(f"{_ONE}tep/<str:form>/", showing.download, name="file"),
]
