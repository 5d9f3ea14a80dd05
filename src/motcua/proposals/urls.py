"""Addresses of the room `proposals`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.proposals import views, views_rules

app_name = "proposals"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kiem-soat/goi-y/", views.overview, name="overview"),
    path("kiem-soat/goi-y/tinh-lai/", views.refresh, name="refresh"),
    path("kiem-soat/goi-y/thu-tuc/<str:code>/", views.one, name="one"),
    path("kiem-soat/goi-y/thu-tuc/<str:code>/chi-phi/", views.estimate, name="estimate"),
    path("kiem-soat/goi-y/uu-tien/", views.picture, name="picture"),
    path("kiem-soat/goi-y/co-so-du-lieu/", views.databases, name="databases"),
    path("kiem-soat/goi-y/co-so-du-lieu/<str:key>/", views.publication, name="publication"),
    path("kiem-soat/goi-y/quy-tac/", views_rules.rules, name="rules"),
    path("kiem-soat/goi-y/quy-tac/moi/", views_rules.rule, name="new-rule"),
    path("kiem-soat/goi-y/quy-tac/<str:key>/", views_rules.rule, name="rule"),
    path("kiem-soat/goi-y/quy-tac/<str:key>/bo/", views_rules.rule_off, name="rule-off"),
    path("kiem-soat/goi-y/quy-tac/<str:key>/khoi-phuc/", views_rules.rule_restore, name="rule-restore"),
    path("kiem-soat/goi-y/so-lieu/", views_rules.volumes, name="volumes"),
    path("kiem-soat/goi-y/so-lieu/ghi/", views_rules.volume, name="volume"),
    path("kiem-soat/goi-y/so-lieu/tep/", views_rules.volume_file, name="volume-file"),
]
