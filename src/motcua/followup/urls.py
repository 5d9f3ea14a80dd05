"""Addresses of the room `followup`."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from motcua.followup.views import keeping, ministries, work

app_name = "followup"
_ROOT = "kiem-soat/viec-cong-bo/"
urlpatterns: list[URLPattern] = [
    path(_ROOT, work.listing, name="work"),
    re_path(rf"^{_ROOT}xuat\.(?P<kind>csv|xlsx)$", work.export_work, name="export"),
    path(f"{_ROOT}tinh-lai/", work.refresh, name="refresh"),
    path(f"{_ROOT}khong-phai-theo/", work.dismiss_several, name="dismiss-several"),
    path(f"{_ROOT}bo-nganh/", ministries.listing, name="announcements"),
    path(f"{_ROOT}bo-nganh/moi/", ministries.typed, name="announcement-new"),
    path(f"{_ROOT}bo-nganh/<str:public_id>/", ministries.announcement, name="announcement"),
    path(f"{_ROOT}linh-vuc/", keeping.fields, name="fields"),
    path(f"{_ROOT}linh-vuc/goi-y/", keeping.fields_guess, name="fields-guess"),
    path(f"{_ROOT}linh-vuc/<int:pk>/", keeping.field_set, name="field-set"),
    path(f"{_ROOT}quy-trinh/", keeping.processes, name="processes"),
    path(f"{_ROOT}quy-trinh/xoa/<str:public_id>/", keeping.process_drop, name="process-drop"),
    path(f"{_ROOT}quy-trinh/<str:code>/", keeping.process, name="process"),
    path(f"{_ROOT}<str:public_id>/", work.task, name="task"),
    path(f"{_ROOT}<str:public_id>/lap-danh-muc/", work.draft, name="draft"),
    path(f"{_ROOT}<str:public_id>/khong-phai-lam/<str:kind>/", work.waive, name="waive"),
    path(f"{_ROOT}<str:public_id>/khong-phai-theo/", work.dismiss, name="dismiss"),
    path(f"{_ROOT}<str:public_id>/mo-lai/", work.reopen, name="reopen"),
    path(f"{_ROOT}<str:public_id>/giao/", work.give, name="give"),
    path(f"{_ROOT}<str:public_id>/don-doc/", work.remind, name="remind"),
]
