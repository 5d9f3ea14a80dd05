"""Addresses of the room `organisation`."""

from django.urls import URLPattern, URLResolver, path

from motcua.organisation.views import focal, people, powers, public, seal_uses, seals, units

app_name = "organisation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("noi-tiep-nhan/", public.receiving, name="receiving"),
    path("don-vi/tra-xa-cu/", public.old_communes, name="old-communes"),
    path("don-vi/<str:public_id>/", public.unit, name="unit"),
    path("kiem-soat/don-vi/", units.listing, name="units"),
    path("kiem-soat/don-vi/cay/", units.tree, name="tree"),
    path("kiem-soat/don-vi/moi/", units.open_new, name="open"),
    path("kiem-soat/don-vi/phat-hien/", units.findings, name="findings"),
    path("kiem-soat/don-vi/vi-tri/", people.positions, name="positions"),
    path("kiem-soat/don-vi/vi-tri/<str:public_id>/ket-thuc/", people.end, name="position-end"),
    path("kiem-soat/don-vi/<str:public_id>/", units.detail, name="control-unit"),
    path("kiem-soat/don-vi/<str:public_id>/doi-ten/", units.rename, name="rename"),
    path("kiem-soat/don-vi/<str:public_id>/chuyen/", units.move, name="move"),
    path("kiem-soat/don-vi/<str:public_id>/hop-nhat/", units.merge, name="merge"),
    path("kiem-soat/don-vi/<str:public_id>/ket-thuc/", units.close, name="close"),
    path("kiem-soat/don-vi/<str:public_id>/vi-tri/", people.of_unit, name="unit-positions"),
    path("kiem-soat/dau-moi/", focal.listing, name="focal"),
    path("kiem-soat/dau-moi/kien-toan/", focal.renew, name="focal-renew"),
    path("kiem-soat/dau-moi/phu-luc/", focal.annex, name="focal-annex"),
    path("kiem-soat/dau-moi/phu-luc.docx", focal.annex_docx, name="focal-annex-docx"),
    path("kiem-soat/dau-moi/don-vi/<str:public_id>/", focal.of_unit, name="focal-unit"),
    path("kiem-soat/dau-moi/<str:public_id>/ket-thuc/", focal.end, name="focal-end"),
    path("kiem-soat/uy-quyen/", powers.listing, name="powers"),
    path("kiem-soat/uy-quyen/moi/", powers.new, name="power-new"),
    path("kiem-soat/uy-quyen/ra-soat/", powers.coming, name="powers-coming"),
    path("kiem-soat/uy-quyen/so/<str:register>/", powers.listing, name="powers-of"),
    path("kiem-soat/uy-quyen/<str:public_id>/", powers.one, name="power"),
    path("kiem-soat/uy-quyen/<str:public_id>/ra-soat/", powers.review, name="power-review"),
    path("kiem-soat/uy-quyen/<str:public_id>/thu-hoi/", powers.revoke, name="power-revoke"),
    path("kiem-soat/con-dau/", seals.listing, name="seals"),
    path("kiem-soat/con-dau/moi/", seals.new, name="seal-new"),
    path("kiem-soat/con-dau/so-su-dung/", seal_uses.listing, name="seal-uses"),
    path("kiem-soat/con-dau/so-su-dung/xuat/", seal_uses.export, name="seal-uses-export"),
    path("kiem-soat/con-dau/so-su-dung/<str:public_id>/", seal_uses.one, name="seal-use"),
    path("kiem-soat/con-dau/so-su-dung/<str:public_id>/ghi-dao/", seal_uses.reverse, name="seal-use-reverse"),
    path("kiem-soat/con-dau/<str:public_id>/", seals.one, name="seal"),
    path("kiem-soat/con-dau/<str:public_id>/giao/", seals.hand_over, name="seal-hand-over"),
    path("kiem-soat/con-dau/<str:public_id>/thu-hoi/", seals.withdraw, name="seal-withdraw"),
    path("kiem-soat/con-dau/<str:public_id>/su-dung/", seal_uses.listing, name="seal-uses-of"),
    path("kiem-soat/con-dau/<str:public_id>/su-dung/xuat/", seal_uses.export, name="seal-uses-export-of"),
    path("kiem-soat/con-dau/<str:public_id>/su-dung/ghi/", seal_uses.new, name="seal-use-new"),
]
