"""Addresses of the room `papers`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.papers.views import listing, paper, registers, tables

app_name = "papers"
_ONE = "kiem-soat/van-ban/<str:public_id>"
_BOOK = "kiem-soat/so-van-ban"
urlpatterns: list[URLPattern] = [
    path("kiem-soat/van-ban/", listing.listing, name="list"),
    path("kiem-soat/van-ban/moi/", listing.choose, name="choose"),
    path("kiem-soat/van-ban/moi/<slug:template>/", listing.new, name="new"),
    path(f"{_ONE}/", paper.detail, name="paper"),
    path(f"{_ONE}/sua/", listing.edit, name="edit"),
    path(f"{_ONE}/van-ban.<slug:form>", paper.download, name="download"),
    path(f"{_ONE}/ban-da-ky.pdf", paper.signed_copy, name="signed-copy"),
    path(f"{_ONE}/trinh-ky/", paper.submit, name="submit"),
    path(f"{_ONE}/ghi-so/", paper.sign, name="sign"),
    path(f"{_ONE}/lay-so/", paper.number, name="number"),
    path(f"{_ONE}/tra-lai/", paper.give_back, name="return"),
    path(f"{_ONE}/gui/", paper.send, name="send"),
    path(f"{_ONE}/da-nhan/<str:dispatch>/", paper.received, name="received"),
    path(f"{_ONE}/thu-hoi/", paper.recall, name="recall"),
    path(f"{_ONE}/thay-the/", paper.replace, name="replace"),
    path(f"{_ONE}/hoi-ket-qua/", paper.ask, name="ask"),
    path(f"{_BOOK}/", registers.listing, name="registers"),
    path(f"{_BOOK}/mo/", registers.open_new, name="register-open"),
    path(f"{_BOOK}/<str:public_id>/", registers.detail, name="register"),
    path(f"{_BOOK}/<str:public_id>/khoa/", registers.close, name="register-close"),
    *tables.routes,
]
