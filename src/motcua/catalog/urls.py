"""Addresses of the catalogue."""

from django.urls import URLPattern, URLResolver, path

from motcua.catalog.views import catalogue, findings, imports, opendata, own, portal, vocabulary

app_name = "catalog"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tim/", portal.search, name="search"),
    path("tim/goi-y/", portal.suggest, name="suggest"),
    path("viec-doi/<str:key>/", portal.life_event, name="life-event"),
    path("thu-tuc/", portal.listing, name="procedures"),
    path("thu-tuc/<str:code>/", portal.procedure, name="procedure"),
    path("thu-tuc/<str:code>/qr.svg", portal.procedure_qr, name="procedure-qr"),
    path("du-lieu-mo/", opendata.page, name="open-data"),
    path("du-lieu-mo/thu-tuc.json", opendata.as_json, name="open-data-json"),
    path("du-lieu-mo/thu-tuc.csv", opendata.as_csv, name="open-data-csv"),
    path("du-lieu-mo/thu-tuc.xlsx", opendata.as_xlsx, name="open-data-xlsx"),
    path("sitemap.xml", opendata.sitemap, name="sitemap"),
    path("robots.txt", opendata.robots, name="robots"),
    path("kiem-soat/tu-dong-nghia/", vocabulary.words, name="vocabulary"),
    path("kiem-soat/tu-dong-nghia/moi/", vocabulary.new, name="vocabulary-new"),
    path("kiem-soat/tu-dong-nghia/<str:key>/", vocabulary.line, name="vocabulary-line"),
    path("kiem-soat/tu-dong-nghia/<str:key>/bat-tat/", vocabulary.switch, name="vocabulary-switch"),
    path("thu-tuc/<str:code>/so-sanh/", catalogue.compare, name="compare"),
    path("kiem-soat/danh-muc/", catalogue.catalogue, name="catalogue"),
    path("kiem-soat/danh-muc/<str:code>/", catalogue.procedure, name="control-procedure"),
    path("kiem-soat/danh-muc/<str:code>/phan-cua-tinh/", catalogue.layer, name="layer"),
    path("kiem-soat/danh-muc/<str:code>/giay-to/", own.papers, name="papers"),
    path("kiem-soat/thu-tuc-cua-tinh/", own.own, name="own"),
    path("kiem-soat/thu-tuc-cua-tinh/moi/", own.own_new, name="own-new"),
    path("kiem-soat/thu-tuc-cua-tinh/<str:code>/", own.own_draft, name="own-draft"),
    path("kiem-soat/thu-tuc-cua-tinh/<str:code>/mo-ban-sua/", own.own_open, name="own-open"),
    path("kiem-soat/thu-tuc-cua-tinh/<str:code>/cong-khai/", own.own_publish, name="own-publish"),
    path("kiem-soat/thu-tuc-cua-tinh/<str:code>/bo/", own.own_discard, name="own-discard"),
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
