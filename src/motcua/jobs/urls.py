"""Addresses of the room `jobs`."""

from django.urls import URLPattern, URLResolver, path

from motcua.jobs import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("cong-viec/", views.listing, name="jobs_list"),
    path("cong-viec/<str:public_id>/", views.detail, name="jobs_detail"),
    path("cong-viec/<str:public_id>/chay-lai/", views.retry, name="jobs_retry"),
    path("cong-viec/<str:public_id>/huy/", views.cancel, name="jobs_cancel"),
]
