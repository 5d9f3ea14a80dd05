"""Addresses of the assessment: one's list, the sheet of a procedure, two answers made one, consultation, obstacles."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.review.views import (
    assess,
    assess_drafts,
    assess_effort,
    assess_end,
    assess_many,
    assess_parts,
    consulting,
    obstacles,
)

_LINE = "can-bo/ra-soat/<str:public_id>/"
_ASKING, _OBSTACLES = "can-bo/lay-y-kien/", "can-bo/vuong-mac/"
_ROUND, _OBSTACLE = f"{_ASKING}<str:public_id>/", f"{_OBSTACLES}<str:public_id>/"
routes: list[URLPattern] = [
    path("can-bo/ra-soat/", assess_many.work, name="work"),
    path("can-bo/ra-soat/chap-nhan/", assess_many.accept_many, name="work-accept"),
    path("can-bo/ra-soat/hai-cau-tra-loi/<str:public_id>/", assess_many.clash, name="clash"),
    path(_LINE, assess.sheet, name="assess"),
    path(f"{_LINE}chap-nhan/", assess.accept, name="assess-accept"),
    path(f"{_LINE}muc/<str:key>/", assess.answer, name="assess-answer"),
    path(f"{_LINE}bo-phan/", assess_parts.parts, name="assess-parts"),
    path(f"{_LINE}bo-phan/chap-nhan/", assess_parts.accept, name="assess-parts-accept"),
    path(f"{_LINE}bo-phan/<str:subject>/", assess_parts.answer, name="assess-part"),
    path(f"{_LINE}do-phuc-tap/", assess_effort.effort, name="assess-effort"),
    path(f"{_LINE}ket-luan/", assess_end.end, name="assess-end"),
    path(f"{_LINE}ket-luan/nhap/", assess_end.draft, name="assess-end-draft"),
    path(f"{_LINE}bo-nhap/<str:subject>/", assess_drafts.drop, name="assess-draft-drop"),
    path(f"{_LINE}doi-chieu/<str:other>/", assess_many.compare, name="assess-compare"),
    path(f"{_LINE}chep/", assess_many.copy, name="assess-copy"),
    path(_ASKING, consulting.consultations, name="consultations"),
    path(f"{_ASKING}moi/", consulting.new, name="consultation-new"),
    path(_ROUND, consulting.consultation, name="consultation"),
    path(f"{_ROUND}trinh-ky/", consulting.letter, name="consultation-letter"),
    path(f"{_ROUND}da-gui/", consulting.sent, name="consultation-sent"),
    path(f"{_ROUND}y-kien/", consulting.opinion, name="consultation-opinion"),
    path(f"{_ROUND}y-kien/<str:opinion_id>/", consulting.reply, name="opinion-reply"),
    path(f"{_ROUND}tong-hop/", consulting.close, name="consultation-close"),
    path(f"{_ROUND}bo/", consulting.discard, name="consultation-discard"),
    path(f"{_ROUND}bang/<str:form>/", consulting.table, name="consultation-table"),
    path(_OBSTACLES, obstacles.obstacles, name="obstacles"),
    path(f"{_OBSTACLES}moi/", obstacles.new, name="obstacle-new"),
    path(_OBSTACLE, obstacles.obstacle, name="obstacle"),
    path(f"{_OBSTACLE}y-kien/", obstacles.judge, name="obstacle-judge"),
    path(f"{_OBSTACLE}chi-dao/", obstacles.direct, name="obstacle-direct"),
    path(f"{_OBSTACLE}ket-thuc/", obstacles.close, name="obstacle-close"),
    path(f"{_OBSTACLE}don-doc/", obstacles.remind, name="obstacle-remind"),
]
