"""Addresses of the room `review`: each part of the room lists its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from motcua.review import urls_assess, urls_campaign, urls_classify, urls_impact, urls_lists

app_name = "review"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_classify.routes,
    *urls_impact.routes,
    *urls_campaign.routes,
    *urls_assess.routes,
    *urls_lists.routes,
]
