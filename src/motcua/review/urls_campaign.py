"""Addresses of campaigns: control plans, checks and decides, units work."""

from __future__ import annotations

from django.urls import URLPattern, path

from motcua.review.views import campaigns, exclusions, following, lines, meetings, parts, plan, scoring

_ROOT = "kiem-soat/ra-soat/"
_ONE = f"{_ROOT}<str:public_id>/"
_LISTS = f"{_ROOT}loai-tru/"
_PART = f"{_ROOT}phan-viec/<str:public_id>/"
_WISH = f"{_ROOT}kien-nghi/<str:public_id>/"
routes: list[URLPattern] = [
    path(_ROOT, campaigns.listing, name="campaigns"),
    path(f"{_ROOT}moi/", campaigns.new, name="new"),
    path(_LISTS, exclusions.lists, name="exclusions"),
    path(f"{_LISTS}<str:public_id>/", exclusions.one, name="exclusion"),
    path(f"{_LISTS}<str:public_id>/doi-chieu/", exclusions.match, name="exclusion-match"),
    path(f"{_ROOT}thu-tuc/<str:public_id>/", lines.line, name="line"),
    path(f"{_ROOT}thu-tuc/<str:public_id>/cham-diem/", lines.mark, name="line-mark"),
    path("can-bo/ra-soat/phan-viec/", parts.mine, name="my-parts"),
    path(_PART, parts.part, name="part"),
    path(f"{_PART}duyet/", parts.approve, name="part-approve"),
    path(f"{_PART}rut-duyet/", parts.withdraw, name="part-withdraw"),
    path(f"{_PART}gui/", parts.submit, name="part-submit"),
    path(f"{_PART}giao/", parts.give, name="part-give"),
    path(f"{_PART}rut-mau/", parts.draw, name="part-draw"),
    path(f"{_PART}mau/", parts.judge, name="part-judge"),
    path(f"{_PART}tra-lai/", parts.give_back, name="part-return"),
    path(f"{_PART}xac-nhan/", parts.confirm, name="part-confirm"),
    path(f"{_PART}don-doc/", parts.remind, name="part-remind"),
    path(f"{_PART}ke-hoach/", following.unit_plan, name="part-plan"),
    path(_WISH, following.pursuit, name="pursuit"),
    path(f"{_WISH}gui/", following.sent, name="pursuit-sent"),
    path(f"{_WISH}tra-loi/", following.replied, name="pursuit-answered"),
    path(f"{_WISH}ket-qua/", following.ended, name="pursuit-ended"),
    path(f"{_WISH}lui-han/", following.postponed, name="pursuit-postponed"),
    path(_ONE, campaigns.campaign, name="campaign"),
    path(f"{_ONE}sua/", campaigns.edit, name="edit"),
    path(f"{_ONE}ke-hoach/", plan.plan, name="plan"),
    path(f"{_ONE}ke-hoach/don-vi/", plan.unit_add, name="plan-unit"),
    path(f"{_ONE}ke-hoach/bo-don-vi/", plan.unit_remove, name="plan-unit-remove"),
    path(f"{_ONE}ke-hoach/chon/", plan.choose, name="plan-choose"),
    path(f"{_ONE}ke-hoach/loai-tru/", plan.exclude, name="plan-exclude"),
    path(f"{_ONE}ke-hoach/trong-so/", plan.weigh, name="plan-weigh"),
    path(f"{_ONE}ke-hoach/nhiem-vu/", plan.tasks, name="plan-tasks"),
    path(f"{_ONE}ke-hoach/xong/", plan.task_done, name="plan-task-done"),
    path(f"{_ONE}ke-hoach/chi-tieu/", plan.targets, name="plan-targets"),
    path(f"{_ONE}ke-hoach/chep/", plan.copy, name="plan-copy"),
    path(f"{_ONE}mo/", campaigns.open_now, name="open"),
    path(f"{_ONE}bo/", campaigns.discard, name="discard"),
    path(f"{_ONE}giao-theo-linh-vuc/", campaigns.by_field, name="assign-fields"),
    path(f"{_ONE}cap-nhat/", campaigns.settle, name="keep-up"),
    path(f"{_ONE}tong-hop/", campaigns.gather, name="consolidate"),
    path(f"{_ONE}tro-lai/", campaigns.back, name="back"),
    path(f"{_ONE}ket-thuc/", campaigns.close, name="close"),
    path(f"{_ONE}trinh-ky/", campaigns.submit, name="submit-decision"),
    path(f"{_ONE}ghi-so/", campaigns.decide, name="decide"),
    path(f"{_ONE}thu-tuc/", lines.lines, name="lines"),
    path(f"{_ONE}thu-tuc/giao/", lines.assign, name="assign"),
    path(f"{_ONE}xem-xet-lai/", lines.reopen, name="reopen"),
    path(f"{_ONE}cham-diem/", scoring.marks, name="marks"),
    path(f"{_ONE}giai-doan-hai/", following.second_stage, name="second-stage"),
    path(f"{_ONE}theo-doi/", following.follow, name="follow"),
    path(f"{_ONE}theo-doi/buoc/", following.step, name="follow-step"),
    path(f"{_ONE}theo-doi/linh-vuc/", following.decide_field, name="follow-field"),
    path(f"{_ONE}theo-doi/trinh-ky/", following.submit_field, name="follow-submit"),
    path(f"{_ONE}theo-doi/cap-nhat/", following.gather, name="follow-gather"),
    path(f"{_ONE}hop/", meetings.meetings, name="meetings"),
    path(f"{_ONE}hop/<str:meeting>/", meetings.minutes_file, name="minutes-file"),
    path(f"{_ONE}doi-chieu/", meetings.history, name="history"),
]
