"""Addresses of the room `online`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.online.views import documents, editing, portal, register, roadmap, targets

app_name = "online"
_ROOT = "kiem-soat/dich-vu-cong/"
_ONE = f"{_ROOT}thu-tuc/<str:code>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("dich-vu-cong/", portal.listing, name="public"),
    path("dich-vu-cong/du-lieu.csv", portal.open_csv, name="open-csv"),
    path("dich-vu-cong/du-lieu.json", portal.open_json, name="open-json"),
    path(_ROOT, register.register, name="register"),
    path(f"{_ROOT}ghi-quyet-dinh/", editing.record, name="record"),
    path(f"{_ROOT}khai-thac/", editing.launch, name="launch"),
    path(f"{_ROOT}tep/", documents.documents, name="documents"),
    path(f"{_ROOT}tep/lap/", documents.make, name="documents-make"),
    path(f"{_ROOT}tep/<str:public_id>/", documents.kept, name="document-kept"),
    path(f"{_ROOT}tep/<str:kind>/<str:form>/", register.document, name="document"),
    path(f"{_ROOT}dong/<str:public_id>/", register.row, name="service-row"),
    path(_ONE, register.service, name="service"),
    path(f"{_ONE}khai-thac/", editing.launch_one, name="launch-one"),
    path(f"{_ONE}tam-dung/", editing.suspend, name="suspend"),
    path(f"{_ONE}hoat-dong-lai/", editing.resume, name="resume"),
    path(f"{_ONE}ket-thuc/", editing.end, name="end"),
    path(f"{_ONE}rut/", editing.withdraw, name="withdraw"),
    path(f"{_ROOT}chi-tieu/", targets.targets, name="targets"),
    path(f"{_ROOT}chi-tieu/moi/", targets.new, name="target-new"),
    path(f"{_ROOT}chi-tieu/<str:key>/", targets.target, name="target"),
    path(f"{_ROOT}chi-tieu/<str:key>/sua/", targets.edit, name="target-edit"),
    path(f"{_ROOT}chi-tieu/<str:key>/bo/", targets.end, name="target-end"),
    path(f"{_ROOT}su-dung/", targets.usage, name="usage"),
    path(f"{_ROOT}lo-trinh/", roadmap.roadmap, name="roadmap"),
    path(f"{_ROOT}lo-trinh/tep/", documents.make_roadmap, name="roadmap-make"),
    path(f"{_ROOT}lo-trinh/moi/", roadmap.plan, name="plan"),
    path(f"{_ROOT}lo-trinh/<str:public_id>/", roadmap.entry, name="entry"),
    path(f"{_ROOT}lo-trinh/<str:public_id>/bo/", roadmap.drop, name="drop"),
]
