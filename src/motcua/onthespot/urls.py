"""Addresses of the room `onthespot`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.onthespot.views import acting, reading

app_name = "onthespot"
_ROOT = "kiem-soat/tai-cho/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("lam-tai-cho/", reading.public, name="public"),
    path(_ROOT, reading.listing, name="entries"),
    path(f"{_ROOT}tien-do/", reading.overview, name="progress"),
    path(f"{_ROOT}de-xuat/", acting.propose, name="propose"),
    path(f"{_ROOT}bao-cao/", acting.report, name="report"),
    path(f"{_ROOT}tep/<str:form>/", reading.document, name="document"),
    path(f"{_ROOT}danh-muc/moi/", acting.new_list, name="list-new"),
    path(f"{_ROOT}danh-muc/<str:public_id>/", reading.spot_list, name="list"),
    path(f"{_ROOT}danh-muc/<str:public_id>/trinh/", acting.submit, name="list-submit"),
    path(f"{_ROOT}danh-muc/<str:public_id>/quyet-dinh/", acting.decide, name="list-decide"),
    path(f"{_ROOT}<str:public_id>/", reading.one, name="entry"),
    path(f"{_ROOT}<str:public_id>/sua/", acting.change, name="change"),
    path(f"{_ROOT}<str:public_id>/thay-doi/", acting.renew, name="renew"),
    path(f"{_ROOT}<str:public_id>/xac-nhan/", acting.check, name="check"),
    path(f"{_ROOT}<str:public_id>/thuc-hien/", acting.start, name="start"),
    path(f"{_ROOT}<str:public_id>/rut/", acting.withdraw, name="withdraw"),
]
