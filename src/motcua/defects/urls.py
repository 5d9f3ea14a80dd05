"""Addresses of the room `defects`."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.defects.views import letters, reports

app_name = "defects"
DESK, CONTROL = "can-bo/phan-anh-noi-dung/", "kiem-soat/phan-anh-noi-dung/"
LETTER = f"{CONTROL}van-ban/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path(DESK, reports.desk, name="desk"),
    path(f"{DESK}moi/<str:code>/", reports.report_new, name="report-new"),
    path(f"{DESK}<str:public_id>/", reports.report, name="report"),
    path(CONTROL, letters.letters, name="letters"),
    path(f"{CONTROL}cho-gui/", reports.reports, name="reports"),
    path(f"{CONTROL}phat-hien/", reports.findings, name="findings"),
    path(f"{CONTROL}phat-hien/dua-vao/", reports.findings_take, name="findings-take"),
    path(f"{CONTROL}van-ban/moi/", letters.open_new, name="letter-open"),
    path(LETTER, letters.letter, name="letter"),
    path(f"{LETTER}bo/", letters.remove, name="remove"),
    path(f"{LETTER}noi-nhan/", letters.readdress, name="readdress"),
    path(f"{LETTER}huy/", letters.discard, name="discard"),
    path(f"{LETTER}trinh/", letters.submit, name="submit"),
    path(f"{LETTER}lay-lai/", letters.take_back, name="return"),
    path(f"{LETTER}da-gui/", letters.sent, name="sent"),
    path(f"{LETTER}tra-loi/", letters.answer, name="answer"),
    path(f"{LETTER}chuyen-tiep/", letters.forward, name="forward"),
]
