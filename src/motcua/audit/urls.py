"""Addresses of the room `audit`."""

from django.urls import URLPattern, URLResolver, path

from motcua.audit import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("kiem-soat/nhat-ky/", views.listing, name="audit_list"),
    path("kiem-soat/nhat-ky/xuat/", views.export, name="audit_export"),
    path("kiem-soat/nhat-ky/<str:public_id>/", views.detail, name="audit_detail"),
]
