"""Addresses of the room `receiving`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.receiving.views import editing, lists

app_name = "receiving"
urlpatterns: list[URLPattern] = [
    path("kiem-soat/noi-tiep-nhan/", lists.lists, name="lists"),
    path("kiem-soat/noi-tiep-nhan/moi/", editing.open_new, name="open"),
    path("kiem-soat/noi-tiep-nhan/chua-co/", lists.missing, name="missing"),
    path("kiem-soat/noi-tiep-nhan/<str:public_id>/", lists.one, name="list"),
    path("kiem-soat/noi-tiep-nhan/<str:public_id>/them/", editing.add, name="add"),
    path("kiem-soat/noi-tiep-nhan/<str:public_id>/them-theo-loc/", editing.add_rule, name="add-rule"),
    path("kiem-soat/noi-tiep-nhan/<str:public_id>/bo/", editing.remove, name="remove"),
    path("kiem-soat/noi-tiep-nhan/<str:public_id>/huy/", editing.discard, name="discard"),
    path("kiem-soat/noi-tiep-nhan/<str:public_id>/trinh/", editing.submit, name="submit"),
    path("kiem-soat/noi-tiep-nhan/<str:public_id>/lay-lai/", editing.take_back, name="return"),
    path("kiem-soat/noi-tiep-nhan/<str:public_id>/ban-hanh/", editing.issue, name="issue"),
    path("kiem-soat/noi-tiep-nhan/<str:public_id>/het-ap-dung/", editing.end, name="end"),
]
