"""Addresses of the room `posting`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.posting.views import control, desk, embed, pack

app_name = "posting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("can-bo/niem-yet/", desk.own, name="own"),
    path("can-bo/niem-yet/lan/<str:public_id>/", desk.confirmation, name="confirmation"),
    path("can-bo/niem-yet/lan/<str:public_id>/anh/", desk.photo, name="photo"),
    path("can-bo/niem-yet/lan/<str:public_id>/rut-lai/", desk.undo, name="undo"),
    path("can-bo/niem-yet/<str:public_id>/", desk.todo, name="desk"),
    path("can-bo/niem-yet/<str:public_id>/bang/", desk.board, name="board"),
    path("can-bo/niem-yet/<str:public_id>/lich-su/", desk.history, name="history"),
    path("can-bo/niem-yet/<str:public_id>/goi-in.pdf", pack.pack, name="pack"),
    path("can-bo/niem-yet/<str:public_id>/nhung/", embed.snippet, name="snippet"),
    path("kiem-soat/niem-yet/", control.overview, name="overview"),
    path("kiem-soat/niem-yet/dung-han/", control.in_time, name="in-time"),
    path("nhung/<str:code>/", embed.listing, name="embed"),
]
