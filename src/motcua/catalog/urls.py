"""Addresses of the catalogue."""

from django.urls import URLPattern, URLResolver, path

from motcua.catalog.views import catalogue, findings, imports

app_name = "catalog"
urlpatterns: list[URLPattern | URLResolver] = [
    path("thu-tuc/<str:code>/so-sanh/", catalogue.compare, name="compare"),
    path("kiem-soat/danh-muc/", catalogue.catalogue, name="catalogue"),
    path("kiem-soat/danh-muc/<str:code>/", catalogue.procedure, name="control-procedure"),
    path("kiem-soat/danh-muc/<str:code>/phan-cua-tinh/", catalogue.layer, name="layer"),
    path("kiem-soat/nhap/", imports.imports, name="imports"),
    path("kiem-soat/nhap/bieu-mau.xlsx", imports.import_template, name="import-template"),
    path("kiem-soat/nhap/<str:public_id>/", imports.import_preview, name="import"),
    path("kiem-soat/nhap/<str:public_id>/chon/", imports.import_choose, name="import-choose"),
    path("kiem-soat/nhap/<str:public_id>/ap-dung/", imports.import_apply, name="import-apply"),
    path("kiem-soat/phat-hien/", findings.findings, name="findings"),
    path("kiem-soat/phat-hien/xu-ly/", findings.findings_settle, name="findings-settle"),
    path("kiem-soat/phat-hien/<str:public_id>/", findings.finding, name="finding"),
    path("kiem-soat/phat-hien/<str:public_id>/mo-lai/", findings.finding_reopen, name="finding-reopen"),
]
